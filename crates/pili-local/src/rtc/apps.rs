//! Calls on apps.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
};
use pili_rtc::app::AppInfo;
use serde_json::{Value, json};

use super::{app::App, settings::Settings, state::Rtc};
use crate::reply::Refused;

pub(super) async fn create(State(rtc): State<Rtc>, body: Bytes) -> Result<Json<AppInfo>, Refused> {
    let asked = Settings::read(&body)?;
    rtc.check_hub(asked.body.hub.as_deref())?;
    let app = App::new(rtc.new_id("app"), asked, rtc.now());
    let info = app.info.clone();
    rtc.state().apps.insert(info.app_id.to_string(), app);
    Ok(Json(info))
}

/// The vendor does not say what form this has.
pub(super) async fn list(State(rtc): State<Rtc>) -> Json<Vec<AppInfo>> {
    Json(rtc.state().apps.values().map(|app| app.info.clone()).collect())
}

pub(super) async fn info(State(rtc): State<Rtc>, Path(id): Path<String>) -> Result<Json<AppInfo>, Refused> {
    rtc.app(&id, |app| Ok(Json(app.info.clone())))
}

pub(super) async fn update(
    State(rtc): State<Rtc>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Json<AppInfo>, Refused> {
    rtc.app(&id, |app| {
        let asked = Settings::read(&body)?;
        rtc.check_hub(asked.body.hub.as_deref())?;
        app.change(asked, rtc.now());
        Ok(Json(app.info.clone()))
    })
}

pub(super) async fn delete(State(rtc): State<Rtc>, Path(id): Path<String>) -> Result<Json<Value>, Refused> {
    rtc.delete_app(&id)?;
    Ok(Json(json!({})))
}
