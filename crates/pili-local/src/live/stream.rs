//! Calls on one stream.

use axum::{Json, extract::State};
use pili_auth::unix_seconds;
use pili_live::wire::{Activity, Disabled, Fps, Items, LiveStatus, StreamInfo};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    body::{Body, Query},
    names::Named,
};
use crate::{
    media::{LiveStats, Publish},
    reply::Refused,
    service::Service,
};

pub(super) async fn info(State(service): State<Service>, at: Named) -> Result<Json<StreamInfo>, Refused> {
    service.store.stream(&at.hub, &at.key, |stream| {
        let mut info = StreamInfo::default();
        info.created_at = stream.created_at;
        info.updated_at = stream.updated_at;
        info.expire_at = stream.expire_at();
        info.disabled_till = stream.disabled_till;
        info.converts.clone_from(&stream.converts);
        if let Some(rule) = &stream.rule {
            info.publish_security = rule.security.clone();
            info.publish_key = rule.key.clone();
        }
        Json(info)
    })
}

pub(super) async fn live(State(service): State<Service>, at: Named) -> Result<Json<LiveStatus>, Refused> {
    service.store.check_stream(&at.hub, &at.key)?;
    let stats = service.media.live(&at.id()).ok_or(Refused::new(619, "no live"))?;
    Ok(Json(live_status(&stats)))
}

pub(super) fn live_status(stats: &LiveStats) -> LiveStatus {
    let mut status = LiveStatus::default();
    status.start_at = unix_seconds(stats.publish.started);
    status.client_ip = stats.publish.client.to_string();
    status.server_ip = Some(stats.publish.server.to_string());
    status.bps = signed(stats.bps);
    status.fps = fps(stats);
    status.max_gop = stats.gop.max_ms().map(signed);
    status.avg_gop = stats.gop.average_ms().map(signed);
    status.video_bit_rate = Some(signed(stats.video_bps));
    status.audio_bit_rate = Some(signed(stats.audio_bps));
    status.play_count = Some(signed(stats.viewers.len() as u64));
    status.bandwidth = Some(signed(stats.viewers_bps()));
    status
}

fn fps(stats: &LiveStats) -> Fps {
    let mut fps = Fps::default();
    fps.audio = signed(stats.audio_fps);
    fps.video = signed(stats.video_fps);
    fps.data = signed(stats.data_fps);
    fps
}

fn signed(amount: u64) -> i64 {
    i64::try_from(amount).unwrap_or(i64::MAX)
}

pub(super) async fn disable(
    State(service): State<Service>,
    at: Named,
    Body(asked): Body<Disabled>,
) -> Result<Json<Value>, Refused> {
    let now = service.clock.unix();
    let till = match (asked.disabled_till, asked.disable_period_second) {
        (0, Some(seconds)) if seconds > 0 => now.saturating_add(signed(seconds)),
        (till, _) if till < -1 => return Err(Refused::bad_argument("invalid args: disabledTill")),
        (till, _) => till,
    };
    let reason = service.store.stream(&at.hub, &at.key, |stream| {
        stream.disabled_till = till;
        stream.updated_at = now;
        stream.disabled(now)
    })?;
    if let Some(reason) = reason {
        service.media.cut(&at.id(), &reason);
    }
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
pub(super) struct Converts {
    /// One of the vendor's SDKs sends `null` for none.
    #[serde(default)]
    converts: Vec<String>,
}

pub(super) async fn converts(
    State(service): State<Service>,
    at: Named,
    Body(asked): Body<Converts>,
) -> Result<Json<Value>, Refused> {
    let now = service.clock.unix();
    service.store.stream(&at.hub, &at.key, |stream| {
        stream.converts = asked.converts;
        stream.updated_at = now;
    })?;
    Ok(Json(json!({})))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Span {
    start: i64,
    end: i64,
}

impl Span {
    /// 0 leaves an end open.
    fn touches(&self, start: i64, end: i64) -> bool {
        end >= self.start && (self.end == 0 || start <= self.end)
    }
}

pub(super) async fn history(
    State(service): State<Service>,
    at: Named,
    Query(span): Query<Span>,
) -> Result<Json<Items<Activity>>, Refused> {
    service.store.check_stream(&at.hub, &at.key)?;
    let now = service.clock.unix();
    let publishes = service.media.history(&at.id());
    let activities = publishes.iter().map(|publish| activity(publish, now));
    let items = activities.filter(|activity| span.touches(activity.start, activity.end)).collect();
    Ok(Json(Items { items }))
}

/// A publish that lasts ends now, for the time being.
fn activity(publish: &Publish, now: i64) -> Activity {
    let mut activity = Activity::default();
    activity.start = unix_seconds(publish.started);
    activity.end = publish.ended.map_or(now, unix_seconds);
    activity.client_ip = Some(publish.client.to_string());
    activity.server_ip = Some(publish.server.to_string());
    activity
}
