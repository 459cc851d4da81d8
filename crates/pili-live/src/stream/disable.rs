use std::time::{Duration, SystemTime};

use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result};
use serde::{Deserialize, Serialize};

use super::{Disabled, Stream};
use crate::Pili;

impl Stream {
    /// Forbids publishing and playing until [`enable`](Self::enable) lifts it.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client, midnight: std::time::SystemTime) -> pili_live::core::Result<()> {
    /// use pili_live::Hub;
    /// let evening = Hub::new("shows").stream("evening");
    /// client.send(evening.disable()).await?;
    /// // Better, or only until then:
    /// client.send(evening.enable()).await?;
    /// client.send(evening.disable_until(midnight)).await?;
    /// # Ok(()) }
    /// ```
    pub fn disable(&self) -> Disable {
        self.disabled(Disabled::Forever, None)
    }

    /// Forbids publishing and playing until a time, whole seconds. Example: [`Stream::disable`].
    pub fn disable_until(&self, time: SystemTime) -> Disable {
        self.disabled(Disabled::Until(time), None)
    }

    /// Forbids publishing and playing for a length of time, whole seconds, by the service's clock.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client) -> pili_live::core::Result<()> {
    /// # use pili_live::Hub;
    /// use std::time::Duration;
    ///
    /// client.send(Hub::new("shows").stream("evening").disable_for(Duration::from_secs(600))).await?;
    /// # Ok(()) }
    /// ```
    pub fn disable_for(&self, length: Duration) -> Disable {
        self.disabled(Disabled::No, Some(length.as_secs()))
    }

    fn disabled(&self, disabled: Disabled, seconds: Option<u64>) -> Disable {
        let body = DisableBody { disabled, disable_period_second: seconds };
        Disable { stream: self.clone(), body }
    }
}

/// Forbids publishing and playing: `POST /v2/hubs/{hub}/streams/{key}/disabled` (spec 4.1; vendor page 2775). A
/// running publish is cut within seconds.
///
/// Example: [`Stream::disable_for`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Disable {
    stream: Stream,
    body: DisableBody,
}

/// Whether a stream may not be published and played.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DisableBody {
    /// Until when.
    #[serde(rename = "disabledTill", default)]
    pub disabled: Disabled,
    /// Seconds to disable for; counts only when the other says no.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disable_period_second: Option<u64>,
}

impl DisableBody {
    /// A time up to 1970 would read as another of the three, and no seconds would lift it.
    fn check(self) -> Result<()> {
        if matches!(self.disabled, Disabled::Until(time) if pili_core::auth::unix_seconds(time) <= 0) {
            return Err(Error::invalid("time", "must be after 1970"));
        }
        if self.disable_period_second == Some(0) {
            return Err(Error::invalid("length", "must be at least one second"));
        }
        Ok(())
    }

    /// What a service makes of it at `now`; `None` where the time lies before 1970.
    #[cfg(feature = "__wire")]
    pub fn at(self, now: SystemTime) -> Option<Disabled> {
        let length = self.disable_period_second.filter(|seconds| *seconds > 0).map(Duration::from_secs);
        match (self.disabled, length) {
            (Disabled::No, Some(length)) => {
                Some(now.checked_add(length).map_or(Disabled::Forever, Disabled::Until))
            }
            (Disabled::Until(till), _) if till < SystemTime::UNIX_EPOCH => None,
            (disabled, _) => Some(disabled),
        }
    }
}

impl Operation for Disable {
    type Output = ();
    type Api = Pili;
    const NAME: &'static str = "pili.stream.disable";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.body.check()?;
        self.stream.url(endpoint)?.path(["disabled"]).post_json(&self.body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
