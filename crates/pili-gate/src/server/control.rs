//! The engines' own APIs: who publishes a stream there, and how to end it.

mod mediamtx;
mod nginx_rtmp;
mod srs;

use std::{
    fmt,
    time::{Duration, SystemTime},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::{Method, Request, Response, header::AUTHORIZATION};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use pili_auth::Secret;
use pili_live::{
    core::{Endpoint, HyperTransport},
    stream::{Fps, LiveStatus},
};
use serde::de::DeserializeOwned;
use tokio::time::timeout;
use tower::ServiceExt as _;

use crate::Engine;

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(3);

/// What is escaped in a path or a query.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The API of one engine.
#[derive(Clone, Debug)]
pub(super) struct Api {
    pub(super) engine: Engine,
    pub(super) endpoint: Endpoint,
    pub(super) login: Option<Login>,
}

/// Those of all engines that are set, in their order: an origin before those that pull from it.
#[derive(Clone, Debug, Default)]
pub(super) struct Apis(Vec<Api>);

impl Apis {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those of an engine.
    pub(super) fn of(&self, engine: Engine) -> Self {
        self.0.iter().filter(|api| api.engine == engine).cloned().collect()
    }

    /// Who publishes a stream, by the first that knows; where none does, all must have said so.
    pub(super) async fn publisher(
        &self,
        hub: &str,
        key: &str,
        now: SystemTime,
    ) -> Result<Option<Publisher>, Failed> {
        let mut failed = Failed::unless(!self.is_empty());
        for api in &self.0 {
            match api.publisher(hub, key, now).await {
                Ok(Some(publisher)) => return Ok(Some(publisher)),
                Ok(None) => {}
                Err(why) => failed = Err(why),
            }
        }
        failed.map(|()| None)
    }

    /// Ends a stream wherever it is published, and says at how many.
    pub(super) async fn end(&self, hub: &str, key: &str, now: SystemTime) -> Result<usize, Failed> {
        let (mut ended, mut failed) = (0, Ok(()));
        for api in &self.0 {
            match api.end_stream(hub, key, now).await {
                Ok(found) => ended += usize::from(found),
                Err(why) => failed = Err(why),
            }
        }
        failed.map(|()| ended)
    }
}

impl FromIterator<Api> for Apis {
    fn from_iter<I: IntoIterator<Item = Api>>(apis: I) -> Self {
        Self(apis.into_iter().collect())
    }
}

/// Whom the API knows.
#[derive(Clone, Debug)]
pub(super) struct Login {
    pub(super) user: String,
    pub(super) password: Secret,
}

/// Somebody who publishes a stream.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Publisher {
    pub(super) status: LiveStatus,
    /// The call that ends it.
    end: (Method, String),
}

/// Why an API did not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failed(String);

impl Failed {
    fn unless(is_set: bool) -> Result<(), Self> {
        let none = "no engine's API is set: add `api` to [engines.<engine>]";
        if is_set { Ok(()) } else { Err(Self(none.to_owned())) }
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Api {
    /// Whose APIs are known.
    pub(super) const ENGINES: [Engine; 3] = [Engine::NginxRtmp, Engine::Srs, Engine::MediaMtx];

    /// Who publishes a stream, if somebody does.
    async fn publisher(&self, hub: &str, key: &str, now: SystemTime) -> Result<Option<Publisher>, Failed> {
        match self.engine {
            Engine::NginxRtmp => nginx_rtmp::publisher(self, hub, key, now).await,
            Engine::Srs => srs::publisher(self, hub, key, now).await,
            Engine::MediaMtx => mediamtx::publisher(self, hub, key, now).await,
            _ => Ok(None),
        }
    }

    /// Ends the publish of a stream, if there is one.
    async fn end_stream(&self, hub: &str, key: &str, now: SystemTime) -> Result<bool, Failed> {
        match self.publisher(hub, key, now).await? {
            Some(publisher) => self.end(&publisher).await.map(|()| true),
            None => Ok(false),
        }
    }

    /// Ends a publish. One that has ended meanwhile is none the worse for it.
    async fn end(&self, publisher: &Publisher) -> Result<(), Failed> {
        let (method, path) = publisher.end.clone();
        let answer = self.call(method, &path).await?;
        let done = match self.engine {
            Engine::Srs => srs::has_ended(&answer),
            Engine::MediaMtx => {
                answer.status().is_success() || answer.status() == http::StatusCode::NOT_FOUND
            }
            _ => answer.status().is_success(),
        };
        if done { Ok(()) } else { Err(self.refused(&answer)) }
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Failed> {
        let answer = self.call(Method::GET, path).await?;
        self.json(&answer)
    }

    fn json<T: DeserializeOwned>(&self, answer: &Response<Bytes>) -> Result<T, Failed> {
        if !answer.status().is_success() {
            return Err(self.refused(answer));
        }
        serde_json::from_slice(answer.body())
            .map_err(|error| self.failed(format_args!("is not understood: {error}")))
    }

    async fn call(&self, method: Method, path: &str) -> Result<Response<Bytes>, Failed> {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.endpoint));
        if let Some(Login { user, password }) = &self.login {
            let pair = [user.as_bytes(), b":", password.expose()].concat();
            request = request.header(AUTHORIZATION, format!("Basic {}", STANDARD.encode(pair)));
        }
        let failed = |why: &dyn fmt::Display| self.failed(format_args!("did not answer: {why}"));
        let request = request.body(Bytes::new()).map_err(|error| failed(&error))?;
        let transport = HyperTransport::new(&self.endpoint).map_err(|error| failed(&error))?;
        match timeout(PATIENCE, transport.oneshot(request)).await {
            Ok(answer) => answer.map_err(|error| failed(&error)),
            Err(_) => Err(failed(&format_args!("not within {PATIENCE:?}"))),
        }
    }

    fn refused(&self, answer: &Response<Bytes>) -> Failed {
        self.failed(format_args!("answered with {}", answer.status().as_u16()))
    }

    fn failed(&self, why: fmt::Arguments<'_>) -> Failed {
        Failed(format!("the API of {} at {} {why}", self.engine, self.endpoint))
    }
}

/// What is known of every publisher.
fn status(start_at: SystemTime, client_ip: String) -> LiveStatus {
    LiveStatus {
        start_at,
        client_ip,
        server_ip: None,
        bps: 0,
        fps: Fps::default(),
        max_gop: None,
        avg_gop: None,
        video_bit_rate: None,
        audio_bit_rate: None,
        play_count: None,
        bandwidth: None,
        location: None,
        isp: None,
    }
}

/// Bits a second, of bytes that came in this time.
fn average(bytes: i64, time: Duration) -> i64 {
    let millis = i64::try_from(time.as_millis()).unwrap_or(i64::MAX).max(1);
    bytes.saturating_mul(8000) / millis
}

fn escaped(text: &str) -> impl fmt::Display + '_ {
    utf8_percent_encode(text, ESCAPED)
}
