use pili_auth::Secret;
use pili_rtc::api::wire::{AppBody, AppInfo, MergePublishRtmp};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{body::invalid, loose, reply::Refused};

/// What a call that creates or updates an app may set. What is left out or null stays.
#[derive(Default)]
pub(super) struct Settings {
    pub(super) body: AppBody,
    callback: CallbackBody,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct CallbackBody {
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
    pub(super) fn read(body: &[u8]) -> Result<Self, Refused> {
        let settings = Self { body: part(body)?, callback: part(body)? };
        settings.check()?;
        Ok(settings)
    }

    fn check(&self) -> Result<(), Refused> {
        let is_http = |url: &str| url.starts_with("http://") || url.starts_with("https://");
        match self.callback.event_cb_url.as_deref() {
            Some(url) if !is_http(url) => {
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
        let asked = self.callback;
        set(&mut callback.url, asked.event_cb_url);
        set(&mut callback.version, asked.event_cb_version);
        callback.secret = asked.event_cb_secret.map(Secret::from).or(callback.secret.take());
    }
}

/// Some of the settings, of JSON or of a form: the vendor documents JSON, and its Python SDK sends a form, in
/// which the members of an object are lost.
fn part<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refused> {
    let read = match body.trim_ascii() {
        json @ ([] | [b'{' | b'[', ..]) => loose::json(json),
        form => loose::pairs(form_urlencoded::parse(form).filter(|(name, _)| name != "mergePublishRtmp")),
    };
    read.map_err(invalid)
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
