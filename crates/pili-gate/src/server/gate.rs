//! The gate: settings that can be replaced, and what is done with a hook.

use std::{
    convert::Infallible,
    fmt,
    future::{Ready, ready},
    sync::{Arc, PoisonError, RwLock},
    task::{Context, Poll},
    time::Instant,
};

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use pili_auth::Clock;

use super::{EngineSettings, Judged, Settings, figures::Figures, ledger::Ledger};
use crate::{Admitted, Ask, Cause, Engine, Hook, Refused, Verdict};

/// Where hooks come to: `/<engine>`, `/<engine>/<secret>`, and behind it what the engine needs.
const HOOKS: &str = "/hooks/";

/// Decides on the hooks of engines. Clones share all; it is a tower service of whole requests, and a
/// [router](Self::router).
///
/// ```
/// use bytes::Bytes;
/// use pili_auth::Clock;
/// use pili_gate::{Caller, Gate, Settings};
/// use tower::ServiceExt as _;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let settings: Settings = "[[hubs]]\nname = \"shows\"\npublish = { rule = \"none\" }".parse()?;
/// let gate = Gate::new(settings, Clock::system(), |judged| println!("{judged}"));
///
/// let body = r#"{"action":"publish","path":"shows/evening","protocol":"rtmp","ip":"10.0.0.1","query":""}"#;
/// let mut request = http::Request::post("/hooks/mediamtx").body(Bytes::from(body))?;
/// request.extensions_mut().insert(Caller("127.0.0.1".parse()?));
/// assert_eq!(gate.oneshot(request).await?.status(), 200);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Gate(Arc<Inner>);

struct Inner {
    settings: RwLock<Arc<Settings>>,
    ledger: Ledger,
    figures: Figures,
    clock: Clock,
    told: Box<dyn Fn(&Judged) + Send + Sync>,
}

impl Gate {
    /// A gate that tells of each verdict.
    pub fn new(settings: Settings, clock: Clock, told: impl Fn(&Judged) + Send + Sync + 'static) -> Self {
        let settings = RwLock::new(Arc::new(settings));
        let (ledger, figures) = Default::default();
        Self(Arc::new(Inner { settings, ledger, figures, clock, told: Box::new(told) }))
    }

    /// Takes these settings from now on. What is being decided on goes by those before.
    pub fn replace(&self, settings: Settings) {
        *self.0.settings.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(settings);
        self.0.figures.reloaded(true);
    }

    /// Counts settings that were not good, so that those before stay.
    pub fn kept(&self) {
        self.0.figures.reloaded(false);
    }

    /// The settings that hold now.
    pub fn settings(&self) -> Arc<Settings> {
        self.0.settings.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Figures, as Prometheus reads them.
    pub(super) fn figures(&self) -> Result<String, fmt::Error> {
        self.0.figures.text()
    }

    /// Answers the hook of an engine; `None` where the path is none of a hook.
    pub fn answer(&self, request: &Request<Bytes>) -> Option<Response<Bytes>> {
        let begun = Instant::now();
        let settings = self.settings();
        let path = request.uri().path().strip_prefix(HOOKS)?;
        let (name, rest) = path.split_once('/').unwrap_or((path, ""));
        let engine = Engine::named(name)?;
        let hook = settings.engine(engine).read(engine, request, rest);
        let (verdict, ask) = match &hook {
            Err(refused) => (Err(refused.clone()), None),
            Ok(Hook::Ask(ask)) => (self.judge(&settings, ask), Some(ask)),
            // Nothing is decided.
            Ok(hook) => return Some(engine.admit(hook)),
        };
        let mut judged = Judged::new(engine, ask, &verdict, self.0.clock.now());
        judged.took = begun.elapsed();
        self.0.figures.count(&judged);
        (self.0.told)(&judged);
        Some(match (&hook, &verdict) {
            (Ok(hook), verdict) => engine.answer(hook, verdict),
            (Err(refused), _) if refused.cause == Cause::Caller => engine.refuse(None, "it may not ask here"),
            (Err(refused), _) => engine.refuse(None, &refused.reason),
        })
    }

    fn judge(&self, settings: &Settings, ask: &Ask) -> Verdict {
        let admitted = settings.policy.judge(ask, self.0.clock.now())?;
        let Some(nonce) = admitted.nonce else { return Ok(admitted) };
        match self.0.ledger.use_nonce(ask, nonce) {
            Err(refused) if refused.cause == Cause::Unavailable && settings.when_unsure.is_open() => {
                Ok(Admitted::default())
            }
            used => used.map(|()| admitted),
        }
    }
}

impl EngineSettings {
    /// Reads a hook of whoever may send one.
    fn read(&self, engine: Engine, request: &Request<Bytes>, rest: &str) -> Result<Hook, Refused> {
        let segment = rest.split('/').next().unwrap_or_default();
        let caller = self.callers.check(engine, request, segment);
        caller.map_err(|why| Refused::new(Cause::Caller, format!("the hook is not the engine's: {why}")))?;
        engine.read(request).map_err(|error| Refused::new(Cause::Malformed, error.to_string()))
    }
}

impl tower::Service<Request<Bytes>> for Gate {
    type Response = Response<Bytes>;
    type Error = Infallible;
    type Future = Ready<Result<Response<Bytes>, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Bytes>) -> Self::Future {
        let not_found = || {
            let mut response = Response::new(Bytes::from_static(b"no hook: /hooks/<engine>\n"));
            *response.status_mut() = StatusCode::NOT_FOUND;
            response
        };
        ready(Ok(self.answer(&request).unwrap_or_else(not_found)))
    }
}

impl fmt::Debug for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gate").finish_non_exhaustive()
    }
}
