use axum::{Json, extract::State};
use pili_auth::unix_seconds;
use pili_live::{
    Key,
    first::stream::{Protocol, StreamInfo, StreamPage},
    wire::first::CreateBody,
};
use serde::Deserialize;

use super::{
    at::hub,
    read::{Body, Query},
    refused::Refused,
    shown::shown,
};
use crate::{
    live::Pili,
    live::{invented, names::Named},
    store::{First, Stream},
};

pub(super) async fn create(
    State(pili): State<Pili>,
    Body(asked): Body<CreateBody>,
) -> Result<Json<StreamInfo>, Refused> {
    check_protocol(asked.protocol.as_ref())?;
    let first = First {
        name: asked.name.unwrap_or_default(),
        key: key(asked.stream_key.or(asked.key))?,
        storage: asked.storage_period.unwrap_or_default(),
        comment: asked.comment,
        is_private: asked.is_private,
    };
    let now = pili.ground.clock.now();
    let at = Named { hub: hub(&pili)?, key: invented::id(unix_seconds(now)) };
    let stream = Stream { first: Some(first), ..Stream::new(now) };
    pili.store.hub(&at.hub, |hub| hub.streams.insert(at.key.clone(), stream))?;
    shown(&pili, &at).map(Json)
}

/// The given key, or a new one.
pub(super) fn key(given: Option<Key>) -> Result<Key, Refused> {
    let key = given.unwrap_or_else(|| invented::key().into());
    if key.is_empty() { Err(Refused::new(400_002, "stream_key is empty")) } else { Ok(key) }
}

pub(super) fn check_protocol(given: Option<&Protocol>) -> Result<(), Refused> {
    match given {
        None | Some(Protocol::Rtmp) => Ok(()),
        Some(_) => Err(Refused::new(400_012, "protocol must be RTMP")),
    }
}

#[derive(Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    page: usize,
    size: usize,
}

impl Default for Asked {
    fn default() -> Self {
        Self { page: 1, size: 10 }
    }
}

pub(super) async fn list(
    State(pili): State<Pili>,
    Query(asked): Query<Asked>,
) -> Result<Json<StreamPage>, Refused> {
    if asked.page == 0 || !(1..=100).contains(&asked.size) {
        return Err(Refused::new(400_003, "page must be at least 1 and size 1 to 100"));
    }
    let hub = hub(&pili)?;
    let ids: Vec<_> = pili.store.hub(&hub, |hub| {
        let first = hub.streams.iter().filter(|(_, stream)| stream.first.is_some());
        first.map(|(id, _)| id.clone()).collect()
    })?;
    let total = ids.len() as u64;
    let asked = ids.into_iter().skip((asked.page - 1).saturating_mul(asked.size)).take(asked.size);
    let streams = asked.map(|key| shown(&pili, &Named { hub: hub.clone(), key }));
    Ok(Json(StreamPage { total, streams: streams.collect::<Result<_, _>>()? }))
}
