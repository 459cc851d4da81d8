//! Calls on channels.

use http::StatusCode;
use pili_auth::oss::ChannelName;
use pili_oss::{
    channel::{
        Audio, ChannelEntry, ChannelPage, ChannelStat, ChannelStatus, CreatedChannel, StreamStatus, Urls,
        Video,
    },
    wire::{ChannelHistory, NewChannel},
};

use super::{
    answer::{Answer, empty, xml},
    body,
    call::Call,
    check,
    refused::Refused,
    store::Channel,
    target::Target,
};
use crate::{
    host::host_name,
    media::{LiveStats, StreamId},
};

pub(super) fn put(call: &Call<'_>) -> Answer {
    let id = call.channel()?;
    let config: NewChannel = body::xml(&call.body)?;
    check::config(&config)?;
    must_be_idle(call, &id)?;
    let channel = Channel::new(config, call.oss.ground.clock.now());
    let play = play_url(&call.target, &id, &channel)?;
    call.oss.buckets.bucket(call.bucket(), |bucket| bucket.put_channel(&id.key, channel))?;
    xml(&CreatedChannel { publish_urls: one(publish_url(call, &id)?), play_urls: one(play) })
}

pub(super) fn list(call: &Call<'_>) -> Answer {
    let text = |name: &str| call.parameter(name).unwrap_or_default().to_owned();
    let (prefix, marker) = (text("prefix"), text("marker"));
    for (value, name, ec) in [(&prefix, "prefix", "0044-00000102"), (&marker, "marker", "0044-00000103")] {
        if value.len() > 1024 {
            return Err(Refused::argument(format!("{name} must be at most 1024 bytes")).ec(ec));
        }
    }
    let max_keys = max_keys(call.parameter("max-keys").unwrap_or("100"))?;
    let (channels, more) = call.oss.buckets.bucket(call.bucket(), |bucket| {
        let after = bucket.channels.iter().filter(|(name, _)| **name > marker && name.starts_with(&prefix));
        let found: Vec<_> = after.take(max_keys + 1).collect();
        let entries = found.iter().take(max_keys).map(|(name, channel)| entry(call, name, channel));
        (entries.collect::<Result<Vec<_>, _>>(), found.len() > max_keys)
    })?;
    let channels = channels?;
    xml(&ChannelPage {
        prefix,
        marker,
        max_keys: u32::try_from(max_keys).unwrap_or_default(),
        is_truncated: more,
        next_marker: channels.last().filter(|_| more).map(|last| last.name.to_string()),
        channels,
    })
}

pub(super) fn delete(call: &Call<'_>) -> Answer {
    let id = call.channel()?;
    call.oss.buckets.channel(&id, |_| ())?;
    must_be_idle(call, &id)?;
    call.oss.buckets.bucket(call.bucket(), |bucket| bucket.channels.remove(&id.key))?;
    Ok(empty(StatusCode::NO_CONTENT))
}

pub(super) fn set_status(call: &Call<'_>) -> Answer {
    let id = call.channel()?;
    let status = ChannelStatus::from(call.parameter("status").unwrap_or_default().to_owned());
    if let ChannelStatus::Other(_) = status {
        return Err(Refused::argument("status must be enabled or disabled").ec("0044-00000002"));
    }
    let is_disabled = status == ChannelStatus::Disabled;
    call.oss.buckets.channel(&id, |channel| channel.config.status = status)?;
    if is_disabled {
        call.oss.media.cut(&id, "LiveChannelDisabled: the channel was disabled");
    }
    Ok(empty(StatusCode::OK))
}

pub(super) fn info(call: &Call<'_>) -> Answer {
    xml(&call.oss.buckets.channel(&call.channel()?, |channel| channel.config.clone())?)
}

pub(super) fn stat(call: &Call<'_>) -> Answer {
    let id = call.channel()?;
    let disabled = call.oss.buckets.channel(&id, |channel| channel.is_disabled())?;
    let live = call.oss.media.live(&id).filter(|_| !disabled);
    let idle = if disabled { StreamStatus::Disabled } else { StreamStatus::Idle };
    xml(&live.map_or_else(|| nobody(idle), |live| live_stat(&live)))
}

pub(super) fn history(call: &Call<'_>) -> Answer {
    let records = call.oss.buckets.channel(&call.channel()?, |channel| channel.records())?;
    xml(&ChannelHistory { records })
}

/// The status of a channel that nobody publishes to.
fn nobody(status: StreamStatus) -> ChannelStat {
    ChannelStat { status, connected_time: None, remote_addr: None, video: None, audio: None }
}

fn live_stat(live: &LiveStats) -> ChannelStat {
    ChannelStat {
        status: StreamStatus::Live,
        connected_time: Some(live.publish.started),
        remote_addr: Some(live.publish.client.to_string()),
        video: live.video.as_ref().map(|info| {
            let (width, height) = info.size.unwrap_or_default();
            Video {
                width,
                height,
                frame_rate: u32::try_from(live.video_fps).unwrap_or(u32::MAX),
                bandwidth: live.video_bps / 8,
                codec: info.codec.to_string().to_ascii_uppercase(),
            }
        }),
        audio: live.audio.as_ref().map(|info| Audio {
            bandwidth: live.audio_bps / 8,
            sample_rate: info.sample_rate,
            codec: info.codec.to_string().to_ascii_uppercase(),
        }),
    }
}

fn entry(call: &Call<'_>, name: &str, channel: &Channel) -> Result<ChannelEntry, Refused> {
    let id = call.named(name)?;
    Ok(ChannelEntry {
        name: ChannelName::unchecked(name),
        description: channel.config.description.clone(),
        status: channel.config.status.clone(),
        last_modified: Some(channel.modified),
        publish_urls: one(publish_url(call, &id)?),
        play_urls: one(play_url(&call.target, &id, channel)?),
    })
}

fn one(url: String) -> Urls {
    Urls { urls: vec![url] }
}

/// Where to publish: at the RTMP port of the host that was called.
fn publish_url(call: &Call<'_>, id: &StreamId) -> Result<String, Refused> {
    let endpoint =
        format!("{}:{}", host_name(call.target.endpoint()), call.oss.bound.reachable().rtmp.port());
    let url = pili_urls::oss_rtmp::PublishUrl::new(&endpoint, call.bucket(), &*id.key);
    let url = url.map_err(|error| Refused::argument(error.to_string()))?;
    Ok(url.addressing(call.target.addressing).unsigned())
}

fn play_url(target: &Target, id: &StreamId, channel: &Channel) -> Result<String, Refused> {
    let endpoint = pili_core::Endpoint::parse(&format!("http://{}", target.host));
    let endpoint = endpoint.map_err(|error| Refused::argument(error.to_string()))?;
    let bucket = match target.addressing {
        pili_auth::oss::Addressing::Path => Some(target.resource.bucket()),
        _ => None,
    };
    let path = bucket.into_iter().chain([&*id.key, channel.playlist_name()]);
    Ok(endpoint.url().path(path).to_string())
}

fn must_be_idle(call: &Call<'_>, id: &StreamId) -> Result<(), Refused> {
    match call.oss.media.live(id) {
        Some(_) => {
            Err(Refused::new(409, "ChannelStillLive", "somebody publishes to the channel")
                .ec("0044-00000201"))
        }
        None => Ok(()),
    }
}

fn max_keys(text: &str) -> Result<usize, Refused> {
    let number = text.parse().ok().filter(|number| (1..=1000).contains(number));
    number.ok_or_else(|| {
        Refused::argument("max-keys must be 1 to 1000")
            .ec("0044-00000101")
            .with("ArgumentName", "max-keys")
            .with("ArgumentValue", text)
    })
}
