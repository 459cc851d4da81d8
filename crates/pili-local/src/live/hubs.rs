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
use crate::{reply::Refused, service::Service};

pub(super) fn router() -> Router<Service> {
    Router::new()
        .route("/v2/hubs", get(list))
        .route("/v2/hubs/{hub}", get(info))
        .route("/v2/hubs/{hub}/security", post(security))
        .route("/v2/hubs/{hub}/hlsplus", post(hls_plus))
        .route("/v2/hubs/{hub}/persistence", post(persistence))
        .route("/v2/hubs/{hub}/snapshot", post(snapshot))
}

type Done = Result<Json<Value>, Refused>;

async fn list(State(service): State<Service>) -> Json<Items<HubItem>> {
    let item = |name: String| HubItem { name: HubName::unchecked(name) };
    Json(Items { items: service.store.hub_names().into_iter().map(item).collect() })
}

async fn info(State(service): State<Service>, Path(hub): Path<String>) -> Result<Json<HubInfo>, Refused> {
    service.store.hub(&hub, |hub| Json(hub.info()))
}

async fn security(
    State(service): State<Service>,
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
    service.store.change_hub(&hub, |hub| {
        hub.info.publish_security = asked.publish_security;
        hub.publish_key = asked.publish_key;
    })?;
    Ok(Json(json!({})))
}

async fn hls_plus(
    State(service): State<Service>,
    Path(hub): Path<String>,
    Body(asked): Body<SetHlsPlusBody>,
) -> Done {
    service.store.change_hub(&hub, |hub| hub.info.hls_plus = asked.hls_plus)?;
    Ok(Json(json!({})))
}

async fn persistence(
    State(service): State<Service>,
    Path(hub): Path<String>,
    Body(asked): Body<SetPersistenceBody>,
) -> Done {
    if asked.storage_bucket.is_empty() {
        return Err(Refused::bad_argument("invalid args: storageBucket and liveDataExpireDays are needed"));
    }
    service.store.change_hub(&hub, |hub| {
        hub.info.storage_bucket = asked.storage_bucket;
        hub.info.live_data_expire_days = asked.live_data_expire_days.into();
    })?;
    Ok(Json(json!({})))
}

async fn snapshot(
    State(service): State<Service>,
    Path(hub): Path<String>,
    Body(asked): Body<SetSnapshotIntervalBody>,
) -> Done {
    service.store.change_hub(&hub, |hub| hub.info.snapshot_interval = asked.snapshot_interval)?;
    Ok(Json(json!({})))
}
