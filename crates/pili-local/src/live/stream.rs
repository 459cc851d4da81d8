//! Calls on one stream.

use std::time::{Duration, SystemTime};

use axum::{Json, extract::State};
use pili_auth::unix_seconds;
use pili_core::time;
use pili_live::{
    stream::{Activity, Disabled, Fps, LiveStatus, StreamInfo},
    wire::{DisableBody, Items, SetConvertsBody},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    body::{Body, Query},
    names::Named,
};
use crate::{
    live::Pili,
    media::{LiveStats, Publish},
    reply::Refused,
};

pub(super) async fn info(State(pili): State<Pili>, at: Named) -> Result<Json<StreamInfo>, Refused> {
    pili.store.stream(&at.hub, &at.key, |stream| {
        let rule = stream.rule.as_ref();
        Json(StreamInfo {
            created_at: Some(stream.created_at),
            updated_at: Some(stream.updated_at),
            expire_at: Some(stream.expire_at()),
            disabled: stream.disabled,
            converts: stream.converts.clone(),
            watermark: false,
            publish_security: rule.map(|rule| rule.security.clone()).unwrap_or_default(),
            publish_key: rule.map(|rule| rule.key.clone()).unwrap_or_default(),
            nrop_enable: false,
        })
    })
}

pub(super) async fn live(State(pili): State<Pili>, at: Named) -> Result<Json<LiveStatus>, Refused> {
    pili.store.check_stream(&at.hub, &at.key)?;
    let stats = pili.media.live(&at.id()).ok_or(Refused::new(619, "no live"))?;
    Ok(Json(live_status(&stats)))
}

pub(super) fn live_status(stats: &LiveStats) -> LiveStatus {
    LiveStatus {
        start_at: stats.publish.started,
        client_ip: stats.publish.client.to_string(),
        server_ip: Some(stats.publish.server.to_string()),
        bps: signed(stats.bps),
        fps: Fps {
            audio: signed(stats.audio_fps),
            video: signed(stats.video_fps),
            data: signed(stats.data_fps),
        },
        max_gop: stats.gop.max_ms().map(Duration::from_millis),
        avg_gop: stats.gop.average_ms().map(Duration::from_millis),
        video_bit_rate: Some(signed(stats.video_bps)),
        audio_bit_rate: Some(signed(stats.audio_bps)),
        play_count: Some(signed(stats.viewers.len() as u64)),
        bandwidth: Some(signed(stats.viewers_bps())),
        location: None,
        isp: None,
    }
}

fn signed(amount: u64) -> i64 {
    i64::try_from(amount).unwrap_or(i64::MAX)
}

pub(super) async fn disable(
    State(pili): State<Pili>,
    at: Named,
    Body(asked): Body<DisableBody>,
) -> Result<Json<Value>, Refused> {
    let wrong = "invalid args: disabledTill";
    let disabled = asked.at(pili.ground.clock.now()).ok_or_else(|| Refused::bad_argument(wrong))?;
    set_disabled(&pili, &at, disabled)?;
    Ok(Json(json!({})))
}

/// What may no longer be published is cut at once.
pub(super) fn set_disabled(pili: &Pili, at: &Named, disabled: Disabled) -> Result<(), Refused> {
    let now = pili.ground.clock.now();
    let reason = pili.store.stream(&at.hub, &at.key, |stream| {
        stream.disabled = disabled;
        stream.updated_at = now;
        stream.refusal(now)
    })?;
    if let Some(reason) = reason {
        pili.media.cut(&at.id(), &reason);
    }
    Ok(())
}

pub(super) async fn converts(
    State(pili): State<Pili>,
    at: Named,
    Body(asked): Body<SetConvertsBody>,
) -> Result<Json<Value>, Refused> {
    let now = pili.ground.clock.now();
    pili.store.stream(&at.hub, &at.key, |stream| {
        stream.converts = asked.converts;
        stream.updated_at = now;
    })?;
    Ok(Json(json!({})))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Span {
    #[serde(with = "time::unix_seconds::option")]
    start: Option<SystemTime>,
    #[serde(with = "time::unix_seconds::option")]
    end: Option<SystemTime>,
}

impl Span {
    /// In whole seconds, which are all that a call can say.
    fn touches(&self, start: SystemTime, end: SystemTime) -> bool {
        let is_by = |one, other| unix_seconds(one) <= unix_seconds(other);
        self.start.is_none_or(|first| is_by(first, end)) && self.end.is_none_or(|last| is_by(start, last))
    }
}

pub(super) async fn history(
    State(pili): State<Pili>,
    at: Named,
    Query(span): Query<Span>,
) -> Result<Json<Items<Activity>>, Refused> {
    pili.store.check_stream(&at.hub, &at.key)?;
    let now = pili.ground.clock.now();
    let publishes = pili.media.history(&at.id());
    let touching = publishes.iter().filter(|publish| span.touches(publish.started, end(publish, now)));
    Ok(Json(Items { items: touching.map(|publish| activity(publish, now)).collect() }))
}

fn activity(publish: &Publish, now: SystemTime) -> Activity {
    Activity {
        start: publish.started,
        end: Some(end(publish, now)),
        client_ip: Some(publish.client.to_string()),
        server_ip: Some(publish.server.to_string()),
    }
}

/// A publish that lasts ends now, for the time being.
fn end(publish: &Publish, now: SystemTime) -> SystemTime {
    publish.ended.unwrap_or(now)
}
