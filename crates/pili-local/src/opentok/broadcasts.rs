use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use pili_opentok::wire::{
    BroadcastInfo, BroadcastSettings, BroadcastStart, BroadcastStatus, BroadcastUrls, HlsStatus, LayoutBody,
    Page, RtmpStatus, SelectStream,
};

use super::{
    layout,
    list::Window,
    picked,
    query::Query,
    refused::{Answer, Body, Refused},
    state::{OpenTok, World},
};

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
    let mut info = BroadcastInfo::default();
    info.id = world.id();
    world.layouts.extend(start.layout.clone().map(|layout| (info.id.clone(), layout)));
    info.project_id = Some(state.key());
    info.partner_id = Some(state.key());
    info.created_at = Some(state.milliseconds());
    info.updated_at = info.created_at;
    info.resolution = Some(start.resolution.clone().unwrap_or_default());
    info.max_duration = Some(start.max_duration.unwrap_or(14_400));
    info.max_bitrate = start.max_bitrate;
    info.has_audio = start.has_audio.unwrap_or(true);
    info.has_video = start.has_video.unwrap_or(true);
    info.stream_mode = start.stream_mode.clone().unwrap_or_default();
    info.broadcast_urls = Some(urls(&info.id, &start));
    info.settings = start.outputs.hls.map(|hls| {
        let mut settings = BroadcastSettings::default();
        settings.hls = Some(hls);
        settings
    });
    info.multi_broadcast_tag = start.multi_broadcast_tag;
    info.session_id = start.session_id;
    world.broadcasts.insert(info.id.clone(), info.clone());
    Ok(Json(info))
}

fn check(start: &BroadcastStart) -> Answer<()> {
    let outputs = &start.outputs;
    let hls = outputs.hls.as_ref();
    let both = hls.is_some_and(|hls| hls.dvr == Some(true) && hls.low_latency == Some(true));
    if (hls.is_none() && outputs.rtmp.is_empty()) || outputs.rtmp.len() > 5 || both {
        return Err(Refused::bad("Invalid outputs"));
    }
    if start.max_duration.is_some_and(|seconds| !(60..=36_000).contains(&seconds)) {
        return Err(Refused::bad("Invalid maxDuration"));
    }
    start.layout.as_ref().map_or(Ok(()), layout::check)
}

fn urls(id: &str, start: &BroadcastStart) -> BroadcastUrls {
    let mut urls = BroadcastUrls::default();
    if let Some(hls) = &start.outputs.hls {
        let suffix = if hls.dvr == Some(true) { "?DVR" } else { "" };
        urls.hls = Some(format!("http://localhost/broadcasts/{id}/playlist.m3u8{suffix}"));
        urls.hls_status = Some(HlsStatus::Connecting);
    }
    urls.rtmp.clone_from(&start.outputs.rtmp);
    urls.rtmp.iter_mut().for_each(|target| target.status = Some(RtmpStatus::Connecting));
    urls
}

pub(super) async fn stop(
    State(state): State<OpenTok>,
    Path((_, id)): Path<(String, String)>,
) -> Answer<Json<BroadcastInfo>> {
    let now = state.milliseconds();
    let mut world = state.world();
    let info = find(&mut world, &id)?;
    if !runs(info) {
        return Err(Refused::new(409, "The broadcast is not running"));
    }
    info.status = BroadcastStatus::Stopped;
    info.broadcast_urls = None;
    info.updated_at = Some(now);
    Ok(Json(info.clone()))
}

/// Outputs that were connecting are live by the time somebody looks.
pub(super) async fn get(
    State(state): State<OpenTok>,
    Path((_, id)): Path<(String, String)>,
) -> Answer<Json<BroadcastInfo>> {
    let mut world = state.world();
    let info = find(&mut world, &id)?;
    if let Some(urls) = &mut info.broadcast_urls {
        urls.hls_status = urls.hls_status.take().map(|_| HlsStatus::Live);
        urls.rtmp.iter_mut().for_each(|target| target.status = Some(RtmpStatus::Live));
    }
    Ok(Json(info.clone()))
}

pub(super) async fn list(
    State(state): State<OpenTok>,
    Query(window): Query<Window>,
) -> Answer<Json<Page<BroadcastInfo>>> {
    let running: Vec<_> = state.world().broadcasts.values().filter(|one| runs(one)).cloned().collect();
    window.page(running.into_iter(), |one| &one.session_id).map(Json)
}

pub(super) async fn set_layout(
    State(state): State<OpenTok>,
    Path((_, id)): Path<(String, String)>,
    Body(layout): Body<LayoutBody>,
) -> Answer<Json<BroadcastInfo>> {
    layout::check(&layout)?;
    let mut world = state.world();
    let info = find(&mut world, &id)?.clone();
    world.layouts.insert(id, layout);
    Ok(Json(info))
}

pub(super) async fn select_stream(
    State(state): State<OpenTok>,
    Path((_, id)): Path<(String, String)>,
    Body(select): Body<SelectStream>,
) -> Answer<StatusCode> {
    let mut world = state.world();
    let info = find(&mut world, &id)?;
    let (session, mode) = (info.session_id.clone(), info.stream_mode.clone());
    let streams = picked::changed(info.streams.clone(), &mode, &select, world.session(&session)?)?;
    find(&mut world, &id)?.streams = streams;
    Ok(StatusCode::NO_CONTENT)
}

fn runs(info: &BroadcastInfo) -> bool {
    info.status == BroadcastStatus::Started
}

fn find<'a>(world: &'a mut World, id: &str) -> Answer<&'a mut BroadcastInfo> {
    world.broadcasts.get_mut(id).ok_or_else(|| Refused::not_found("broadcast"))
}
