//! The figures of a live stream as the API has them.

use std::collections::BTreeMap;

use pili_live::{
    domain::DomainType,
    stream::{StreamStat, StreamStatDetail},
};

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
    let (video, audio) = (live.video.as_ref(), live.audio.as_ref());
    let (width, height) = video.and_then(|video| video.size).unwrap_or_default();
    StreamStat {
        bps: signed(live.bps),
        video_fps: live.video_fps as f64,
        audio_fps: live.audio_fps as f64,
        width: width.into(),
        height: height.into(),
        video_codec: video.map(|video| video.codec.to_string().to_uppercase()).unwrap_or_default(),
        video_profile: String::new(),
        video_frame_rate: live.video_fps as f64,
        audio_codec: audio.map(|audio| audio.codec.to_string().to_uppercase()).unwrap_or_default(),
        audio_channel: audio.map_or(0, |audio| audio.channels.into()),
        audio_sample_rate: audio.map_or(0, |audio| audio.sample_rate.into()),
        play_count: signed(live.viewers.len() as u64),
        bandwidth: signed(live.viewers_bps()),
        detail_stats: by_domain(live),
    }
}

fn by_domain(live: &LiveStats) -> Vec<StreamStatDetail> {
    let mut details = BTreeMap::new();
    for viewer in &live.viewers {
        let domain = host_name(&viewer.domain);
        let detail = details.entry((domain.clone(), viewer.protocol)).or_insert_with(|| {
            let purpose = purpose(viewer.protocol);
            StreamStatDetail { domain, purpose, play_count: 0, bandwidth: 0 }
        });
        detail.play_count += 1;
        detail.bandwidth += signed(viewer.bps);
    }
    details.into_values().collect()
}

fn purpose(protocol: Protocol) -> DomainType {
    match protocol {
        // Nobody plays over SRT.
        Protocol::Rtmp | Protocol::Srt => DomainType::LiveRtmp,
        Protocol::Flv | Protocol::Mp4 => DomainType::LiveHdl,
        Protocol::Hls => DomainType::LiveHls,
    }
}

fn signed(amount: u64) -> i64 {
    i64::try_from(amount).unwrap_or(i64::MAX)
}
