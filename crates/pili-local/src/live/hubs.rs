//! Hubs and their settings.

use axum::{
    Json, Router,
    extract::{Path, State},
    routing::{get, post},
};
use pili_live::{
    PublishSecurity,
    hub::{HubInfo, HubItem},
    names::HubName,
    wire::{Items, SetHlsPlusBody, SetPersistenceBody, SetSecurityBody, SetSnapshotIntervalBody},
};
use serde_json::{Value, json};

use super::body::Body;
use crate::{live::Pili, reply::Refused};

pub(super) fn router() -> Router<Pili> {
    Router::new()
        .route("/v2/hubs", get(list))
        .route("/v2/hubs/{hub}", get(info))
        .route("/v2/hubs/{hub}/security", post(security))
        .route("/v2/hubs/{hub}/hlsplus", post(hls_plus))
        .route("/v2/hubs/{hub}/persistence", post(persistence))
        .route("/v2/hubs/{hub}/snapshot", post(snapshot))
}

type Done = Result<Json<Value>, Refused>;

async fn list(State(pili): State<Pili>) -> Json<Items<HubItem>> {
    let item = |name: String| HubItem { name: HubName::unchecked(name) };
    Json(Items { items: pili.store.hub_names().into_iter().map(item).collect() })
}

async fn info(State(pili): State<Pili>, Path(hub): Path<String>) -> Result<Json<HubInfo>, Refused> {
    pili.store.hub(&hub, |hub| Json(hub.info()))
}

async fn security(
    State(pili): State<Pili>,
    Path(hub): Path<String>,
    Body(asked): Body<SetSecurityBody>,
) -> Done {
    use PublishSecurity::{Dynamic, Expiry, ExpirySk, None, Static};
    if !matches!(asked.publish_security, None | Static | Expiry | ExpirySk | Dynamic) {
        return Err(Refused::bad_argument("invalid args: publishSecurity"));
    }
    if asked.publish_key.is_empty() {
        return Err(Refused::bad_argument("invalid args: publishKey must not be empty"));
    }
    pili.store.change_hub(&hub, |hub| {
        hub.info.publish_security = asked.publish_security;
        hub.publish_key = asked.publish_key;
    })?;
    Ok(Json(json!({})))
}

async fn hls_plus(
    State(pili): State<Pili>,
    Path(hub): Path<String>,
    Body(asked): Body<SetHlsPlusBody>,
) -> Done {
    pili.store.change_hub(&hub, |hub| hub.info.hls_plus = asked.hls_plus)?;
    Ok(Json(json!({})))
}

async fn persistence(
    State(pili): State<Pili>,
    Path(hub): Path<String>,
    Body(asked): Body<SetPersistenceBody>,
) -> Done {
    if asked.storage_bucket.is_empty() {
        return Err(Refused::bad_argument("invalid args: storageBucket and liveDataExpireDays are needed"));
    }
    pili.store.change_hub(&hub, |hub| {
        hub.info.storage_bucket = asked.storage_bucket;
        hub.info.live_data_expire_days = asked.live_data_expire_days.into();
    })?;
    Ok(Json(json!({})))
}

async fn snapshot(
    State(pili): State<Pili>,
    Path(hub): Path<String>,
    Body(asked): Body<SetSnapshotIntervalBody>,
) -> Done {
    pili.store.change_hub(&hub, |hub| hub.info.snapshot_interval = Some(asked.snapshot_interval))?;
    Ok(Json(json!({})))
}
