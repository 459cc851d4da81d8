use std::time::Duration;

use axum::{
    Json,
    extract::{Path, State},
};
use pili_opentok::{
    StreamMode,
    broadcast::{
        BroadcastInfo, BroadcastSettings, BroadcastStatus, BroadcastUrls, HlsStatus, RtmpStatus, RtmpTarget,
    },
    composed::SelectedStream,
    wire::{BroadcastStart, Outputs},
};

use super::{
    composed::{Composed, check_layout},
    kept::{Kept, find},
    refused::{Answer, Body, Refused},
    state::{OpenTok, World},
};
use crate::data::Table;

impl Kept for BroadcastInfo {
    const WHAT: &'static str = "broadcast";

    fn all(world: &mut World) -> &mut Table<String, Self> {
        &mut world.broadcasts
    }

    fn session_id(&self) -> &str {
        &self.session_id
    }

    /// Outputs that were connecting are live.
    fn come_up(&mut self) {
        if let Some(urls) = &mut self.broadcast_urls {
            urls.hls_status = urls.hls_status.take().map(|_| HlsStatus::Live);
            urls.rtmp.iter_mut().for_each(|target| target.status = Some(RtmpStatus::Live));
        }
    }

    fn is_listed(&self) -> bool {
        runs(self)
    }
}

impl Composed for BroadcastInfo {
    fn stream_mode(&self) -> &StreamMode {
        &self.stream_mode
    }

    fn picked(&mut self) -> &mut Vec<SelectedStream> {
        &mut self.streams
    }
}

pub(super) async fn start(
    State(state): State<OpenTok>,
    Body(start): Body<BroadcastStart>,
) -> Answer<Json<BroadcastInfo>> {
    check(&start)?;
    let mut world = state.world();
    world.routed(&start.session_id, "initiate broadcasts")?;
    let same = |one: &BroadcastInfo| {
        one.session_id == start.session_id && one.multi_broadcast_tag == start.multi_broadcast_tag
    };
    if world.broadcasts.values().any(|one| runs(one) && same(one)) {
        return Err(Refused::new(409, "The session is being broadcast already"));
    }
    let (id, now) = (world.id(), Some(state.clock.now()));
    world.layouts.extend(start.layout.map(|layout| (id.clone(), layout)));
    let info = BroadcastInfo {
        broadcast_urls: Some(urls(&id, &start.outputs)),
        id,
        session_id: start.session_id,
        project_id: Some(state.key()),
        partner_id: state.caller.partner_id(),
        created_at: now,
        updated_at: now,
        status: BroadcastStatus::Started,
        resolution: Some(start.resolution.unwrap_or_default()),
        max_duration: Some(start.max_duration.unwrap_or(Duration::from_secs(14_400))),
        max_bitrate: start.max_bitrate,
        has_audio: start.has_audio.unwrap_or(true),
        has_video: start.has_video.unwrap_or(true),
        stream_mode: start.stream_mode.unwrap_or_default(),
        streams: Vec::new(),
        multi_broadcast_tag: start.multi_broadcast_tag,
        settings: start.outputs.hls.map(|hls| BroadcastSettings { hls: Some(hls) }),
    };
    world.broadcasts.insert(info.id.clone(), info.clone());
    world.tell_broadcast(&info);
    Ok(Json(info))
}

fn check(start: &BroadcastStart) -> Answer<()> {
    let Outputs { hls, rtmp } = &start.outputs;
    let both = hls.as_ref().is_some_and(|hls| hls.dvr == Some(true) && hls.low_latency == Some(true));
    if (hls.is_none() && rtmp.is_empty()) || rtmp.len() > 5 || both {
        return Err(Refused::bad("Invalid outputs"));
    }
    if start.max_duration.is_some_and(|duration| !(60..=36_000).contains(&duration.as_secs())) {
        return Err(Refused::bad("Invalid maxDuration"));
    }
    start.layout.as_ref().map_or(Ok(()), check_layout)
}

fn urls(id: &str, outputs: &Outputs) -> BroadcastUrls {
    let url = outputs.hls.as_ref().map(|hls| {
        let suffix = if hls.dvr == Some(true) { "?DVR" } else { "" };
        format!("http://localhost/broadcasts/{id}/playlist.m3u8{suffix}")
    });
    let connecting =
        |target: &RtmpTarget| RtmpTarget { status: Some(RtmpStatus::Connecting), ..target.clone() };
    BroadcastUrls {
        hls_status: url.is_some().then_some(HlsStatus::Connecting),
        hls: url,
        rtmp: outputs.rtmp.iter().map(connecting).collect(),
    }
}

pub(super) async fn stop(
    State(state): State<OpenTok>,
    Path((_, id)): Path<(String, String)>,
) -> Answer<Json<BroadcastInfo>> {
    let now = state.clock.now();
    let mut world = state.world();
    let info: &mut BroadcastInfo = find(&mut world, &id)?;
    if !runs(info) {
        return Err(Refused::new(409, "The broadcast is not running"));
    }
    info.status = BroadcastStatus::Stopped;
    info.broadcast_urls = None;
    info.updated_at = Some(now);
    let stopped = info.clone();
    world.tell_broadcast(&stopped);
    Ok(Json(stopped))
}

fn runs(info: &BroadcastInfo) -> bool {
    info.status == BroadcastStatus::Started
}
