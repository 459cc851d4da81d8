//! The gate: settings that can be replaced, and what is done with a hook.

use std::{
    convert::Infallible,
    fmt,
    future::Future,
    pin::Pin,
    sync::{Arc, PoisonError, RwLock},
    task::{Context, Poll},
    time::{Instant, SystemTime},
};

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use pili_auth::Clock;

use super::{
    Caller, EngineSettings, Judged, Settings, Told, figures::Figures, publishes::Publishes, shared::Memory,
    teller::Teller,
};
use crate::{Action, Cause, Engine, Hook, Moment, Refused};

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
/// let gate = Gate::new(settings, Clock::system(), |told| println!("{told}"));
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
    memory: Memory,
    publishes: Publishes,
    teller: Teller,
    figures: Figures,
    clock: Clock,
    told: Box<dyn Fn(&Told) + Send + Sync>,
}

impl Gate {
    /// A gate that tells of each verdict, and of what it did. Example: [`Gate`].
    pub fn new(settings: Settings, clock: Clock, told: impl Fn(&Told) + Send + Sync + 'static) -> Self {
        let (settings, told) = (RwLock::new(Arc::new(settings)), Box::new(told));
        let (memory, publishes, teller, figures) = Default::default();
        Self(Arc::new(Inner { settings, memory, publishes, teller, figures, clock, told }))
    }

    /// Takes these settings from now on. What is being decided on goes by those before.
    ///
    /// ```
    /// use bytes::Bytes;
    /// use pili_auth::Clock;
    /// use pili_gate::{Gate, Settings, Told};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let settings = |hub: &str| format!("[[hubs]]\nname = \"{hub}\"\npublish = {{ rule = \"none\" }}");
    /// let gate = Gate::new(settings("shows").parse()?, Clock::system(), |told: &Told| {
    ///     println!("{}{told}", if told.is_good() { "" } else { "! " });
    /// });
    /// // The settings' file was written anew:
    /// match settings("films").parse::<Settings>() {
    ///     Ok(settings) => gate.replace(settings),
    ///     Err(_) => gate.kept(),
    /// }
    /// assert!(gate.settings().policy.hub("films").is_some());
    /// // A path that is no hook's.
    /// assert!(gate.answer(&http::Request::get("/elsewhere").body(Bytes::new())?).await.is_none());
    /// # Ok(())
    /// # }
    /// ```
    pub fn replace(&self, mut settings: Settings) {
        let mut before = self.0.settings.write().unwrap_or_else(PoisonError::into_inner);
        settings.keep_connection_of(&before);
        *before = Arc::new(settings);
        drop(before);
        self.0.figures.reloaded(true);
    }

    /// Counts settings that were not good, so that those before stay. Example: [`Gate::replace`].
    pub fn kept(&self) {
        self.0.figures.reloaded(false);
    }

    /// The settings that hold now. Example: [`Gate::replace`].
    pub fn settings(&self) -> Arc<Settings> {
        self.0.settings.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Figures, as Prometheus reads them.
    pub(super) fn figures(&self) -> Result<String, fmt::Error> {
        self.0.figures.text()
    }

    pub(super) fn publishes(&self) -> &Publishes {
        &self.0.publishes
    }

    pub(super) fn teller(&self) -> &Teller {
        &self.0.teller
    }

    pub(super) fn now(&self) -> SystemTime {
        self.0.clock.now()
    }

    pub(super) fn tell(&self, told: &Told) {
        (self.0.told)(told);
    }

    pub(super) fn memory(&self) -> &Memory {
        &self.0.memory
    }

    pub(super) fn counted(&self) -> &Figures {
        &self.0.figures
    }

    /// Answers the hook of an engine; `None` where the path is none of a hook. Only where Redis is set is anything waited for.
    /// Example: [`Gate::replace`].
    pub async fn answer(&self, request: &Request<Bytes>) -> Option<Response<Bytes>> {
        let begun = Instant::now();
        let settings = self.settings();
        let path = request.uri().path().strip_prefix(HOOKS)?;
        let (name, rest) = path.split_once('/').unwrap_or((path, ""));
        let engine = Engine::named(name)?;
        let hook = settings.engine(engine).read(engine, request, rest);
        let server = request.extensions().get::<Caller>().map(|Caller(address)| *address);
        let (verdict, ask) = match &hook {
            Err(refused) => (Err(refused.clone()), None),
            Ok(Hook::Ask(ask)) => (self.judge(&settings, ask, engine, server).await, Some(ask)),
            // Nothing is decided.
            Ok(hook) => {
                if let Hook::Ended(ended) = hook {
                    self.ended(&settings, engine, ended, server);
                }
                return Some(engine.admit(hook));
            }
        };
        if let (Ok(admitted), Some(ask)) = (&verdict, ask) {
            let is_publish = ask.action == Action::Publish && ask.moment == Moment::Start;
            if is_publish && !admitted.is_relay {
                self.began(&settings, engine, ask, server);
            }
        }
        let mut judged = Judged::new(engine, ask, &verdict, self.now());
        judged.took = begun.elapsed();
        self.0.figures.count(&judged);
        self.tell(&Told::Verdict(judged));
        Some(match (&hook, &verdict) {
            (Ok(hook), verdict) => engine.answer(hook, verdict),
            (Err(refused), _) if refused.cause == Cause::Caller => engine.refuse(None, "it may not ask here"),
            (Err(refused), _) => engine.refuse(None, &refused.reason),
        })
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
    type Future = Pin<Box<dyn Future<Output = Result<Response<Bytes>, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Bytes>) -> Self::Future {
        let not_found = || {
            let mut response = Response::new(Bytes::from_static(b"no hook: /hooks/<engine>\n"));
            *response.status_mut() = StatusCode::NOT_FOUND;
            response
        };
        let gate = self.clone();
        Box::pin(async move { Ok(gate.answer(&request).await.unwrap_or_else(not_found)) })
    }
}

impl fmt::Debug for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gate").finish_non_exhaustive()
    }
}
