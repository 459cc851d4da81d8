//! Streams of the v2 API (spec 4.1).

use std::time::Duration;

use pili_live::{
    Hub, Stream,
    names::{HubName, StreamKey},
    stream::{
        BatchLive, Create, Disable, Enable, History, Info, List, Live, SaveAs, SetConverts, Snapshot, Stats,
    },
};

use super::meaning::{Meaning, set};
use crate::outcome::Outcome;

pub(super) fn batch_live(meaning: &Meaning<'_>) -> Outcome<BatchLive> {
    let keys: Vec<String> = meaning.required("items")?;
    Ok(hub(meaning)?.batch_live(keys.into_iter().map(StreamKey::unchecked)))
}

pub(super) fn set_converts(meaning: &Meaning<'_>) -> Outcome<SetConverts> {
    let profiles: Option<Vec<String>> = meaning.required("converts")?;
    Ok(stream(meaning)?.set_converts(profiles.unwrap_or_default()))
}

pub(super) fn create(meaning: &Meaning<'_>) -> Outcome<Create> {
    Ok(hub(meaning)?.stream(StreamKey::unchecked(meaning.required::<String>("key")?)).create())
}

pub(super) fn disable(meaning: &Meaning<'_>) -> Outcome<Disable> {
    let stream = stream(meaning)?;
    let length = meaning.member("disablePeriodSecond")?.map(Duration::from_secs);
    Ok(match (meaning.required::<i64>("disabledTill")?, length) {
        (-1, _) => stream.disable(),
        (0, length) => stream.disable_for(length.unwrap_or_default()),
        _ => stream.disable_until(meaning.required_time("disabledTill")?),
    })
}

pub(super) fn enable(meaning: &Meaning<'_>) -> Outcome<Enable> {
    Ok(stream(meaning)?.enable())
}

pub(super) fn history(meaning: &Meaning<'_>) -> Outcome<History> {
    Ok(stream(meaning)?.history().span(meaning.span_parameter("start", "end")?))
}

pub(super) fn info(meaning: &Meaning<'_>) -> Outcome<Info> {
    Ok(stream(meaning)?.info())
}

pub(super) fn list(meaning: &Meaning<'_>) -> Outcome<List> {
    let list = hub(meaning)?.streams();
    let list = set(list, meaning.parameter("liveonly"), |list, _| list.live_only());
    let list = set(list, meaning.parameter("prefix"), List::prefix);
    let list = set(list, meaning.number_parameter("limit")?, List::limit);
    Ok(set(list, meaning.parameter("marker"), List::marker))
}

pub(super) fn live(meaning: &Meaning<'_>) -> Outcome<Live> {
    Ok(stream(meaning)?.live())
}

pub(super) fn save_as(meaning: &Meaning<'_>) -> Outcome<SaveAs> {
    let save = stream(meaning)?.save_as().span(meaning.span_member("start", "end")?);
    let save = set(save, meaning.member::<String>("fname")?, SaveAs::file_name);
    let save = set(save, meaning.member("format")?, SaveAs::format);
    let save = set(save, meaning.member::<String>("pipeline")?, SaveAs::pipeline);
    let save = set(save, meaning.member::<String>("notify")?, SaveAs::notify);
    let save = set(save, meaning.member("expireDays")?, SaveAs::expire);
    let save = set(save, meaning.member("persistentDeleteAfterDays")?, SaveAs::delete_after_days);
    Ok(set(save, meaning.member("firstTsType")?, SaveAs::first_ts))
}

pub(super) fn snapshot(meaning: &Meaning<'_>) -> Outcome<Snapshot> {
    let shot = set(stream(meaning)?.snapshot(), meaning.time_member("time")?, Snapshot::time);
    let shot = set(shot, meaning.member::<String>("fname")?, Snapshot::file_name);
    let shot = set(shot, meaning.member("format")?, Snapshot::format);
    let shot = set(shot, meaning.member::<String>("pipeline")?, Snapshot::pipeline);
    let shot = set(shot, meaning.member::<String>("notify")?, Snapshot::notify);
    Ok(set(shot, meaning.member("deleteAfterDays")?, Snapshot::delete_after_days))
}

pub(super) fn stats(meaning: &Meaning<'_>) -> Outcome<Stats> {
    Ok(stream(meaning)?.stats().span(meaning.span_parameter("start", "end")?))
}

/// The hub in the path.
pub(super) fn hub(meaning: &Meaning<'_>) -> Outcome<Hub> {
    Ok(Hub::new(HubName::unchecked(meaning.name("hub")?)))
}

/// The stream in the path.
fn stream(meaning: &Meaning<'_>) -> Outcome<Stream> {
    Ok(hub(meaning)?.stream(StreamKey::unchecked(meaning.name("stream")?)))
}
