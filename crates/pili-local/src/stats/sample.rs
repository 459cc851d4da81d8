//! The figures of a live stream as the API has them.

use std::collections::BTreeMap;

use pili_live::wire::{StreamStat, StreamStatDetail};

use crate::{
    host::host_name,
    media::{LiveStats, Media, Protocol, StreamId},
};

/// A stream at this moment; `None` if it is not live.
pub(super) fn of(media: &Media, id: StreamId) -> Option<(StreamId, StreamStat)> {
    let stat = stat(&media.live(&id)?);
    Some((id, stat))
}

fn stat(live: &LiveStats) -> StreamStat {
    let mut stat = StreamStat::default();
    stat.bps = signed(live.bps);
    stat.video_fps = live.video_fps as f64;
    stat.video_frame_rate = live.video_fps as f64;
    stat.audio_fps = live.audio_fps as f64;
    if let Some(video) = &live.video {
        let (width, height) = video.size.unwrap_or_default();
        (stat.width, stat.height) = (width.into(), height.into());
        stat.video_codec = video.codec.to_uppercase();
    }
    if let Some(audio) = &live.audio {
        stat.audio_codec = audio.codec.to_uppercase();
        stat.audio_channel = audio.channels.into();
        stat.audio_sample_rate = audio.sample_rate.into();
    }
    stat.play_count = signed(live.viewers.len() as u64);
    stat.bandwidth = signed(live.viewers_bps());
    stat.detail_stats = by_domain(live);
    stat
}

fn by_domain(live: &LiveStats) -> Vec<StreamStatDetail> {
    let mut details = BTreeMap::new();
    for viewer in &live.viewers {
        let domain = host_name(&viewer.domain);
        let detail = details.entry((domain.clone(), viewer.protocol)).or_insert_with(|| {
            let mut detail = StreamStatDetail::default();
            (detail.domain, detail.kind) = (domain, kind(viewer.protocol).to_owned());
            detail
        });
        detail.play_count += 1;
        detail.bandwidth += signed(viewer.bps);
    }
    details.into_values().collect()
}

fn kind(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::Rtmp => "liveRtmp",
        Protocol::Flv => "liveHdl",
        Protocol::Hls => "liveHls",
    }
}

fn signed(amount: u64) -> i64 {
    i64::try_from(amount).unwrap_or(i64::MAX)
}
