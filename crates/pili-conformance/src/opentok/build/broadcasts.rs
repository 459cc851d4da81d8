use pili_opentok::{Hls, Project, Rtmp, broadcast::Start};
use serde_json::Value;

use super::{
    Built, Unsaid, encode, only, unknown,
    values::{layout_of, layout_option, resolution, seconds, stream_mode, tracks, with},
};
use crate::opentok::call::Call;

pub(super) fn build(project: &Project, call: &Call) -> Built {
    let broadcast = project.broadcast(call.text("broadcastId"));
    let stream = call.text("streamId");
    match call.operation.as_str() {
        "broadcast.start" => encode(start(project, call)?),
        "broadcast.stop" => encode(broadcast.stop()),
        "broadcast.get" => encode(broadcast.info()),
        "broadcast.list" => {
            only(call, &["offset", "count", "sessionId"])?;
            let list = with(project.broadcasts(), call.number("offset"), |list, offset| list.offset(offset));
            let list = with(list, call.number("count"), |list, count| list.count(count));
            encode(with(list, call.text_of("sessionId"), |list, id| list.session(id)))
        }
        "broadcast.set_layout" => encode(broadcast.set_layout(layout_of(call)?)),
        "broadcast.add_stream" => encode(broadcast.add_stream(stream).tracks(tracks(call)?)),
        "broadcast.remove_stream" => encode(broadcast.remove_stream(stream)),
        _ => Err(unknown(call)),
    }
}

const START: &[&str] = &[
    "sessionId",
    "outputs",
    "layout",
    "maxDuration",
    "resolution",
    "maxBitrate",
    "hasAudio",
    "hasVideo",
    "streamMode",
    "multiBroadcastTag",
];

fn start(project: &Project, call: &Call) -> Built<Start> {
    only(call, START)?;
    let start = project.session(call.text("sessionId")).start_broadcast().tracks(tracks(call)?);
    let start = sent_to(start, call.get("outputs").unwrap_or(&Value::Null))?;
    let start = with(start, layout_option(call)?, Start::layout);
    let start = with(start, seconds(call, "maxDuration"), Start::max_duration);
    let start = with(start, resolution(call, "resolution"), Start::resolution);
    let start = with(start, call.number("maxBitrate"), Start::max_bitrate);
    let start = with(start, stream_mode(call)?, Start::stream_mode);
    Ok(with(start, call.text_of("multiBroadcastTag"), |start, tag| start.multi_broadcast_tag(tag)))
}

fn sent_to(start: Start, outputs: &Value) -> Built<Start> {
    let hls = outputs["hls"].as_object();
    let asked = |name: &str| outputs["hls"][name] == true;
    let hls = match (asked("dvr"), asked("lowLatency")) {
        (true, true) => return Err(Unsaid::ByDesign("both DVR and low latency")),
        (true, false) => hls.map(|_| Hls::Dvr),
        (false, true) => hls.map(|_| Hls::LowLatency),
        (false, false) => hls.map(|_| Hls::Standard),
    };
    let targets = outputs["rtmp"].as_array().map(Vec::as_slice).unwrap_or_default();
    let start = with(start, hls, Start::hls);
    Ok(targets.iter().fold(start, |start, target| start.rtmp(rtmp(target))))
}

fn rtmp(target: &Value) -> Rtmp {
    let text = |name: &str| target[name].as_str();
    let rtmp = Rtmp::new(text("serverUrl").unwrap_or_default(), text("streamName").unwrap_or_default());
    with(rtmp, text("id"), |rtmp, id| rtmp.id(id))
}
