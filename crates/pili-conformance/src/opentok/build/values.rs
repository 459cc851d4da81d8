use std::time::Duration;

use pili_opentok::{Layout, OutputMode, Resolution, ScreenshareLayout, StreamMode, Tracks};
use serde_json::{Value, json};

use super::{Built, Unsaid};
use crate::opentok::call::{Call, plain};

pub(super) fn no_such(name: &str, value: &str) -> Unsaid {
    Unsaid::NoSuchValue(format!("there is no {name} `{value}`"))
}

/// The SDK for Python has enums for some options, and refuses texts.
pub(super) fn member(call: &Call, name: &str) -> Built<Option<String>> {
    match call.get(name) {
        Some(value) if !call.is_node && value.is_string() => Err(no_such(name, &value.to_string())),
        value => Ok(value.map(plain)),
    }
}

pub(super) fn seconds(call: &Call, name: &str) -> Option<Duration> {
    call.number(name).map(Duration::from_secs)
}

pub(super) fn resolution(call: &Call, name: &str) -> Option<Resolution> {
    call.text_of(name).map(Resolution::from)
}

pub(super) fn output_mode(call: &Call) -> Built<Option<OutputMode>> {
    match member(call, "outputMode")?.map(OutputMode::from) {
        Some(OutputMode::Other(mode)) => Err(no_such("output mode", &mode)),
        mode => Ok(mode),
    }
}

pub(super) fn stream_mode(call: &Call) -> Built<Option<StreamMode>> {
    match call.text_of("streamMode").map(StreamMode::from) {
        Some(StreamMode::Other(mode)) => Err(no_such("stream mode", &mode)),
        mode => Ok(mode),
    }
}

pub(super) fn tracks(call: &Call) -> Built<Tracks> {
    match (call.flag("hasAudio").unwrap_or(true), call.flag("hasVideo").unwrap_or(true)) {
        (true, true) => Ok(Tracks::Both),
        (true, false) => Ok(Tracks::AudioOnly),
        (false, true) => Ok(Tracks::VideoOnly),
        (false, false) => Err(Unsaid::ByDesign("neither audio nor video")),
    }
}

/// The layout among the options of a start.
pub(super) fn layout_option(call: &Call) -> Built<Option<Layout>> {
    call.get("layout").map(layout).transpose()
}

/// The layout whose parts are options themselves.
pub(super) fn layout_of(call: &Call) -> Built<Layout> {
    let part = |name| call.get(name).cloned().unwrap_or_default();
    layout(&json!({
        "type": part("type"), "stylesheet": part("stylesheet"), "screenshareType": part("screenshareType"),
    }))
}

fn layout(value: &Value) -> Built<Layout> {
    let text = |name: &str| Some(plain(&value[name])).filter(|_| !value[name].is_null());
    let kind = text("type").unwrap_or_default();
    let (stylesheet, screenshare) = (text("stylesheet"), text("screenshareType"));
    let screenshare = screenshare.map(|kind| screenshare_of(&kind)).transpose()?;
    match (kind.as_str(), stylesheet, screenshare) {
        ("bestFit", None, screenshare) => Ok(Layout::BestFit { screenshare }),
        ("pip", None, None) => Ok(Layout::Pip),
        ("verticalPresentation", None, None) => Ok(Layout::VerticalPresentation),
        ("horizontalPresentation", None, None) => Ok(Layout::HorizontalPresentation),
        ("custom", stylesheet, None) => Ok(Layout::custom(stylesheet.unwrap_or_default())),
        _ => Err(no_such("layout", &value.to_string())),
    }
}

fn screenshare_of(kind: &str) -> Built<ScreenshareLayout> {
    match kind {
        "bestFit" => Ok(ScreenshareLayout::BestFit),
        "pip" => Ok(ScreenshareLayout::Pip),
        "verticalPresentation" => Ok(ScreenshareLayout::VerticalPresentation),
        "horizontalPresentation" => Ok(ScreenshareLayout::HorizontalPresentation),
        _ => Err(no_such("screenshare layout", kind)),
    }
}

/// Applies an option where it is set.
pub(super) fn with<O, T>(operation: O, value: Option<T>, set: impl FnOnce(O, T) -> O) -> O {
    match value {
        Some(value) => set(operation, value),
        None => operation,
    }
}
