use std::time::Duration;

use pili_gate::callback::VARIABLES;
use pili_live::domain::{CallbackConfig, CallbackType};

/// Who is told that a publish begins or ends, and what: see [`Local::domain`](crate::Local::domain).
///
/// ```
/// use std::time::Duration;
/// use pili_local::DomainCallback;
///
/// let callback = DomainCallback::json("http://127.0.0.1:8080/live?hub=$(hub)")
///     .var("title", "$(title)")
///     .var("user", "$(_user)")
///     .timeout(Duration::from_secs(2))
///     .repeat(3, Duration::from_secs(1))
///     .accepted_by(200);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a callback is set at a domain"]
pub struct DomainCallback(CallbackConfig);

impl DomainCallback {
    /// Its variables travel in the query of a GET; what else can be set is in [`DomainCallback`].
    pub fn get(url: impl Into<String>) -> Self {
        Self::new(CallbackType::Get, url)
    }

    /// Its variables travel as a form. Example: [`Local::domain`](crate::Local::domain).
    pub fn form(url: impl Into<String>) -> Self {
        Self::new(CallbackType::Form, url)
    }

    /// Its variables travel as JSON. Example: [`DomainCallback`].
    pub fn json(url: impl Into<String>) -> Self {
        Self::new(CallbackType::Json, url)
    }

    /// JSON of what the vendor's callbacks can tell and may stand in a log ([`VARIABLES`]): not the publish URL, which holds a
    /// signature.
    ///
    /// ```
    /// use pili_live::Hub;
    /// use pili_local::{DEMO_HUB, DomainCallback, Local};
    ///
    /// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let local = Local::demo();
    /// let told = DomainCallback::of_all("http://127.0.0.1:8080/live");
    /// local.domain(DEMO_HUB, "publish.test").on_connect(told).bind()?;
    ///
    /// let client = pili_live::builder(local.credentials().clone()).transport(local.transport());
    /// let vars = client.send(Hub::new(DEMO_HUB).domain("publish.test").info()).await?.connect_callback.vars;
    /// assert!(vars["remoteIP"] == "$(remoteIP)" && !vars.contains_key("sourceURL"));
    /// # Ok(()) }
    /// ```
    pub fn of_all(url: impl Into<String>) -> Self {
        VARIABLES.into_iter().fold(Self::json(url), |callback, name| callback.var(name, format!("$({name})")))
    }

    fn new(kind: CallbackType, url: impl Into<String>) -> Self {
        Self(CallbackConfig { kind, url: url.into(), ..CallbackConfig::default() })
    }

    /// A variable, and a template of what it tells: `$(title)`, `$(remoteIP)`, `$(_user)` for the parameter `user`
    /// of the publish URL. There must be one at least. Example: [`DomainCallback`].
    pub fn var(mut self, name: impl Into<String>, template: impl Into<String>) -> Self {
        self.0.vars.insert(name.into(), template.into());
        self
    }

    /// How long its answer is waited for, in whole seconds, at most 10. Example: [`DomainCallback`].
    pub fn timeout(self, timeout: Duration) -> Self {
        Self(CallbackConfig { timeout, ..self.0 })
    }

    /// How often it is sent again until it is accepted, at most 5 times, and after how many whole seconds, at most 5.
    /// Example: [`DomainCallback`].
    pub fn repeat(self, times: u32, interval: Duration) -> Self {
        Self(CallbackConfig { retry_times: times.into(), retry_interval: interval, ..self.0 })
    }

    /// It is accepted only by this status; without one by any. Example: [`DomainCallback`].
    pub fn accepted_by(self, status: u16) -> Self {
        Self(CallbackConfig { success_code: Some(status), ..self.0 })
    }

    /// It is not accepted by this status, but by any other; a status that it is [accepted by](Self::accepted_by) goes before.
    /// Both may be set in one [`DomainCallback`].
    pub fn refused_by(self, status: u16) -> Self {
        Self(CallbackConfig { fail_code: Some(status), ..self.0 })
    }

    /// As the domain has it.
    pub(super) fn into_wire(self) -> CallbackConfig {
        self.0
    }
}
