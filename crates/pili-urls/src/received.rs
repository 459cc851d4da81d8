//! Reading the parameters of a rule out of a received query.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use percent_encoding::percent_decode_str;
use pili_auth::{Secret, qiniu, unix_seconds};

use crate::{Refusal, query::raw_pairs};

/// The parameters that give a rule away.
const MARKS: [(&str, &str); 5] = [
    ("e", "expiry_sk"),
    ("expire", "expiry"),
    ("nonce", "dynamic"),
    ("key", "static"),
    ("sign", "tsExpireMD5"),
];

/// A query as received, and the name of the rule that reads it.
#[derive(Clone, Copy)]
pub(crate) struct Received<'a> {
    pub(crate) query: &'a str,
    pub(crate) rule: &'static str,
}

impl Received<'_> {
    /// The one value of a parameter, percent-decoded; `+` stays.
    pub(crate) fn parameter(&self, name: &str) -> Result<String, Refusal> {
        let mut values = raw_pairs(self.query).filter(|(other, _)| *other == name);
        let missing = || Refusal::Missing { parameter: name.to_owned(), rule: self.rule };
        let value = values.next().ok_or_else(missing)?.1;
        match values.next() {
            Some(_) => Err(Refusal::Duplicate { parameter: name.to_owned() }),
            None => Ok(percent_decode_str(value).decode_utf8_lossy().into_owned()),
        }
    }

    /// The one value of a parameter, a number without a sign.
    pub(crate) fn number(&self, name: &str, base: u32) -> Result<u64, Refusal> {
        let value = self.parameter(name)?;
        let digits = value.chars().all(|digit| digit.is_digit(base));
        let number = u64::from_str_radix(&value, base).ok().filter(|_| digits);
        number.ok_or_else(|| Refusal::NotANumber { parameter: name.to_owned(), value, base })
    }

    /// What was found of a parameter. A missing one means another rule when that one's mark is there.
    pub(crate) fn of_this_rule<T>(&self, found: Result<T, Refusal>) -> Result<T, Refusal> {
        let other = MARKS.into_iter().find(|(mark, rule)| *rule != self.rule && self.has(mark));
        match (found, other) {
            (Err(Refusal::Missing { rule: wanted, .. }), Some((parameter, found))) => {
                Err(Refusal::OtherRule { wanted, found, parameter })
            }
            (found, _) => found,
        }
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        raw_pairs(self.query).any(|(given, _)| given == name)
    }
}

/// The query as received, minus the token.
pub(crate) fn without_token(query: &str) -> String {
    without(query, "token")
}

/// The query as received, minus one parameter.
pub(crate) fn without(query: &str, name: &str) -> String {
    let other = |pair: &&str| pair.split('=').next() != Some(name);
    query.split('&').filter(other).collect::<Vec<_>>().join("&")
}

/// Whether `token` is the secret's token of `text`. An empty secret matches nothing.
pub(crate) fn matches(secret: &Secret, text: &str, token: &str) -> bool {
    !secret.is_empty() && qiniu::token_matches(secret, text, token)
}

/// The moment of a time that is not over; the second it names is still good.
pub(crate) fn in_time(expires_at: u64, now: SystemTime) -> Result<SystemTime, Refusal> {
    match later(now, expires_at) {
        Some(by) => Err(Refusal::Expired { expires_at, by }),
        None => Ok(moment(expires_at)),
    }
}

/// How much later `now` is than a Unix time, if it is.
pub(crate) fn later(now: SystemTime, unix: u64) -> Option<Duration> {
    let now = u64::try_from(unix_seconds(now)).unwrap_or(0);
    now.checked_sub(unix).filter(|by| *by > 0).map(Duration::from_secs)
}

/// A Unix time; one beyond what the system can tell is a million years from 1970.
pub(crate) fn moment(unix: u64) -> SystemTime {
    const FAR: Duration = Duration::from_secs(31_556_952_000_000);
    UNIX_EPOCH.checked_add(Duration::from_secs(unix)).unwrap_or(UNIX_EPOCH + FAR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_beyond_what_can_be_told_lies_far_ahead() {
        assert_eq!(moment(7), UNIX_EPOCH + Duration::from_secs(7));
        assert!(moment(u64::MAX) > moment(1 << 40));
    }
}
