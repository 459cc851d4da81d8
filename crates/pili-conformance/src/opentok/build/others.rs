use pili_opentok::{
    Project, captions, render,
    session::{AudioTransport, ConnectAudio, Dial, JsonAudio},
};
use serde_json::Value;

use super::{
    Built, Unsaid, encode, only, unknown,
    values::{no_such, resolution, seconds, with},
};
use crate::opentok::call::{Call, plain};

pub(super) fn build(project: &Project, call: &Call) -> Built {
    let render = project.render(call.text("renderId"));
    match call.operation.as_str() {
        "sip.dial" => encode(dial(project, call)?),
        "connect.audio" => encode(connect(project, call)?),
        "render.start" => encode(start_render(project, call)?),
        "render.get" => encode(render.info()),
        "render.stop" => encode(render.stop()),
        "render.list" => {
            only(call, &["offset", "count"])?;
            let list = with(project.renders(), call.number("offset"), |list, offset| list.offset(offset));
            encode(with(list, call.number("count"), |list, count| list.count(count)))
        }
        "captions.start" => encode(start_captions(project, call)?),
        "captions.stop" => encode(project.captions(call.text("captionsId")).stop()),
        "callback.register" => {
            only(call, &["group", "event", "url"])?;
            let (group, event) = (call.text("group").into(), call.text("event").into());
            encode(project.register_callback(group, event, call.text("url")))
        }
        "callback.list" => encode(project.callbacks()),
        "callback.unregister" => encode(project.callback(call.text("callbackId")).unregister()),
        _ => Err(unknown(call)),
    }
}

const CONNECT: &[&str] =
    &["sessionId", "token", "uri", "streams", "headers", "bidirectional", "audioRate", "audioTransport"];

const SIP: &[&str] = &[
    "sessionId",
    "token",
    "uri",
    "from",
    "headers",
    "auth",
    "secure",
    "video",
    "observeForceMute",
    "streams",
];

/// One SDK passes options on that it does not know, the other drops them (spec 11.1): ours has no place for them.
fn dial(project: &Project, call: &Call) -> Built<Dial> {
    if !call.others(SIP).is_empty() {
        return Err(Unsaid::ByDesign("an option that the service does not know"));
    }
    let dial = project.session(call.text("sessionId")).dial(call.text("token"), call.text("uri"));
    let dial = with(dial, call.text_of("from"), |dial, from| dial.from(from));
    let dial = headers(call).into_iter().fold(dial, |dial, (name, value)| dial.header(name, value));
    let auth = call.get("auth").map(|auth| (plain(&auth["username"]), plain(&auth["password"])));
    let dial = with(dial, auth, |dial, (username, password)| dial.auth(username, password));
    let dial = with(dial, call.flag("secure"), Dial::secure);
    let dial = with(dial, call.flag("video"), Dial::video);
    let dial = with(dial, call.flag("observeForceMute"), Dial::observe_force_mute);
    Ok(with(dial, call.texts("streams"), |dial, streams| dial.streams(streams)))
}

fn connect(project: &Project, call: &Call) -> Built<ConnectAudio> {
    only(call, CONNECT)?;
    let connect = project.session(call.text("sessionId")).connect_audio(call.text("token"), call.text("uri"));
    let connect = with(connect, call.texts("streams"), |connect, streams| connect.streams(streams));
    let named = call.get("headers").map(|_| headers(call));
    let connect = with(connect, named, |connect, headers| connect.headers(headers));
    let connect = match call.get("bidirectional") {
        None => connect,
        Some(Value::Bool(both)) => connect.bidirectional(*both),
        Some(other) => return Err(no_such("bidirectional", &other.to_string())),
    };
    let rate = call.number("audioRate").map(|rate| u32::try_from(rate).unwrap_or_default());
    let connect = with(connect, rate, ConnectAudio::audio_rate);
    let transport = call.get("audioTransport").map(transport).transpose()?;
    Ok(with(connect, transport, |connect, transport| connect.audio_transport(transport)))
}

fn transport(value: &Value) -> Built<AudioTransport> {
    let text = |name: &str| value[name].as_str();
    match (text("transport"), text("encoding")) {
        (Some("binary"), None) => Ok(AudioTransport::Binary),
        (Some("json"), Some("base64")) => {
            let json = with(JsonAudio::base64(), text("audio_field"), |json, name| json.audio_field(name));
            let json = with(json, text("receive_audio_field"), |json, name| json.receive_audio_field(name));
            let fields = value["static_fields"].as_object().into_iter().flatten();
            Ok(fields.fold(json, |json, (name, value)| json.static_field(name, value.clone())).into())
        }
        _ => Err(no_such("audio transport", &value.to_string())),
    }
}

fn start_render(project: &Project, call: &Call) -> Built<render::Start> {
    let known = ["sessionId", "token", "url", "maxDuration", "resolution", "properties", "statusCallbackUrl"];
    only(call, &known)?;
    let start = project.session(call.text("sessionId")).start_render(call.text("token"), call.text("url"));
    let start = with(start, seconds(call, "maxDuration"), render::Start::max_duration);
    let start = with(start, resolution(call, "resolution"), render::Start::resolution);
    let name = call.get("properties").and_then(|properties| properties["name"].as_str());
    let start = with(start, name, |start, name| start.name(name));
    Ok(with(start, call.text_of("statusCallbackUrl"), |start, url| start.status_callback_url(url)))
}

fn start_captions(project: &Project, call: &Call) -> Built<captions::Start> {
    let known = ["sessionId", "token", "languageCode", "maxDuration", "partialCaptions", "statusCallbackUrl"];
    only(call, &known)?;
    let start = project.session(call.text("sessionId")).start_captions(call.text("token"));
    let start = with(start, call.text_of("languageCode"), |start, code| start.language_code(code));
    let start = with(start, seconds(call, "maxDuration"), captions::Start::max_duration);
    let start = with(start, call.flag("partialCaptions"), captions::Start::partial_captions);
    Ok(with(start, call.text_of("statusCallbackUrl"), |start, url| start.status_callback_url(url)))
}

fn headers(call: &Call) -> Vec<(String, String)> {
    let headers = call.get("headers").and_then(Value::as_object).into_iter().flatten();
    headers.map(|(name, value)| (name.clone(), plain(value))).collect()
}
