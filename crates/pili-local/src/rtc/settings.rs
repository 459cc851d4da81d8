use pili_auth::Secret;
use pili_rtc::api::wire::{AppBody, AppInfo, MergePublishRtmp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::form;
use crate::reply::Refused;

/// What a call that creates or updates an app may set. What is left out or null stays.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Settings {
    #[serde(flatten)]
    pub(super) body: AppBody,
    event_cb_url: Option<String>,
    event_cb_secret: Option<String>,
    /// A number today, a text earlier.
    event_cb_version: Option<Value>,
}

/// Where the events of an app's rooms would be sent.
#[derive(Default, Serialize)]
pub(super) struct EventCallback {
    url: String,
    #[serde(skip)]
    secret: Option<Secret>,
    version: Value,
}

impl Settings {
    /// Reads JSON, or a form.
    pub(super) fn read(body: &[u8]) -> Result<Self, Refused> {
        let invalid = |error: serde_json::Error| Refused::bad_argument(format!("invalid args: {error}"));
        let settings: Self = match body.trim_ascii() {
            [] => Self::default(),
            json @ [b'{', ..] => serde_json::from_slice(json).map_err(invalid)?,
            form => Self::deserialize(form::settings(form)?).map_err(invalid)?,
        };
        settings.check()?;
        Ok(settings)
    }

    fn check(&self) -> Result<(), Refused> {
        let is_http = |url: &str| url.starts_with("http://") || url.starts_with("https://");
        match self.event_cb_url.as_deref() {
            Some(url) if !url.is_empty() && !is_http(url) => {
                Err(Refused::bad_argument("invalid args: eventCbUrl must begin with http:// or https://"))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn apply(self, info: &mut AppInfo, callback: &mut EventCallback) {
        let body = self.body;
        set(&mut info.hub, body.hub);
        set(&mut info.title, body.title);
        set(&mut info.max_users, body.max_users.map(i64::from));
        set(&mut info.no_auto_kick_user, body.no_auto_kick_user);
        if let Some(asked) = body.merge_publish_rtmp {
            overlay(info.merge_publish_rtmp.get_or_insert_with(vendor_defaults), asked);
        }
        set(&mut callback.url, self.event_cb_url);
        set(&mut callback.version, self.event_cb_version);
        callback.secret = self.event_cb_secret.map(Secret::from).or(callback.secret.take());
    }
}

fn set<T>(member: &mut T, asked: Option<T>) {
    if let Some(asked) = asked {
        *member = asked;
    }
}

fn overlay(merge: &mut MergePublishRtmp, asked: MergePublishRtmp) {
    merge.enable = asked.enable.or(merge.enable);
    merge.audio_only = asked.audio_only.or(merge.audio_only);
    merge.height = asked.height.or(merge.height);
    merge.width = asked.width.or(merge.width);
    merge.fps = asked.fps.or(merge.fps);
    merge.kbps = asked.kbps.or(merge.kbps);
    merge.url = asked.url.or(merge.url.take());
    merge.stream_title = asked.stream_title.or(merge.stream_title.take());
}

fn vendor_defaults() -> MergePublishRtmp {
    let mut merge = MergePublishRtmp::default();
    merge.enable = Some(false);
    merge.audio_only = Some(false);
    merge.height = Some(480);
    merge.width = Some(640);
    merge.fps = Some(25);
    merge.kbps = Some(1000);
    merge
}
