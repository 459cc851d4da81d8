//! Redis, which all gates ask.
//!
//! | key, behind the prefix | value | until |
//! |---|---|---|
//! | `disabled:<hub>/<key>` | as the vendor's API has it: 0, -1 or Unix seconds | an hour after that time, for clocks differ; else another says otherwise |
//! | `nonce:<hub>/<key>` | the last nonce, in twenty digits | for ever: forgotten, it could be used again |
//! | `asked:<hub>/<key>` | the connection that used it | 30 s |

use std::{
    fmt,
    time::{Duration, SystemTime},
};

use pili_auth::Secret;
use redis::{Cmd, cmd};

pub(in crate::server) use super::link::Gone;
use super::{Nonce, link::Link, nonce::AGAIN};
use crate::{Disabled, Refused};

/// How much longer a time is kept than it holds.
const MARGIN: Duration = Duration::from_secs(3600);

/// Texts of twenty digits are compared, for Lua's numbers are not exact.
const USE_NONCE: &str = "
local last = redis.call('GET', KEYS[1])
if not last or ARGV[1] > last then
    redis.call('SET', KEYS[1], ARGV[1])
    if ARGV[2] == '' then redis.call('DEL', KEYS[2]) else redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3]) end
    return ''
end
if ARGV[1] == last and ARGV[2] ~= '' and ARGV[2] == redis.call('GET', KEYS[2]) then return '' end
return last";

/// A Redis that is connected to when it is first asked.
pub(in crate::server) struct Redis {
    link: Link,
    prefix: String,
    /// Of the settings: the same ones keep the connection.
    set: (Secret, Duration),
}

impl Redis {
    /// By a URL, whose password is told nowhere.
    pub(in crate::server) fn new(url: &str, prefix: String, timeout: Duration) -> Result<Self, String> {
        Ok(Self { link: Link::new(url, timeout)?, prefix, set: (url.into(), timeout) })
    }

    /// Whether it is the same one, asked in the same way.
    pub(in crate::server) fn is_same(&self, other: &Self) -> bool {
        (&self.set, &self.prefix) == (&other.set, &other.prefix)
    }

    /// Whether it answers.
    pub(in crate::server) async fn ping(&self) -> Result<(), Gone> {
        self.link.ask(&cmd("PING")).await
    }

    pub(super) async fn disabled(&self, stream: &str) -> Result<Option<Disabled>, Gone> {
        let key = self.key("disabled", stream);
        let said: Option<String> = self.link.ask(cmd("GET").arg(&key)).await?;
        let read = said.as_deref().map(serde_json::from_str).transpose();
        read.map_err(|_| self.link.gone(format_args!("`{key}` is neither 0, -1 nor Unix seconds")))
    }

    pub(super) async fn set_disabled(
        &self,
        stream: &str,
        disabled: Disabled,
        now: SystemTime,
    ) -> Result<(), Gone> {
        let value =
            serde_json::to_string(&disabled).map_err(|error| self.link.gone(format_args!("{error}")))?;
        let mut set = cmd("SET");
        set.arg(self.key("disabled", stream)).arg(value);
        if let Some(seconds) = lasts(disabled, now) {
            set.arg("EX").arg(seconds);
        }
        self.link.ask(&set).await
    }

    /// Whether a nonce is above the last, which it then is itself; all in one step.
    pub(super) async fn use_nonce(&self, nonce: &Nonce) -> Result<Result<(), Refused>, Gone> {
        let last: String = self.link.ask(&self.use_of(nonce)).await?;
        Ok(match last.trim_start_matches('0') {
            _ if last.is_empty() => Ok(()),
            "" => Err(nonce.too_low(0)),
            last => Err(nonce.too_low(last)),
        })
    }

    fn use_of(&self, nonce: &Nonce) -> Cmd {
        let mut eval = cmd("EVAL");
        eval.arg(USE_NONCE)
            .arg(2)
            .arg(self.key("nonce", &nonce.stream))
            .arg(self.key("asked", &nonce.stream));
        eval.arg(format!("{:020}", nonce.number)).arg(nonce.connection.as_deref().unwrap_or_default());
        eval.arg(u64::try_from(AGAIN.as_millis()).unwrap_or(u64::MAX));
        eval
    }

    fn key(&self, of: &str, stream: &str) -> String {
        format!("{}{of}:{stream}", self.prefix)
    }
}

/// The seconds after which a word is of no use any more; `None` where there is no end to it.
fn lasts(disabled: Disabled, now: SystemTime) -> Option<u32> {
    let Disabled::Until(till) = disabled else { return None };
    let left = till.duration_since(now).unwrap_or_default();
    u32::try_from((left + MARGIN).as_secs()).ok()
}

/// Where it is, without a password.
impl fmt::Display for Redis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.link.fmt(f)
    }
}

impl fmt::Debug for Redis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Redis({self})")
    }
}
