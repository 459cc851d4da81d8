//! The settings of a gate, in TOML.

mod callback;
mod file;
mod hub;
mod line;
mod redis;

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
    net::SocketAddr,
    str::FromStr,
    sync::Arc,
    time::Duration,
};

use pili_auth::Credentials;

use serde::Deserialize;

use super::{Callers, control::Apis, shared::Redis};
use crate::{Engine, Policy, callback::CallbackConfig};

/// What a gate goes by, read from TOML. A member that is not known, a name or a rule that is wrong is refused by name, so that
/// nothing stands open by a slip of the pen.
///
/// ```
/// let settings: pili_gate::Settings = r#"
///     listen = "127.0.0.1:8085"
///
///     [[accounts]]
///     access_key = "access-key"
///     secret_key = "secret-key"
///
///     [[hubs]]
///     name = "shows"                       # signed by an account, as `expiry_sk` has it
///     play = { type = "tsExpireMD5", key1 = "play-key" }
///     streams = [{ key = "evening", disabled_till = -1 }]
///
///     [[hubs]]
///     name = "films"
///     publish = { rule = "expiry", keys = ["12345678"] }
///     publishers = { only = ["10.0.0.0/8"] }
///     relays = ["10.0.0.2"]
///
///     callback = "https://backend.example.com/live"
///
///     [engines.nginx-rtmp]
///     callers = ["127.0.0.1", "10.0.0.0/8"]
///     secret = "in-the-path"
///     api = ["http://127.0.0.1:8080"]
///
///     [engines.ovenmediaengine]
///     signature_key = "1234"
/// "#.parse()?;
/// assert_eq!(settings.policy.len(), 2);
///
/// let wrong = "[[hubs]]\nname = \"shows\"\npublishing = 1".parse::<pili_gate::Settings>();
/// assert!(wrong.unwrap_err().to_string().contains("unknown field `publishing`"));
/// # Ok::<(), pili_gate::ConfigError>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Settings {
    /// Where hooks come to.
    pub listen: SocketAddr,
    /// What holds for which hub.
    pub policy: Policy,
    /// What is answered where what must be known cannot be had.
    pub when_unsure: WhenUnsure,
    /// Whose key pairs sign calls of Pili's API here, and the first of them callbacks.
    pub(super) accounts: Vec<Credentials>,
    pub(super) apis: Apis,
    /// Where is kept what gates share.
    pub(super) redis: Option<Arc<Redis>>,
    callbacks: HashMap<String, Arc<HubCallbacks>>,
    engines: BTreeMap<Engine, EngineSettings>,
}

/// Who is told of a hub's publishes.
#[derive(Clone, Debug)]
pub(super) struct HubCallbacks {
    pub(super) connect: CallbackConfig,
    pub(super) disconnect: CallbackConfig,
    /// How long a publisher may be gone.
    pub(super) delay: Duration,
    /// Who signs.
    pub(super) account: Credentials,
}

/// What is answered where something that is needed for a verdict, such as the nonces that were used, cannot be had. A
/// signature is checked all the same, and what is live goes on.
///
/// Example: [`Settings`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WhenUnsure {
    /// It is refused.
    #[default]
    Closed,
    /// It is allowed.
    Open,
}

impl WhenUnsure {
    pub(super) fn is_open(self) -> bool {
        self == Self::Open
    }
}

/// What holds for the hooks of an engine.
///
/// Example: [`Settings`].
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct EngineSettings {
    /// Who may send them.
    pub callers: Callers,
}

impl Settings {
    /// Where a gate listens that is told nothing else.
    pub(super) const LISTEN: SocketAddr =
        SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 8085);

    /// Where Redis is, if it is set: an address, without a password.
    ///
    /// ```
    /// # #[cfg(feature = "redis")] {
    /// let text = "[[hubs]]\nname = \"shows\"\npublish = { rule = \"none\" }\n[redis]\nurl = \"redis://:secret@127.0.0.1:6379\"";
    /// let settings: pili_gate::Settings = text.parse()?;
    /// assert_eq!(settings.redis().as_deref(), Some("127.0.0.1:6379"));
    /// # }
    /// # Ok::<(), pili_gate::ConfigError>(())
    /// ```
    pub fn redis(&self) -> Option<String> {
        self.redis.as_ref().map(ToString::to_string)
    }

    /// Goes on by the connection of those before, where it is to the same Redis.
    pub(super) fn keep_connection_of(&mut self, before: &Self) {
        if let (Some(redis), Some(held)) = (&self.redis, &before.redis) {
            if redis.is_same(held) {
                self.redis = Some(held.clone());
            }
        }
    }

    /// Who is told of a hub's publishes, if somebody is.
    pub(super) fn callbacks(&self, hub: &str) -> Option<&Arc<HubCallbacks>> {
        self.callbacks.get(hub)
    }

    /// What holds for the hooks of an engine: unless it is set, those from this machine are taken.
    ///
    /// Example: [`Settings`].
    pub fn engine(&self, engine: Engine) -> EngineSettings {
        self.engines.get(&engine).cloned().unwrap_or_default()
    }
}

/// Why a text is none of [`Settings`]: the line, the member, the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    line: Option<usize>,
    /// `hubs.shows.publish`; none where the text is no TOML, or its members are not those that there are.
    member: Option<String>,
    rule: String,
}

impl ConfigError {
    fn new(member: impl fmt::Display, rule: impl fmt::Display) -> Self {
        Self { line: None, member: Some(member.to_string()), rule: rule.to_string() }
    }

    fn of_toml(text: &str, error: &toml::de::Error) -> Self {
        // The message without the line itself, which may hold a key.
        let line = error.span().map(|span| line::line_at(text, span.start));
        Self { line, member: None, rule: file::without_text(error.message()) }
    }

    fn at_its_line(self, text: &str) -> Self {
        let line = self.member.as_deref().and_then(|member| line::line_of(text, member));
        Self { line, ..self }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if let Some(member) = &self.member {
            write!(f, "{}: ", member.escape_debug())?;
        }
        f.write_str(&self.rule)
    }
}

impl std::error::Error for ConfigError {}

/// From TOML.
impl FromStr for Settings {
    type Err = ConfigError;

    fn from_str(text: &str) -> Result<Self, ConfigError> {
        let read = toml::from_str::<file::File>(text);
        let read = read.map_err(|error| ConfigError::of_toml(text, &error))?;
        read.settings().map_err(|error| error.at_its_line(text))
    }
}

#[cfg(test)]
mod tests;
