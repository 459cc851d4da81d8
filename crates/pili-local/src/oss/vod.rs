//! Playlists of the past.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::StatusCode;
use pili_oss::channel::PlaylistName;

use super::{
    answer::{Answer, empty, typed},
    call::Call,
    refused::Refused,
    store::PLAYLIST,
};
use crate::media::{StreamId, hls};

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
    let (start, end) = (moment(start), moment(end));
    let segments = call.oss.buckets.channel(id, |channel| channel.between(start, end))?;
    if segments.is_empty() {
        return Err(Refused::argument("no segment begins in the span").ec("0044-00000308"));
    }
    Ok(hls::recorded(segments))
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
