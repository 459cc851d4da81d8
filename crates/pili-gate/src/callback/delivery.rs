//! Sends a callback until it is accepted, as often as may be.

use std::{error::Error, iter, time::Duration};

use bytes::Bytes;
use http::{Request, StatusCode};
use pili_live::core::{self, Endpoint, HyperTransport};
use tokio::time::{sleep, timeout};
use tower::ServiceExt as _;

use super::CallbackConfig;

/// How often a callback is sent, and what accepts it: the limits are those of spec 4.12.
///
/// ```
/// use std::time::Duration;
/// use pili_gate::callback::{Accepted, CallbackConfig, Delivery};
///
/// let mut config = CallbackConfig::default();
/// config.url = "https://hooks.example.com/live".to_owned();
/// config.retry_times = 3;
/// config.retry_interval = Duration::from_secs(1);
/// config.success_code = Some(200);
///
/// let delivery = Delivery::of(&config);
/// assert_eq!(delivery.pauses, [Duration::from_secs(1); 3]);
/// assert_eq!((delivery.timeout, delivery.accepted), (Duration::from_secs(2), Accepted::Only(200)));
/// ```
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Where it goes.
    pub url: String,
    /// How long an answer is waited for.
    pub timeout: Duration,
    /// What is waited before each repeat.
    pub pauses: Vec<Duration>,
    /// What accepts it.
    pub accepted: Accepted,
}

/// What answer accepts a callback: in [`Delivery`] one with the status that the domain wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Accepted {
    /// Any.
    Any,
    /// Any but one with this status.
    AllBut(u16),
    /// One with this status alone.
    Only(u16),
    /// One of success.
    Success,
}

impl Delivery {
    /// How long to wait for an answer, where the settings do not say.
    const TIMEOUT: Duration = Duration::from_secs(2);

    /// That of a domain, as in [`Delivery`]: at most five repeats, and 2 s for an answer where it does not say. Its code of success
    /// goes before that of failure.
    pub fn of(config: &CallbackConfig) -> Self {
        let times = usize::try_from(config.retry_times.clamp(0, 5)).unwrap_or_default();
        Self {
            url: config.url.clone(),
            timeout: Some(config.timeout).filter(|limit| !limit.is_zero()).unwrap_or(Self::TIMEOUT),
            pauses: vec![config.retry_interval; times],
            accepted: match (config.success_code, config.fail_code) {
                (None, None) => Accepted::Any,
                (None, Some(fail)) => Accepted::AllBut(fail),
                (Some(success), _) => Accepted::Only(success),
            },
        }
    }
}

impl Accepted {
    fn takes(self, status: StatusCode) -> bool {
        let code = status.as_u16();
        match self {
            Self::Any => true,
            Self::AllBut(fail) => code != fail,
            Self::Only(success) => code == success,
            Self::Success => status.is_success(),
        }
    }
}

impl Delivery {
    /// Sends a callback until it is accepted or given up, and tells of each attempt: the status that accepted it, or why it
    /// was not accepted and what is done then. `tried` is dropped after the first attempt, for whoever waits for that.
    ///
    /// ```
    /// use std::cell::RefCell;
    /// use axum::{Router, http::StatusCode, routing::post};
    /// use pili_auth::Credentials;
    /// use pili_gate::callback::{self, CallbackConfig, CallbackType, Delivery};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    /// let mut config = CallbackConfig::default();
    /// config.kind = CallbackType::Form;
    /// config.url = format!("http://{}/live", listener.local_addr()?);
    /// let backend = Router::new().route("/live", post(|| async { "thanks" }));
    /// tokio::spawn(async { axum::serve(listener, backend).await });
    ///
    /// let keys = Credentials::new("access-key", "secret-key");
    /// let request = callback::request(&config, &|_| String::new(), &keys)?;
    /// let told = RefCell::new(Vec::new());
    /// Delivery::of(&config).send(request, (), |attempt| told.borrow_mut().push(attempt)).await;
    /// assert_eq!(told.into_inner(), [Ok(StatusCode::OK)]);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn send<T>(
        &self,
        request: Request<Bytes>,
        tried: T,
        told: impl Fn(Result<StatusCode, String>),
    ) {
        let transport = match transport(&request) {
            Ok(transport) => transport,
            Err(error) => return told(Err(format!("it cannot be sent: {error}"))),
        };
        let (mut tried, mut pauses) = (Some(tried), self.pauses.iter());
        loop {
            let answer = attempt(&transport, &request, self).await;
            drop(tried.take());
            let why = match answer {
                Ok(status) => return told(Ok(status)),
                Err(why) => why,
            };
            let Some(pause) = pauses.next() else {
                return told(Err(format!("{why}; it was given up")));
            };
            told(Err(format!("{why}; it is sent again in {pause:?}")));
            sleep(*pause).await;
        }
    }
}

/// Sends it once: the status that accepts it, or why it is not accepted.
async fn attempt(
    transport: &HyperTransport,
    request: &Request<Bytes>,
    delivery: &Delivery,
) -> Result<StatusCode, String> {
    match timeout(delivery.timeout, transport.clone().oneshot(request.clone())).await {
        Ok(Ok(answer)) if delivery.accepted.takes(answer.status()) => Ok(answer.status()),
        Ok(Ok(answer)) => Err(format!("refused with {}", answer.status().as_u16())),
        Ok(Err(error)) => Err(format!("it did not arrive: {}", innermost(&*error))),
        Err(_) => Err("it was not answered in time".to_owned()),
    }
}

/// The cause that says what happened; what is above it may name the whole URL.
fn innermost(error: &(dyn Error + 'static)) -> String {
    iter::successors(Some(error), |error| (*error).source())
        .last()
        .map(ToString::to_string)
        .unwrap_or_default()
}

fn transport(request: &Request<Bytes>) -> core::Result<HyperTransport> {
    let uri = request.uri();
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    HyperTransport::new(&Endpoint::parse(&format!("{}://{authority}", uri.scheme_str().unwrap_or("http")))?)
}
