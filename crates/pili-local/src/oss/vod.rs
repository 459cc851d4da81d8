//! Playlists of the past.

use std::{
    ops::RangeInclusive,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use http::StatusCode;
use pili_oss::channel::PlaylistName;

use super::{
    answer::{Answer, empty, typed},
    call::Call,
    refused::Refused,
    store::PLAYLIST,
};
use crate::{
    media::{
        StreamId,
        hls::{self, Entry},
    },
    store::Files,
};

const DAY: u64 = 24 * 60 * 60;

pub(super) fn post(call: &Call<'_>) -> Answer {
    let (channel, name) = call.key().rsplit_once('/').unwrap_or((call.key(), ""));
    let id = call.named(channel)?;
    PlaylistName::new(name).map_err(|error| Refused::argument(error.to_string()).ec("0044-00000403"))?;
    let text = of_span(call, &id)?;
    call.oss.buckets.bucket(call.bucket(), |bucket| {
        bucket.put_playlist(call.key().to_owned(), text);
    })?;
    Ok(empty(StatusCode::OK))
}

pub(super) fn get(call: &Call<'_>) -> Answer {
    let text = of_span(call, &call.channel()?)?;
    Ok(typed(PLAYLIST, text.into()))
}

fn of_span(call: &Call<'_>, id: &StreamId) -> Result<String, Refused> {
    let start = seconds(call, "startTime", "0044-00000304")?;
    let end = seconds(call, "endTime", "0044-00000305")?;
    if end <= start {
        return Err(Refused::argument("endTime must be after startTime").ec("0044-00000306"));
    }
    if end - start > DAY {
        return Err(Refused::argument("the span must be a day at most").ec("0044-00000307"));
    }
    let segments = segments(call, id, moment(start)..=moment(end))?;
    if segments.is_empty() {
        return Err(Refused::argument("no segment begins in the span").ec("0044-00000308"));
    }
    Ok(hls::recorded(segments))
}

/// The segments that begin in a span, if each can be fetched.
fn segments(call: &Call<'_>, id: &StreamId, span: RangeInclusive<SystemTime>) -> Result<Vec<Entry>, Refused> {
    let buckets = &call.oss.buckets;
    let between = buckets.channel(id, |channel| channel.between(&span))?;
    let segments = between.ok_or_else(|| gone("its first segments are no longer listed"))?;
    let names = segments.iter().map(|segment| &segment.uri);
    let is_gone = |objects: &Files, name: &str| !objects.has(&format!("{}/{name}", id.key));
    let missing: Vec<String> = buckets.bucket(call.bucket(), |bucket| {
        names.filter(|name| is_gone(&bucket.objects, name)).cloned().collect()
    })?;
    match missing.as_slice() {
        [] => Ok(segments),
        [first, ..] => Err(gone(&format!(
            "{} of its {} segments, from {first} on, are no longer held",
            missing.len(),
            segments.len()
        ))),
    }
}

/// The local service holds so many segments only; the vendor would still have them.
fn gone(what: &str) -> Refused {
    Refused::new(404, "NoSuchKey", format!("the span is not whole: {what}"))
}

fn seconds(call: &Call<'_>, name: &'static str, ec: &'static str) -> Result<u64, Refused> {
    let given = call.parameter(name).unwrap_or_default();
    // Milliseconds, which newer pages of the vendor show, would lie beyond this.
    let number = given.parse().ok().filter(|number| *number < u64::from(u32::MAX));
    number.ok_or_else(|| {
        let refused = Refused::argument(format!("{name} must be Unix seconds")).ec(ec);
        refused.with("ArgumentName", name).with("ArgumentValue", given)
    })
}

fn moment(unix: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(unix)
}
