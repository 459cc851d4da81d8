//! What is said by those who keep to no protocol, and what they are told.

use std::{net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

use crate::Outcome;

/// Longer than any limit of the service that an assault runs into.
pub(crate) const PATIENCE: Duration = Duration::from_secs(45);

/// In the place of a last word.
pub(crate) const OPEN: &str = "left open";
pub(crate) const CLOSED: &str = "closed";
pub(crate) const NOT_LET_IN: &str = "not let in";

/// The last word that is said to whoever says this.
pub(crate) async fn told(at: SocketAddr, says: Vec<u8>) -> String {
    let Ok(stream) = TcpStream::connect(at).await else { return NOT_LET_IN.to_owned() };
    let (mut reading, mut writing) = stream.into_split();
    let speak = tokio::spawn(async move {
        // Whoever is refused early may be unable to say it all.
        let _ = timeout(PATIENCE, writing.write_all(&says)).await;
        writing
    });
    let told = last_word(&mut reading).await;
    speak.abort();
    told
}

/// The status of the first answer over HTTP, or that the connection ended, whatever was said before.
pub(crate) async fn last_word(stream: &mut (impl AsyncRead + Unpin)) -> String {
    let (mut said, mut piece) = (Vec::new(), vec![0; 4096]);
    loop {
        match timeout(PATIENCE, stream.read(&mut piece)).await {
            Err(_) => return OPEN.to_owned(),
            Ok(Ok(0) | Err(_)) => return CLOSED.to_owned(),
            Ok(Ok(read)) if said.len() < 100 => said.extend(&piece[..read]),
            Ok(Ok(_)) => {}
        }
        if let Some(status) = status(&said) {
            return status;
        }
    }
}

fn status(said: &[u8]) -> Option<String> {
    let line = String::from_utf8_lossy(said.strip_prefix(b"HTTP/1.")?).into_owned();
    line.contains('\n').then(|| line.split(' ').nth(1).unwrap_or("no status").to_owned())
}

/// Up to the body of an answer that is one.
pub(crate) async fn read_head(stream: &mut TcpStream) -> Outcome {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    let line = String::from_utf8_lossy(&head).lines().next().unwrap_or_default().to_owned();
    if line.contains(" 200") { Ok(()) } else { Err(line.into()) }
}
