//! Answers as our operations read them.

use http::Response;
use pili_core::{Error, Operation};
use pili_opentok::{Layout, Project, archive_storage::S3};
use serde::Serialize;
use serde_json::Value;

use crate::outcome::{Difference, Outcome};

/// What an operation makes of an answer.
#[derive(Debug)]
pub(super) enum Answer {
    /// What it returns, as JSON under the names of the wire.
    Read(Value),
    Refused(Error),
}

/// Has the operation of a name read an answer: `status`, `content_type`, `body_utf8`.
pub(super) fn interpret(operation: &str, http: &Value) -> Outcome<Answer> {
    let status = http["status"].as_u64().and_then(|status| u16::try_from(status).ok()).unwrap_or_default();
    let mut response = Response::builder().status(status);
    if let Some(content_type) = http["content_type"].as_str() {
        response = response.header("content-type", content_type);
    }
    let body = http["body_utf8"].as_str().unwrap_or_default().to_owned();
    read(operation, response.body(body.into())?)
}

fn read(operation: &str, response: pili_core::Response) -> Outcome<Answer> {
    let project = Project::new("1");
    let (archive, broadcast, render) = (project.archive("a"), project.broadcast("b"), project.render("r"));
    let session = project.session("s");
    let (stream, connection) = (session.stream("s"), session.connection("c"));
    match operation {
        "archive.add_stream" => of(archive.add_stream("s"), response),
        "archive.delete" => of(archive.delete(), response),
        "archive.get" => of(archive.info(), response),
        "archive.list" => of(project.archives(), response),
        "archive.remove_stream" => of(archive.remove_stream("s"), response),
        "archive.set_layout" => of(archive.set_layout(Layout::Pip), response),
        "archive.start" => of(session.start_archive(), response),
        "archive.stop" => of(archive.stop(), response),
        "archive_storage.delete" => of(project.delete_archive_storage(), response),
        "archive_storage.set" => of(project.set_archive_storage(S3::new("b", "a", "s")), response),
        "audio_connector.stop" => of(project.audio_connector("c").stop(), response),
        "broadcast.add_stream" => of(broadcast.add_stream("s"), response),
        "broadcast.get" => of(broadcast.info(), response),
        "broadcast.list" => of(project.broadcasts(), response),
        "broadcast.remove_stream" => of(broadcast.remove_stream("s"), response),
        "broadcast.set_layout" => of(broadcast.set_layout(Layout::Pip), response),
        "broadcast.start" => of(session.start_broadcast(), response),
        "broadcast.stop" => of(broadcast.stop(), response),
        "callback.list" => of(project.callbacks(), response),
        "callback.register" => of(project.register_callback("g".into(), "e".into(), "u"), response),
        "callback.unregister" => of(project.callback("c").unregister(), response),
        "captions.start" => of(session.start_captions("t"), response),
        "captions.stop" => of(project.captions("c").stop(), response),
        "connect.audio" => of(session.connect_audio("t", "u"), response),
        "connection.force_disconnect" => of(connection.force_disconnect(), response),
        "connection.list" => of(session.connections(), response),
        "dtmf.connection" => of(connection.play_dtmf("1"), response),
        "dtmf.session" => of(session.play_dtmf("1"), response),
        "render.get" => of(render.info(), response),
        "render.list" => of(project.renders(), response),
        "render.start" => of(session.start_render("t", "u"), response),
        "render.stop" => of(render.stop(), response),
        "session.create" => of(project.create_session(), response),
        "session.disable_mute" => of(session.disable_mute(), response),
        "session.mute_all" => of(session.mute_all(), response),
        "signal.all" => of(session.signal(""), response),
        "signal.connection" => of(connection.signal(""), response),
        "sip.dial" => of(session.dial("t", "u"), response),
        "stream.get" => of(stream.info(), response),
        "stream.list" => of(session.streams(), response),
        "stream.mute" => of(stream.mute(), response),
        "stream.set_class_lists" => of(session.set_class_lists(), response),
        other => Err(Difference::new(format!("there is no operation `{other}`"))),
    }
}

fn of<O: Operation<Output: Serialize>>(operation: O, response: pili_core::Response) -> Outcome<Answer> {
    match operation.interpret(&response) {
        Ok(output) => Ok(Answer::Read(serde_json::to_value(output)?)),
        Err(error) => Ok(Answer::Refused(error)),
    }
}
