//! A callback as it is written: the members of a publish domain's.

use std::{collections::BTreeMap, time::Duration};

use pili_live::core::Endpoint;
use serde::Deserialize;

use super::ConfigError;
use crate::callback::{self, CallbackConfig, CallbackType};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CallbackTable {
    #[serde(rename = "type", default = "json")]
    kind: CallbackType,
    url: String,
    /// All that there is to tell, unless it says otherwise.
    #[serde(default = "all")]
    vars: BTreeMap<String, String>,
    /// Seconds.
    #[serde(default)]
    timeout: u64,
    #[serde(default)]
    retry_times: i64,
    /// Seconds.
    #[serde(default)]
    retry_interval: u64,
    success_code: Option<u16>,
    fail_code: Option<u16>,
}

fn json() -> CallbackType {
    CallbackType::Json
}

fn all() -> BTreeMap<String, String> {
    callback::VARIABLES.iter().map(|name| ((*name).to_owned(), format!("$({name})"))).collect()
}

impl CallbackTable {
    pub(super) fn of_all(url: &str) -> Self {
        let (timeout, retry_times, retry_interval, success_code, fail_code) = Default::default();
        let (kind, url, vars) = (json(), url.to_owned(), all());
        Self { kind, url, vars, timeout, retry_times, retry_interval, success_code, fail_code }
    }

    pub(super) fn config(self, member: &str) -> Result<CallbackConfig, ConfigError> {
        let config = CallbackConfig {
            kind: self.kind,
            url: self.url,
            vars: self.vars,
            timeout: Duration::from_secs(self.timeout),
            retry_times: self.retry_times,
            retry_interval: Duration::from_secs(self.retry_interval),
            success_code: self.success_code,
            fail_code: self.fail_code,
        };
        if config.kind == CallbackType::Off {
            return Err(ConfigError::new(member, "`type` must be GET, FORM or JSON"));
        }
        callback::check(&config).map_err(|why| ConfigError::new(member, why))?;
        check_url(&config.url).map_err(|rule| ConfigError::new(member, format_args!("`url` {rule}")))?;
        Ok(config)
    }
}

/// A URL that can never be called is better refused now than with the first publish.
fn check_url(url: &str) -> Result<(), String> {
    let absolute = || "must begin with `http://` or `https://`".to_owned();
    let (scheme, rest) = url.split_once("://").ok_or_else(absolute)?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    Endpoint::parse(&format!("{scheme}://{authority}")).map(drop).map_err(|error| error.to_string())
}
