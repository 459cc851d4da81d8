//! Faults that calls meet, for tests of retries and limits.

mod error;
mod meet;
mod shown;
mod waiting;
mod wire;

use std::{fmt, sync::Arc, time::Duration};

use http::StatusCode;

use crate::{
    Limits,
    events::{EventKind, Events},
    operation,
};
pub use error::{FaultError, UnknownOperation};
pub(crate) use meet::{Called, Point, meet};
pub(crate) use shown::ShownFault;
use waiting::{Effect, Met, Share, Waiting};
pub(crate) use wire::FaultBody;

/// The faults of a service: see [`Local::faults`](crate::Local::faults).
///
/// ```
/// use pili_local::{Local, DEMO_HUB};
/// use pili_live::Hub;
///
/// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let local = Local::demo();
/// let client = pili_live::builder(local.credentials().clone()).transport(local.transport());
/// let fault = local.faults().on("pili.stream.create")?.status(503).inject()?;
///
/// let hub = Hub::new(DEMO_HUB);
/// client.send(hub.streams()).await?; // Another call does not meet it.
/// let error = client.send(hub.stream("evening").create()).await.unwrap_err();
/// assert_eq!((error.status().map(|status| status.as_u16()), fault.met()), (Some(503), 1));
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Faults {
    waiting: Arc<Waiting>,
    limits: Limits,
    events: Events,
}

impl Faults {
    pub(crate) fn new(limits: Limits, events: Events) -> Self {
        Self { waiting: Arc::default(), limits, events }
    }

    /// The names that [`on`](Self::on) takes: those of all operations that are served, sorted.
    ///
    /// ```
    /// use pili_local::Local;
    ///
    /// let faults = Local::demo().faults();
    /// assert!(faults.operations().into_iter().all(|name| faults.on(name).is_ok()));
    /// ```
    pub fn operations(&self) -> Vec<&'static str> {
        let mut names: Vec<_> = operation::names().collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// A fault that only calls of this operation meet: `pili.stream.create`, as in traces
    /// ([`Operation::NAME`](pili_core::Operation::NAME)). Example: [`Faults`].
    ///
    /// # Errors
    /// When no operation that is served has the name; the error tells which ones are near.
    pub fn on(&self, operation: &str) -> Result<Fault, UnknownOperation> {
        let known = operation::names().find(|name| *name == operation);
        let known = known.ok_or_else(|| UnknownOperation::new(operation, self.operations()))?;
        Ok(Fault { on: Some(known), ..self.on_any() })
    }

    /// A fault that any call meets, as those of [`Fault`].
    pub fn on_any(&self) -> Fault {
        Fault {
            faults: self.clone(),
            on: None,
            status: None,
            retry_after: None,
            delay: Duration::ZERO,
            cut: false,
            times: None,
            share: None,
        }
    }

    /// Takes all [faults](Self) away that calls have not met.
    pub fn clear(&self) {
        self.waiting.clear();
    }
}

/// A fault to be: what happens to a call, and to how many. It is met once it is injected.
///
/// ```
/// use std::time::Duration;
/// use pili_core::{ErrorKind, RetryPolicy};
/// use pili_live::Hub;
/// use pili_local::{DEMO_HUB, Local};
///
/// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let local = Local::demo();
/// let once = pili_live::builder(local.credentials().clone()).retry(RetryPolicy::repeats(0));
/// let once = once.transport(local.transport());
/// let create = |key| once.send(Hub::new(DEMO_HUB).stream(key).create());
///
/// local.faults().on_any().delay(Duration::from_millis(5)).cut().inject()?;
/// let broken = create("evening").await.unwrap_err();
/// assert!(broken.kind() == ErrorKind::Transport && broken.may_have_taken_effect());
/// let exists = create("evening").await.unwrap_err();
/// assert_eq!(exists.status().map(|status| status.as_u16()), Some(614)); // It had.
///
/// let busy = local.faults().on_any().status(503).retry_after(Duration::from_secs(1)).times(2).inject()?;
/// for key in ["noon", "night"] {
///     assert!(create(key).await.unwrap_err().is_transient());
/// }
/// create("noon").await?;
/// assert_eq!(busy.met(), 2);
///
/// // Every twentieth call or so, the same ones each time the test runs.
/// let some = local.faults().on_any().status(500).ratio(0.05, 7).inject()?;
/// some.clear();
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
#[must_use = "no call meets a fault that is not injected"]
pub struct Fault {
    faults: Faults,
    on: Option<&'static str>,
    status: Option<u16>,
    retry_after: Option<Duration>,
    delay: Duration,
    cut: bool,
    times: Option<u32>,
    share: Option<(f64, u64)>,
}

impl Fault {
    /// Answers with this status, 100 to 999, instead of doing what is asked. Example: [`Faults`].
    pub fn status(self, status: u16) -> Self {
        Self { status: Some(status), ..self }
    }

    /// Says with the status when the call may be repeated (`Retry-After`), in whole seconds, rounded up: the second one of
    /// [`Fault`] does.
    pub fn retry_after(self, delay: Duration) -> Self {
        Self { retry_after: Some(delay), ..self }
    }

    /// Waits first, for milliseconds in [`Fault`], at most as long as [`Limits::fault_delay`](crate::Limits::fault_delay).
    pub fn delay(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    /// Breaks the answer off. What was asked for has been done, as [`Fault`] shows, unless there is a status.
    pub fn cut(self) -> Self {
        Self { cut: true, ..self }
    }

    /// How many calls meet it, two in [`Fault`]: one if this is left out, any number if only a share of them do.
    pub fn times(self, times: u32) -> Self {
        Self { times: Some(times), ..self }
    }

    /// Only this share of the calls meets it, above 0 and at most 1: in the last one of [`Fault`] a twentieth. Which ones is
    /// drawn from the seed: the same calls in the same order meet the same faults.
    pub fn ratio(self, share: f64, seed: u64) -> Self {
        Self { share: Some((share, seed)), ..self }
    }

    /// From now on calls meet it, after those that were injected before. Example: [`Faults`].
    ///
    /// # Errors
    /// When it could not be met, or too many faults wait ([`Limits::faults`](crate::Limits::faults)): none of it
    /// is injected.
    pub fn inject(self) -> Result<Injected, FaultError> {
        let Faults { waiting, limits, events } = &self.faults;
        let (effect, share, times) = (self.effect(limits.fault_delay)?, self.share()?, self.left()?);
        let said = effect.to_string();
        let met = waiting.add(self.on, effect, share, times, limits.faults)?;
        events
            .tell(EventKind::FaultInjected, self.on.unwrap_or("any call"), |event| event.reason = Some(said));
        Ok(Injected { faults: self.faults, met })
    }

    fn effect(&self, longest: Duration) -> Result<Effect, FaultError> {
        let status = self.status.map(|status| StatusCode::from_u16(status).map_err(|_| FaultError::Status));
        let effect = Effect {
            status: status.transpose()?,
            retry_after: self.retry_after,
            delay: self.delay,
            cut: self.cut,
        };
        match &effect {
            effect if effect.delay > longest => Err(FaultError::Delay { longest }),
            Effect { status: None, retry_after: Some(_), .. } => Err(FaultError::RetryAfter),
            Effect { status: None, delay: Duration::ZERO, cut: false, .. } => Err(FaultError::Nothing),
            _ => Ok(effect),
        }
    }

    fn share(&self) -> Result<Option<Share>, FaultError> {
        let Some((ratio, seed)) = self.share else { return Ok(None) };
        if ratio > 0.0 && ratio <= 1.0 { Ok(Some(Share::new(ratio, seed))) } else { Err(FaultError::Ratio) }
    }

    /// How many calls are to meet it; `None` for any number.
    fn left(&self) -> Result<Option<u32>, FaultError> {
        match (self.times, self.share) {
            (Some(0), _) => Err(FaultError::Times),
            (None, None) => Ok(Some(1)),
            (times, _) => Ok(times),
        }
    }
}

/// A fault that calls meet, which [`Faults`] and [`Fault`] ask how many have. Dropping it changes nothing.
#[derive(Clone)]
pub struct Injected {
    faults: Faults,
    met: Met,
}

impl Injected {
    /// How many calls have met it. Example: [`Faults`].
    pub fn met(&self) -> u32 {
        self.met.count()
    }

    /// Takes it away, as in the end of [`Fault`]; other faults stay.
    pub fn clear(&self) {
        self.faults.waiting.take_away(&self.met);
    }
}

impl fmt::Debug for Injected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Injected").field("met", &self.met()).finish_non_exhaustive()
    }
}
