use pili_auth::Secret;
use pili_rtc::{
    app::{AppInfo, MergePublishRtmp},
    wire::AppBody,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use crate::{body::invalid, data::secret, loose, reply::Refused};

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
#[derive(Default, Serialize, Deserialize)]
pub(super) struct EventCallback {
    url: String,
    #[serde(with = "secret::option")]
    secret: Option<Secret>,
    version: Value,
}

impl EventCallback {
    /// As tests are shown it: without its secret.
    pub(super) fn shown(&self) -> Value {
        json!({ "url": self.url, "version": self.version })
    }
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
        let AppBody { hub, title, max_users, no_auto_kick_user, merge_publish_rtmp } = self.body;
        set(&mut info.hub, hub);
        set(&mut info.title, title);
        set(&mut info.max_users, max_users);
        set(&mut info.no_auto_kick_user, no_auto_kick_user);
        if let Some(asked) = merge_publish_rtmp {
            overlay(info.merge_publish_rtmp.get_or_insert_with(vendor_defaults), asked);
        }
        let asked = self.callback;
        set(&mut callback.url, asked.event_cb_url);
        set(&mut callback.version, asked.event_cb_version);
        callback.secret = asked.event_cb_secret.map(Secret::from).or(callback.secret.take());
    }
}

/// Whether a body asks for other events, not for other settings of the app.
pub(super) fn set_event_callback(body: &[u8]) -> bool {
    part(body).is_ok_and(|asked: CallbackBody| asked.event_cb_url.is_some())
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
    let old = std::mem::take(merge);
    *merge = MergePublishRtmp {
        enable: asked.enable.or(old.enable),
        audio_only: asked.audio_only.or(old.audio_only),
        height: asked.height.or(old.height),
        width: asked.width.or(old.width),
        fps: asked.fps.or(old.fps),
        kbps: asked.kbps.or(old.kbps),
        url: asked.url.or(old.url),
        stream_title: asked.stream_title.or(old.stream_title),
    };
}

fn vendor_defaults() -> MergePublishRtmp {
    MergePublishRtmp::new().enable(false).audio_only(false).height(480).width(640).fps(25).kbps(1000)
}
