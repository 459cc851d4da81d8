use std::net::Ipv4Addr;

use pili_opentok::{AutoArchive, MediaMode, Project, session::Create, stream::SetClassLists};
use serde_json::Value;

use super::{
    Built, Unsaid, encode, only, unknown,
    values::{member, no_such, resolution, with},
};
use crate::opentok::call::{Call, plain};

pub(super) fn build(project: &Project, call: &Call) -> Built {
    let session = project.session(call.text("sessionId"));
    let connection = session.connection(call.text("connectionId"));
    let stream = session.stream(call.text("streamId"));
    match call.operation.as_str() {
        "session.create" => encode(create(project, call)?),
        "session.mute_all" => {
            only(call, &["sessionId", "excludedStreamIds", "active"])?;
            encode(session.mute_all().except(call.texts("excludedStreamIds").unwrap_or_default()))
        }
        "session.disable_mute" => encode(session.disable_mute()),
        "signal.all" => {
            encode(with(session.signal(data(call)?), call.text_of("type"), |signal, kind| signal.kind(kind)))
        }
        "signal.connection" => {
            let signal = connection.signal(data(call)?);
            encode(with(signal, call.text_of("type"), |signal, kind| signal.kind(kind)))
        }
        "dtmf.session" => encode(session.play_dtmf(call.text("digits"))),
        "dtmf.connection" => encode(connection.play_dtmf(call.text("digits"))),
        "connection.force_disconnect" => match call.get("connectionId") {
            Some(_) => encode(connection.force_disconnect()),
            None => Err(no_such("connection", "null")),
        },
        "stream.get" => encode(stream.info()),
        "stream.list" => encode(session.streams()),
        "stream.mute" => encode(stream.mute()),
        "stream.set_class_lists" => encode(class_lists(session.set_class_lists(), call)?),
        _ => Err(unknown(call)),
    }
}

/// What a signal says: a text. SDKs leave it out where the caller does.
fn data(call: &Call) -> Built<String> {
    match (call.get("data"), call.get("type")) {
        (Some(Value::String(data)), _) => Ok(data.clone()),
        (None, Some(_)) => Ok(String::new()),
        (data, _) => Err(no_such("signal data", &data.unwrap_or(&Value::Null).to_string())),
    }
}

fn create(project: &Project, call: &Call) -> Built<Create> {
    only(call, &["location", "mediaMode", "archiveMode", "archiveName", "archiveResolution", "e2ee"])?;
    let create = project.create_session();
    let create = with(create, media_mode(call)?, Create::media_mode);
    let create = with(create, auto_archive(call)?, Create::always_archive);
    let create = with(create, location(call)?, Create::location);
    let encrypted = call.flag("e2ee").filter(|wanted| *wanted);
    Ok(with(create, encrypted, |create, _| create.end_to_end_encryption()))
}

fn media_mode(call: &Call) -> Built<Option<MediaMode>> {
    match member(call, "mediaMode")?.as_deref() {
        None => Ok(None),
        Some("relayed") => Ok(Some(MediaMode::Relayed)),
        Some("routed") => Ok(Some(MediaMode::Routed)),
        Some(mode) => Err(no_such("media mode", mode)),
    }
}

fn auto_archive(call: &Call) -> Built<Option<AutoArchive>> {
    let (name, resolution) = (call.text_of("archiveName"), resolution(call, "archiveResolution"));
    match member(call, "archiveMode")?.as_deref() {
        None | Some("manual") if name.is_none() && resolution.is_none() => Ok(None),
        None | Some("manual") => Err(Unsaid::ByDesign("an archive name without an archive")),
        Some("always") => {
            let archive = with(AutoArchive::new(), name, |archive, name| archive.name(name));
            Ok(Some(with(archive, resolution, AutoArchive::resolution)))
        }
        Some(mode) => Err(no_such("archive mode", mode)),
    }
}

fn location(call: &Call) -> Built<Option<Ipv4Addr>> {
    let address = |text: String| text.parse().map_err(|_| no_such("IPv4 address", &text));
    call.text_of("location").map(address).transpose()
}

fn class_lists(set: SetClassLists, call: &Call) -> Built<SetClassLists> {
    let items = call.get("items").and_then(Value::as_array);
    let items = items.ok_or_else(|| no_such("list of streams", &call.text("items")))?;
    items.iter().try_fold(set, |set, item| {
        let (Some(id), Some(classes)) = (item["id"].as_str(), item["layoutClassList"].as_array()) else {
            return Err(no_such("stream", &item.to_string()));
        };
        Ok(set.stream(id, classes.iter().map(plain)))
    })
}
