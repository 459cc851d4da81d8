use pili_opentok::{Project, archive::Start};

use super::{
    Built, encode, only, unknown,
    values::{layout_of, layout_option, output_mode, resolution, stream_mode, tracks, with},
};
use crate::opentok::call::Call;

pub(super) fn build(project: &Project, call: &Call) -> Built {
    let archive = project.archive(call.text("archiveId"));
    let stream = call.text("streamId");
    match call.operation.as_str() {
        "archive.start" => encode(start(project, call)?),
        "archive.stop" => encode(archive.stop()),
        "archive.get" => encode(archive.info()),
        "archive.delete" => encode(archive.delete()),
        "archive.list" => {
            only(call, &["offset", "count", "sessionId"])?;
            let list = with(project.archives(), call.number("offset"), |list, offset| list.offset(offset));
            let list = with(list, call.number("count"), |list, count| list.count(count));
            encode(with(list, call.text_of("sessionId"), |list, id| list.session(id)))
        }
        "archive.set_layout" => encode(archive.set_layout(layout_of(call)?)),
        "archive.add_stream" => encode(archive.add_stream(stream).tracks(tracks(call)?)),
        "archive.remove_stream" => encode(archive.remove_stream(stream)),
        _ => Err(unknown(call)),
    }
}

const START: &[&str] = &[
    "sessionId",
    "name",
    "hasAudio",
    "hasVideo",
    "outputMode",
    "streamMode",
    "resolution",
    "layout",
    "multiArchiveTag",
    "maxBitrate",
    "quantizationParameter",
    "hasTranscription",
    "transcriptionProperties",
];

fn start(project: &Project, call: &Call) -> Built<Start> {
    only(call, START)?;
    let start = project.session(call.text("sessionId")).start_archive().tracks(tracks(call)?);
    let start = with(start, call.text_of("name"), |start, name| start.name(name));
    let start = with(start, output_mode(call)?, Start::output_mode);
    let start = with(start, stream_mode(call)?, Start::stream_mode);
    let start = with(start, resolution(call, "resolution"), Start::resolution);
    let start = with(start, layout_option(call)?, Start::layout);
    let start = with(start, call.text_of("multiArchiveTag"), |start, tag| start.multi_archive_tag(tag));
    let start = with(start, call.number("maxBitrate"), Start::max_bitrate);
    let start = with(start, call.number("quantizationParameter"), Start::quantization_parameter);
    Ok(transcribed(start, call))
}

fn transcribed(start: Start, call: &Call) -> Start {
    let wanted = call.flag("hasTranscription").filter(|wanted| *wanted);
    let start = with(start, wanted, |start, _| start.transcription());
    let properties = call.get("transcriptionProperties");
    let language = properties.and_then(|all| all["primaryLanguageCode"].as_str());
    let start = with(start, language, |start, code| start.transcription_language(code));
    let summary = properties.and_then(|all| all["hasSummary"].as_bool());
    with(start, summary, Start::transcription_summary)
}
