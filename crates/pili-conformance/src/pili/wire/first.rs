//! The first generation (spec 4.7), which counts milliseconds.

use std::time::Duration;

use pili_live::first::{
    Stream, StreamId, Streams, segment,
    stream::{Create, Delete, Info, List, Status, Update, Watch},
};

use super::meaning::{Meaning, set};
use crate::outcome::Outcome;

pub(super) fn create(meaning: &Meaning<'_>) -> Outcome<Create> {
    let create = set(streams().create(), meaning.member::<String>("name")?, Create::name);
    let create = set(create, meaning.member::<String>("stream_key")?, Create::stream_key);
    let create = set(create, meaning.member::<String>("key")?, Create::key);
    let create = set(create, meaning.given("storage_period")?, Create::storage);
    let create = set(create, meaning.member("protocol")?, Create::protocol);
    let create = set(create, meaning.member::<String>("comment")?, Create::comment);
    Ok(set(create, meaning.given("is_private")?, Create::private))
}

pub(super) fn delete(meaning: &Meaning<'_>) -> Outcome<Delete> {
    Ok(stream(meaning)?.delete())
}

pub(super) fn delete_segments(meaning: &Meaning<'_>) -> Outcome<segment::Delete> {
    Ok(stream(meaning)?.delete_segments(meaning.millis_span("starttime", "endtime")?))
}

pub(super) fn info(meaning: &Meaning<'_>) -> Outcome<Info> {
    Ok(stream(meaning)?.info())
}

pub(super) fn list(meaning: &Meaning<'_>) -> Outcome<List> {
    let list = set(streams().list(), meaning.number_parameter("page")?, List::page);
    Ok(set(list, meaning.number_parameter("size")?, List::size))
}

pub(super) fn play_segments(meaning: &Meaning<'_>) -> Outcome<segment::Play> {
    Ok(stream(meaning)?.play_segments(meaning.millis_span("starttime", "endtime")?))
}

pub(super) fn segments(meaning: &Meaning<'_>) -> Outcome<segment::List> {
    Ok(stream(meaning)?.segments().span(meaning.millis_span("starttime", "endtime")?))
}

pub(super) fn status(meaning: &Meaning<'_>) -> Outcome<Status> {
    Ok(stream(meaning)?.status())
}

pub(super) fn update(meaning: &Meaning<'_>) -> Outcome<Update> {
    let update = set(stream(meaning)?.update(), meaning.member::<String>("name")?, Update::name);
    let update = set(update, meaning.member::<String>("stream_key")?, Update::stream_key);
    let update = set(update, meaning.member::<String>("key")?, Update::key);
    let update = set(update, meaning.member("protocol")?, Update::protocol);
    let update = set(update, meaning.member::<String>("comment")?, Update::comment);
    Ok(set(update, meaning.given("is_private")?, Update::private))
}

pub(super) fn watch(meaning: &Meaning<'_>) -> Outcome<Watch> {
    let ping = meaning.number_parameter("ping")?;
    Ok(stream(meaning)?.watch(Duration::from_secs(ping.unwrap_or_default())))
}

fn streams() -> Streams {
    Streams::default()
}

fn stream(meaning: &Meaning<'_>) -> Outcome<Stream> {
    Ok(streams().stream(StreamId::unchecked(meaning.name("id")?)))
}
