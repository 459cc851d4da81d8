//! What publishing to a server and playing from one have in common: connecting, commands and their answers.

use std::{io, time::Duration};

use tokio::net::TcpStream;

use super::{address::Target, connection::Connection};
use crate::{
    Limits,
    wire::{
        AmfValue, Command, RtmpMessage,
        constants::{CMD_CONNECT, CMD_CREATE_STREAM, CMD_ERROR},
    },
};

/// How long a server may take to let a client in.
pub(super) const ANSWER: Duration = Duration::from_secs(10);

/// Why a server was not won.
#[derive(Debug)]
pub(super) enum Failure {
    /// It said no.
    Refused { code: String, description: String },
    /// The connection failed.
    Broken(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Broken(error)
    }
}

/// A connection on which the application is agreed.
pub(super) async fn dial(target: &Target<'_>) -> Result<Connection, Failure> {
    let stream = TcpStream::connect(target.socket()).await?;
    let mut connection = Connection::open(stream, &Limits::default()).await?;
    let tc_url = format!("rtmp://{}/{}", target.authority, target.app);
    let text = |text: &str| AmfValue::String(text.to_owned());
    let fields = [
        ("app", text(target.app)),
        ("type", text("nonprivate")),
        ("flashVer", text("FMLE/3.0 (compatible; pili-media)")),
        ("tcUrl", text(&tc_url)),
    ];
    let object = fields.map(|(key, value)| (key.to_owned(), value)).into_iter().collect();
    connection.enlarge_chunks().await?;
    send(&mut connection, CMD_CONNECT, 1.0, 0, AmfValue::Object(object), Vec::new()).await?;
    connection.flush().await?;
    answer(&mut connection, |command| command.transaction_id == 1.0).await?;
    Ok(connection)
}

/// Makes the stream on which media travel.
pub(super) async fn create_stream(connection: &mut Connection, id: f64) -> Result<(), Failure> {
    command(connection, CMD_CREATE_STREAM, id, 0, Vec::new()).await?;
    connection.flush().await?;
    answer(connection, |command| command.transaction_id == id).await
}

pub(super) async fn command(
    connection: &mut Connection,
    name: &str,
    id: f64,
    stream: u32,
    arguments: Vec<AmfValue>,
) -> io::Result<()> {
    send(connection, name, id, stream, AmfValue::Null, arguments).await
}

async fn send(
    connection: &mut Connection,
    name: &str,
    transaction_id: f64,
    stream_id: u32,
    command_object: AmfValue,
    arguments: Vec<AmfValue>,
) -> io::Result<()> {
    let name = name.to_owned();
    let command = Command { name, transaction_id, command_object, arguments, stream_id };
    connection.send(&RtmpMessage::Command(command)).await
}

/// Waits for a command; an error in any is a refusal.
pub(super) async fn answer(
    connection: &mut Connection,
    is_it: impl Fn(&Command) -> bool,
) -> Result<(), Failure> {
    loop {
        let Some(chunk) = connection.next().await? else {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
        };
        let Some(RtmpMessage::Command(command)) = connection.control(&chunk).await? else {
            continue;
        };
        if let Some((code, description)) = failure(&command) {
            return Err(Failure::Refused { code, description });
        }
        if is_it(&command) {
            return Ok(());
        }
    }
}

/// Code and description, if a command reports an error or the end.
pub(super) fn failure(command: &Command) -> Option<(String, String)> {
    let (code, description) = status(command)?;
    let level = command.arguments.first()?.get_string("level");
    (command.name == CMD_ERROR || level == Some("error")).then_some((code, description))
}

/// Code and description of a command that tells a status.
pub(super) fn status(command: &Command) -> Option<(String, String)> {
    let info = command.arguments.first()?;
    let text = |key| info.get_string(key).unwrap_or("").to_owned();
    Some((text("code"), text("description")))
}
