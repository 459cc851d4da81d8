//! A Redis of a test's own: what the gate asks, answered from memory. Whether the real one understands it is for the conformance
//! suite `gate-redis` to say.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
};

/// How it behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    Well,
    /// It takes connections and says nothing.
    Silent,
    /// It knows no such password.
    Strict,
}

/// What it keeps, which outlives it.
type Kept = Arc<Mutex<HashMap<String, String>>>;

pub(crate) struct FakeRedis {
    pub(crate) address: SocketAddr,
    pub(crate) kept: Kept,
    mood: watch::Sender<Mood>,
    serving: Option<JoinHandle<()>>,
}

impl FakeRedis {
    pub(crate) async fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut fake =
            Self { address, kept: Kept::default(), mood: watch::Sender::new(Mood::Well), serving: None };
        fake.serve(listener);
        fake
    }

    /// The table of the settings, by which so long is waited for an answer.
    pub(crate) fn table(&self, timeout: &str) -> String {
        let address = self.address;
        format!("[redis]\nurl = \"redis://:hush-hush@{address}\"\ntimeout = \"{timeout}\"\n")
    }

    pub(crate) fn mood(&self, mood: Mood) {
        self.mood.send_replace(mood);
    }

    /// Ends it with all its connections.
    pub(crate) async fn stop(&mut self) {
        let serving = self.serving.take().expect("it is on");
        serving.abort();
        let _ = serving.await;
    }

    pub(crate) async fn start(&mut self) {
        let listener = TcpListener::bind(self.address).await.unwrap();
        self.serve(listener);
    }

    fn serve(&mut self, listener: TcpListener) {
        let (kept, mood) = (self.kept.clone(), self.mood.subscribe());
        self.serving = Some(tokio::spawn(async move {
            // They end with it.
            let mut connections = tokio::task::JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                connections.spawn(serve_one(stream, kept.clone(), mood.clone()));
            }
        }));
    }
}

async fn serve_one(stream: TcpStream, kept: Kept, mood: watch::Receiver<Mood>) {
    let mut stream = BufReader::new(stream);
    while let Some(command) = read(&mut stream).await {
        let mood = *mood.borrow();
        if mood == Mood::Silent {
            std::future::pending::<()>().await;
        }
        let answer = match &*command[0] {
            "AUTH" if mood == Mood::Strict => "-WRONGPASS hush-hush is none that is known\r\n".to_owned(),
            _ => answer(&command, &mut kept.lock().unwrap()),
        };
        if stream.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}

async fn read(stream: &mut BufReader<TcpStream>) -> Option<Vec<String>> {
    let count = number(stream).await?;
    let mut command = Vec::new();
    for _ in 0..count {
        let mut text = vec![0; number(stream).await? + 2];
        stream.read_exact(&mut text).await.ok()?;
        command.push(String::from_utf8(text).unwrap().trim_end_matches("\r\n").to_owned());
    }
    Some(command)
}

/// Of `*3` and `$12`.
async fn number(stream: &mut BufReader<TcpStream>) -> Option<usize> {
    let mut line = String::new();
    stream.read_line(&mut line).await.ok()?;
    line.trim_end().get(1..)?.parse().ok()
}

fn answer(command: &[String], kept: &mut HashMap<String, String>) -> String {
    let bulk = |text: &str| format!("${}\r\n{text}\r\n", text.len());
    let command: Vec<&str> = command.iter().map(String::as_str).collect();
    match &*command {
        ["AUTH" | "CLIENT", ..] => "+OK\r\n".to_owned(),
        ["PING"] => "+PONG\r\n".to_owned(),
        ["GET", key] => kept.get(*key).map_or_else(|| "$-1\r\n".to_owned(), |value| bulk(value)),
        ["SET", key, value, ..] => {
            kept.insert((*key).to_owned(), (*value).to_owned());
            "+OK\r\n".to_owned()
        }
        ["EVAL", _, "2", nonce, asked, number, connection, _] => {
            let last = kept.get(*nonce).cloned().unwrap_or_default();
            let same = !connection.is_empty() && kept.get(*asked).is_some_and(|by| by == connection);
            if last == *number && same {
                return bulk("");
            }
            if last.as_str() >= *number {
                return bulk(&last);
            }
            kept.insert((*nonce).to_owned(), (*number).to_owned());
            kept.insert((*asked).to_owned(), (*connection).to_owned());
            bulk("")
        }
        other => panic!("{other:?}"),
    }
}
