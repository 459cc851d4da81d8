//! Our answers under the names that oss2 gives to their parts.

use std::time::Duration;

use pili_core::auth::unix_seconds;
use pili_oss::channel::{ChannelConfig, ChannelEntry, ChannelPage, ChannelStat, CreatedChannel, LiveRecord};
use serde_json::{Value, json};

pub(super) fn nothing((): ()) -> Value {
    json!({})
}

pub(super) fn created(created: CreatedChannel) -> Value {
    json!({ "publish_url": created.publish_url(), "play_url": created.play_url() })
}

pub(super) fn info(config: ChannelConfig) -> Value {
    let target = config.target;
    json!({
        "status": config.status.to_string(),
        "description": config.description,
        "target": {
            "type": target.kind.as_str(),
            "frag_duration": target.frag_duration.as_ref().map(Duration::as_secs),
            "frag_count": target.frag_count,
            "playlist_name": target.playlist_name,
        },
    })
}

pub(super) fn page(page: ChannelPage) -> Value {
    json!({
        "prefix": page.prefix,
        "marker": page.marker,
        "max_keys": page.max_keys,
        "is_truncated": page.is_truncated,
        "next_marker": page.next_marker.filter(|_| page.is_truncated),
        "channels": page.channels.into_iter().map(entry).collect::<Vec<_>>(),
    })
}

pub(super) fn stat(stat: ChannelStat) -> Value {
    let video = stat.video.map(|video| {
        json!({
            "width": video.width,
            "height": video.height,
            "frame_rate": video.frame_rate,
            "bandwidth": video.bandwidth,
            "codec": video.codec,
        })
    });
    let audio = stat.audio.map(|audio| {
        json!({ "bandwidth": audio.bandwidth, "sample_rate": audio.sample_rate, "codec": audio.codec })
    });
    json!({
        "status": stat.status.to_string(),
        "remote_addr": stat.remote_addr,
        "connected_time": stat.connected_time.map(unix_seconds),
        "video": video,
        "audio": audio,
    })
}

pub(super) fn history(records: Vec<LiveRecord>) -> Value {
    let record = |record: LiveRecord| {
        json!({
            "start_time": unix_seconds(record.start_time),
            "end_time": record.end_time.map(unix_seconds),
            "remote_addr": record.remote_addr,
        })
    };
    json!({ "records": records.into_iter().map(record).collect::<Vec<_>>() })
}

pub(super) fn playlist(text: String) -> Value {
    json!({ "playlist": text })
}

fn entry(entry: ChannelEntry) -> Value {
    json!({
        "name": entry.name.as_str(),
        "description": entry.description,
        "status": entry.status.to_string(),
        "last_modified": entry.last_modified.map(unix_seconds),
        "publish_url": entry.publish_urls.first(),
        "play_url": entry.play_urls.first(),
    })
}
