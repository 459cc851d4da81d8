//! The hooks of live engines: what each asks, and how it wants to be answered. An [`Engine`] reads and answers its own.
//!
//! Sources: `docs/your-own-edge.md`, and the recordings beside the tests.

mod json;
mod mediamtx;
mod nginx_rtmp;
mod node_media_server;
mod ovenmediaengine;
mod srs;
mod zlmediakit;

use std::fmt;

use bytes::Bytes;
use http::{Method, Request, Response, StatusCode, header};
use pili_auth::Secret;

use crate::{Action, Ask, Protocol, Verdict};

/// A live engine whose hooks are understood.
///
/// ```
/// use bytes::Bytes;
/// use pili_gate::{Engine, Hook};
///
/// let body = r#"{"action":"on_play","client_id":"1","ip":"10.0.0.1","app":"shows","stream":"evening","param":"?t=1"}"#;
/// let request = http::Request::post("/srs").body(Bytes::from(body))?;
/// let hook = Engine::Srs.read(&request)?;
/// let Hook::Ask(ask) = &hook else { panic!("{hook:?}") };
/// assert_eq!((ask.path().as_str(), ask.query()), ("/shows/evening", "t=1"));
///
/// let answer = Engine::Srs.admit(&hook);
/// assert_eq!(answer.body(), &br#"{"code":0}"#[..]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Engine {
    /// nginx with the module nginx-rtmp: `on_publish`, `on_play`, `on_update` and what follows them, by POST.
    NginxRtmp,
    /// SRS: `http_hooks`.
    Srs,
    /// `MediaMTX`: `authHTTPAddress`.
    MediaMtx,
    /// `ZLMediaKit`: `[hook]`. The path of the hook's URL ends with the name of the hook.
    ZlMediaKit,
    /// `OvenMediaEngine`: admission webhooks.
    OvenMediaEngine,
    /// Node-Media-Server: `notify`.
    NodeMediaServer,
}

/// What an engine says.
///
/// Example: [`Engine`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Hook {
    /// Somebody wants to publish or play, or goes on to.
    Ask(Ask),
    /// Somebody has ended.
    Ended(Ended),
    /// Something that is not decided on: a connection, a segment.
    Notice,
}

/// A publish or play that has ended. Engines say so of some that never began.
///
/// Example: [`Engine`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Ended {
    /// What has ended; `None` where the engine does not say.
    pub action: Option<Action>,
    /// The hub.
    pub hub: String,
    /// The stream key; empty where the engine does not say.
    pub key: String,
    /// The engine's name for the connection.
    pub session: Option<String>,
}

/// Why what an engine sent cannot be read. It is answered with a refusal.
///
/// Example: [`Engine::answer`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable(String);

impl Unreadable {
    pub(crate) fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the hook cannot be read: {}", self.0)
    }
}

impl std::error::Error for Unreadable {}

impl Engine {
    /// All that there are. Example: [`Engine::named`].
    pub const ALL: [Self; 6] = [
        Self::NginxRtmp,
        Self::Srs,
        Self::MediaMtx,
        Self::ZlMediaKit,
        Self::OvenMediaEngine,
        Self::NodeMediaServer,
    ];

    /// As in settings, paths and figures: `nginx-rtmp`. Example: [`Engine::named`].
    pub fn name(self) -> &'static str {
        match self {
            Self::NginxRtmp => "nginx-rtmp",
            Self::Srs => "srs",
            Self::MediaMtx => "mediamtx",
            Self::ZlMediaKit => "zlmediakit",
            Self::OvenMediaEngine => "ovenmediaengine",
            Self::NodeMediaServer => "node-media-server",
        }
    }

    /// The engine of a name.
    ///
    /// ```
    /// use pili_gate::Engine;
    /// assert_eq!(Engine::named("srs"), Some(Engine::Srs));
    /// assert!(Engine::ALL.iter().all(|engine| Engine::named(engine.name()) == Some(*engine)));
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|engine| engine.name() == name)
    }

    /// Reads the request of a hook. Who sends it is not looked at: see [`is_signed`](Self::is_signed).
    /// Example: [`Engine`].
    ///
    /// # Errors
    /// When it is none that this engine sends, or cannot be read without doubt.
    pub fn read(self, request: &Request<Bytes>) -> Result<Hook, Unreadable> {
        if request.method() != Method::POST {
            return Err(Unreadable::new(match self {
                Self::NginxRtmp => {
                    "it came by GET, whose address and headers a client can write: set `notify_method post`"
                }
                _ => "it must be a POST",
            }));
        }
        match self {
            Self::NginxRtmp => nginx_rtmp::read(request.body()),
            Self::Srs => srs::read(request.body()),
            Self::MediaMtx => mediamtx::read(request.body()),
            Self::ZlMediaKit => zlmediakit::read(request.uri().path(), request.body()),
            Self::OvenMediaEngine => ovenmediaengine::read(request.body()),
            Self::NodeMediaServer => node_media_server::read(request.body()),
        }
    }

    /// Whether the engine signed the request with this key, compared in constant time. Of those here only
    /// `OvenMediaEngine` signs; for the others it is never so. Example: [`Engine::answer`].
    pub fn is_signed(self, request: &Request<Bytes>, key: &Secret) -> bool {
        self == Self::OvenMediaEngine && ovenmediaengine::is_signed(request, key)
    }

    /// The answer that goes with a verdict.
    ///
    /// ```
    /// use bytes::Bytes;
    /// use http::StatusCode;
    /// use pili_gate::{Cause, Engine, Hook, Refused};
    ///
    /// let body = "app=shows&flashver=&swfurl=&tcurl=rtmp://publish.example.com/shows&pageurl=&addr=10.0.0.1&clientid=1\
    ///     &call=publish&name=evening&type=live";
    /// let hook = Engine::NginxRtmp.read(&http::Request::post("/nginx-rtmp").body(Bytes::from(body))?)?;
    /// let refused = Err(Refused::new(Cause::Time, "the URL expired"));
    /// assert_eq!(Engine::NginxRtmp.answer(&hook, &refused).status(), StatusCode::FORBIDDEN);
    ///
    /// // What cannot be read is refused too.
    /// let get = http::Request::get("/nginx-rtmp?call=publish").body(Bytes::new())?;
    /// let unreadable = Engine::NginxRtmp.read(&get).unwrap_err();
    /// assert!(unreadable.to_string().contains("notify_method post"));
    /// assert_eq!(Engine::NginxRtmp.refuse(None, &unreadable.to_string()).status(), StatusCode::FORBIDDEN);
    /// assert!(!Engine::NginxRtmp.is_signed(&get, &"key".into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn answer(self, hook: &Hook, verdict: &Verdict) -> Response<Bytes> {
        match verdict {
            Ok(_) => self.admit(hook),
            Err(refused) => self.refuse(Some(hook), &refused.reason),
        }
    }

    /// The answer that lets go on. Example: [`Engine`].
    pub fn admit(self, hook: &Hook) -> Response<Bytes> {
        match self {
            Self::NginxRtmp => nginx_rtmp::answer(StatusCode::OK),
            Self::Srs => srs::admit(),
            Self::MediaMtx | Self::NodeMediaServer => plain(StatusCode::OK, ""),
            Self::ZlMediaKit => zlmediakit::admit(),
            Self::OvenMediaEngine => ovenmediaengine::admit(hook),
        }
    }

    /// The answer that refuses, also what could not be read. Example: [`Engine::answer`].
    pub fn refuse(self, hook: Option<&Hook>, reason: &str) -> Response<Bytes> {
        match self {
            Self::NginxRtmp => nginx_rtmp::answer(StatusCode::FORBIDDEN),
            Self::Srs => srs::refuse(reason),
            Self::MediaMtx => mediamtx::refuse(hook, reason),
            Self::ZlMediaKit => zlmediakit::refuse(reason),
            Self::OvenMediaEngine => ovenmediaengine::refuse(reason),
            Self::NodeMediaServer => plain(StatusCode::FORBIDDEN, reason),
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

fn plain(status: StatusCode, body: &str) -> Response<Bytes> {
    with_type(status, "text/plain; charset=utf-8", body.to_owned())
}

fn with_type(status: StatusCode, content_type: &'static str, body: String) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static(content_type));
    response
}

/// `host[:port]` of a URL.
fn authority(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?']).next().unwrap_or_default()
}

/// The protocol that a scheme, or an engine's word for it, means.
fn protocol(word: &str) -> Protocol {
    match word.to_ascii_lowercase().as_str() {
        "rtmp" | "rtmps" | "rtmpt" | "rtmpe" => Protocol::Rtmp,
        "srt" => Protocol::Srt,
        "rtsp" | "rtsps" => Protocol::Rtsp,
        "webrtc" | "rtc" | "whip" | "whep" => Protocol::WebRtc,
        "hls" | "llhls" | "hlsv3" => Protocol::Hls,
        "flv" | "http-flv" | "ws-flv" => Protocol::HttpFlv,
        _ => Protocol::Other,
    }
}

/// The value of the query's first member with one of these names.
fn chosen(query: &str, names: &[&str]) -> Option<String> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(name, _)| names.contains(name)).map(|(_, value)| value.to_owned())
}

/// A text, unless it is empty.
fn told(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}
