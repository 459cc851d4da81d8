use std::time::{Duration, SystemTime};

use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result};

use super::Stream;
use crate::{Pili, noun::seconds, wire::Disabled};

impl Stream {
    /// Forbids publishing and playing until [`enable`](Self::enable) lifts it.
    pub fn disable(&self) -> Disable {
        self.disabled(Until::Forever)
    }

    /// Forbids publishing and playing until a time, whole seconds.
    pub fn disable_until(&self, time: SystemTime) -> Disable {
        self.disabled(Until::Time(seconds(time)))
    }

    /// Forbids publishing and playing for a length of time, whole seconds, by the service's clock.
    pub fn disable_for(&self, length: Duration) -> Disable {
        self.disabled(Until::Over(length.as_secs()))
    }

    /// Lifts [`disable`](Self::disable).
    pub fn enable(&self) -> Disable {
        self.disabled(Until::Lifted)
    }

    fn disabled(&self, until: Until) -> Disable {
        Disable { stream: self.clone(), until }
    }
}

/// Forbids publishing and playing, or allows it again: `POST /v2/hubs/{hub}/streams/{key}/disabled`
/// (spec 4.1; vendor page 2775). A running publish is cut within seconds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Disable {
    stream: Stream,
    until: Until,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Until {
    Forever,
    Lifted,
    Time(i64),
    Over(u64),
}

impl Until {
    /// On the wire -1 is for ever and 0 lifts, so a time or length that would read so is refused.
    fn body(self) -> Result<Disabled> {
        let (disabled_till, disable_period_second) = match self {
            Self::Forever => (-1, None),
            Self::Lifted => (0, None),
            Self::Time(time) if time <= 0 => return Err(Error::invalid("time", "must be after 1970")),
            Self::Time(time) => (time, None),
            Self::Over(0) => return Err(Error::invalid("length", "must be at least one second")),
            Self::Over(seconds) => (0, Some(seconds)),
        };
        Ok(Disabled { disabled_till, disable_period_second })
    }
}

impl Operation for Disable {
    type Output = ();
    type Api = Pili;
    const NAME: &'static str = "pili.stream.disable";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let body = self.until.body()?;
        self.stream.url(endpoint)?.path(["disabled"]).post_json(&body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
