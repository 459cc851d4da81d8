use std::{collections::BTreeMap, time::Duration};

use serde_json::{Value, json};

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
pub struct DomainCallback {
    form: &'static str,
    url: String,
    vars: BTreeMap<String, String>,
    timeout: Duration,
    repeats: u32,
    interval: Duration,
    success_code: u16,
    fail_code: u16,
}

impl DomainCallback {
    /// Its variables travel in the query of a GET.
    pub fn get(url: impl Into<String>) -> Self {
        Self::new("GET", url)
    }

    /// Its variables travel as a form.
    pub fn form(url: impl Into<String>) -> Self {
        Self::new("FORM", url)
    }

    /// Its variables travel as JSON.
    pub fn json(url: impl Into<String>) -> Self {
        Self::new("JSON", url)
    }

    fn new(form: &'static str, url: impl Into<String>) -> Self {
        Self {
            form,
            url: url.into(),
            vars: BTreeMap::new(),
            timeout: Duration::ZERO,
            repeats: 0,
            interval: Duration::ZERO,
            success_code: 0,
            fail_code: 0,
        }
    }

    /// A variable, and a template of what it tells: `$(title)`, `$(remoteIP)`, `$(_user)` for the parameter `user`
    /// of the publish URL. There must be one at least.
    pub fn var(mut self, name: impl Into<String>, template: impl Into<String>) -> Self {
        self.vars.insert(name.into(), template.into());
        self
    }

    /// How long its answer is waited for, in whole seconds, at most 10.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    /// How often it is sent again until it is accepted, at most 5 times, and after how many whole seconds, at most 5.
    pub fn repeat(self, times: u32, interval: Duration) -> Self {
        Self { repeats: times, interval, ..self }
    }

    /// It is accepted only by this status; without one by any.
    pub fn accepted_by(self, status: u16) -> Self {
        Self { success_code: status, ..self }
    }

    /// It is not accepted by this status.
    pub fn refused_by(self, status: u16) -> Self {
        Self { fail_code: status, ..self }
    }

    /// As the private route takes it.
    pub(super) fn into_wire(self) -> Value {
        let Self { form, url, vars, timeout, repeats, interval, success_code, fail_code } = self;
        json!({
            "type": form, "url": url, "vars": vars, "timeout": timeout.as_secs(), "retryTimes": repeats,
            "retryInterval": interval.as_secs(), "successCode": success_code, "failCode": fail_code,
        })
    }
}
