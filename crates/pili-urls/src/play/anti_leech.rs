use std::time::SystemTime;

use pili_auth::{Secret, SignError, hex, verify};

use super::{
    TimestampRule,
    template::{Source, Template},
    timestamp::in_base,
};
use crate::{
    Mistake, Refusal,
    parts::UrlParts,
    query::Query,
    received::{Received, moment},
};

/// Timestamp anti-leech of a play domain: a time and an MD5 in the query (spec 3.4; vendor page 9896).
///
/// The settings are the domain's. The portal's usual ones are the default: the rule `$(key)$(path)$(_t)`, the
/// time as `t` in base 16, the MD5 as `sign`.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use pili_urls::play::{AntiLeech, TimestampRule};
///
/// let leech = AntiLeech::new(TimestampRule::Expire { gap: Duration::ZERO }, "play-key");
/// let expires_at = UNIX_EPOCH + Duration::from_secs(1_634_745_600);
/// let url = leech.sign("https://live.example.com/demo-hub/evening.m3u8", expires_at)?;
/// assert!(url.ends_with("&t=61703d00"));
///
/// assert!(leech.verify(&url, expires_at)?.key() == 1);
/// let late = leech.verify(&url, expires_at + Duration::from_secs(5)).unwrap_err();
/// assert!(late.to_string().starts_with("the URL expired 5 s ago"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AntiLeech {
    timestamp: TimestampRule,
    keys: Vec<Secret>,
    rules: Vec<Template>,
    ts_part: String,
    ts_base: u32,
    sign_part: String,
}

/// What a verified play URL proved.
///
/// Example: [`AntiLeech::rule`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerifiedPlay {
    key: usize,
    rule: usize,
    time: SystemTime,
}

impl VerifiedPlay {
    /// Which key signed: 1 or 2. Example: [`AntiLeech`].
    pub fn key(&self) -> usize {
        self.key
    }

    /// Which rule it was: 1 or 2. Example: [`AntiLeech::rule`].
    pub fn rule(&self) -> usize {
        self.rule
    }

    /// The time in the URL: its start or its end. Example: [`AntiLeech::rule`].
    pub fn time(&self) -> SystemTime {
        self.time
    }
}

impl AntiLeech {
    /// The portal's usual settings, with the domain's `key1`. An empty key is refused when it is used.
    /// Example: [`AntiLeech`].
    pub fn new(timestamp: TimestampRule, key: impl Into<Secret>) -> Self {
        Self {
            timestamp,
            keys: vec![key.into()],
            rules: vec![Template::usual()],
            ts_part: "t".to_owned(),
            ts_base: 16,
            sign_part: "sign".to_owned(),
        }
    }

    /// The domain's `rule`.
    ///
    /// Variables are `$(key)`, `$(path)`, `$(streamKey)` (the path without its leading `/` and last extension),
    /// `$(streamTitle)` (that behind its first `/`), `$(path_1)` … (segments of the path) and `$(_x)` (the query
    /// parameter `x`), also with braces; `$$` is a dollar.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// use pili_urls::play::{AntiLeech, TimestampRule};
    ///
    /// // A domain whose settings are all its own; two keys and two rules are good.
    /// let start = TimestampRule::Start { range: Duration::from_secs(3600) };
    /// assert_eq!(start.name(), "tsStartMD5");
    /// let leech = AntiLeech::new(start, "play-key")
    ///     .rule("$(key)$(streamKey)$(_time)")?
    ///     .second_key("next-key")
    ///     .second_rule("$(key)$(path)$(_time)")?
    ///     .ts_part("time")
    ///     .sign_part("md5")
    ///     .ts_base(10)?;
    /// let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    /// let url = leech.sign("https://live.example.com/demo-hub/evening.flv", now)?;
    /// assert!(url.contains("md5=") && url.contains("time=1700000000"));
    ///
    /// let verified = leech.verify(&url, now)?;
    /// assert_eq!((verified.key(), verified.rule(), verified.time()), (1, 1, now));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When a variable is malformed or unknown.
    pub fn rule(mut self, rule: &str) -> Result<Self, SignError> {
        let template = Template::parse(rule)?;
        self.rules.splice(..1, [template]);
        Ok(self)
    }

    /// The domain's `key2`, which is good as well, with either rule. Signing uses the first key.
    /// Example: [`AntiLeech::rule`].
    pub fn second_key(mut self, key: impl Into<Secret>) -> Self {
        self.keys.truncate(1);
        self.keys.push(key.into());
        self
    }

    /// The domain's `rule2`, which is good as well, with either key. Signing uses the first rule.
    /// Example: [`AntiLeech::rule`].
    ///
    /// # Errors
    /// When a variable is malformed or unknown.
    pub fn second_rule(mut self, rule: &str) -> Result<Self, SignError> {
        self.rules.truncate(1);
        self.rules.push(Template::parse(rule)?);
        Ok(self)
    }

    /// The domain's `tsPart`: the name of the parameter that holds the time. Example: [`AntiLeech::rule`].
    pub fn ts_part(self, name: impl Into<String>) -> Self {
        Self { ts_part: name.into(), ..self }
    }

    /// The domain's `signPart`: the name of the parameter that holds the MD5. Example: [`AntiLeech::rule`].
    pub fn sign_part(self, name: impl Into<String>) -> Self {
        Self { sign_part: name.into(), ..self }
    }

    /// The domain's `tsBase`: the base the time is written in, 2 to 36. Example: [`AntiLeech::rule`].
    ///
    /// # Errors
    /// When the base is another.
    pub fn ts_base(self, base: u32) -> Result<Self, SignError> {
        if (2..=36).contains(&base) {
            Ok(Self { ts_base: base, ..self })
        } else {
            Err(SignError::new("tsBase", "must be 2 to 36"))
        }
    }

    /// Signs a play URL with the first key and rule; `time` is its start or its end, as the domain's rule says.
    ///
    /// Older values are replaced, and the query is re-encoded and sorted by name. Example: [`AntiLeech`].
    ///
    /// # Errors
    /// When the key is empty, the time lies before 1970, the rule names something the URL lacks, or the text is
    /// no URL.
    pub fn sign(&self, url: &str, time: SystemTime) -> Result<String, SignError> {
        let url = UrlParts::parse(url)?;
        let mut query = Query::parse(url.query);
        query.set(&self.ts_part, in_base(time, self.ts_base)?.into_bytes());
        query.remove(&self.sign_part);
        let md5 = self.md5(&Source { path: &url.path, query: &query })?;
        query.set(&self.sign_part, md5.into_bytes());
        Ok(url.with_query(&query))
    }

    fn md5(&self, source: &Source<'_>) -> Result<String, SignError> {
        let (Some(key), Some(rule)) = (self.keys.first().filter(|key| !key.is_empty()), self.rules.first())
        else {
            return Err(SignError::new("play key", "must not be empty"));
        };
        let lacks = |name| SignError::new("rule", format!("names `{name}`, which the URL does not have"));
        rule.fill(key, source).map(md5).map_err(lacks)
    }

    /// Checks a play URL, and says exactly what is wrong with a bad one.
    ///
    /// Every key is tried with every rule. The time is read after the MD5, so that "expired" is only said of a
    /// URL that was once good. Example: [`AntiLeech`].
    ///
    /// # Errors
    /// A [`Refusal`], whose `Display` is one line for the person who plays.
    pub fn verify(&self, url: &str, now: SystemTime) -> Result<VerifiedPlay, Refusal> {
        let url = UrlParts::parse(url).map_err(Refusal::Malformed)?;
        let received = Received { query: url.query, rule: self.timestamp.name() };
        let time = received.number(&self.ts_part, self.ts_base)?;
        let sign = received.parameter(&self.sign_part)?;
        let mut query = Query::parse(url.query);
        query.remove(&self.sign_part);
        let source = Source { path: &url.path, query: &query };
        let Some((key, rule)) = self.find(&source, &sign) else {
            return Err(self.explain(&url, &source, &sign));
        };
        self.timestamp.check(time, now)?;
        Ok(VerifiedPlay { key, rule, time: moment(time) })
    }

    /// The numbers of the key and the rule that give `sign`.
    fn find(&self, source: &Source<'_>, sign: &str) -> Option<(usize, usize)> {
        let good = |key: &Secret, rule: &Template| {
            !key.is_empty() && rule.fill(key, source).is_ok_and(|text| verify::same(md5(text), sign))
        };
        (1..).zip(&self.keys).find_map(|(k, key)| {
            (1..).zip(&self.rules).find(|(_, rule)| good(key, rule)).map(|(r, _)| (k, r))
        })
    }

    fn explain(&self, url: &UrlParts<'_>, source: &Source<'_>, sign: &str) -> Refusal {
        let text = match self.rules.iter().map(|rule| rule.explain(source)).collect::<Result<Vec<_>, _>>() {
            Ok(texts) => texts.join("` or `"),
            Err(name) => return Refusal::Missing { parameter: name, rule: self.timestamp.name() },
        };
        let raw = Source { path: url.raw_path(), query: source.query };
        let mistake = if self.find(source, &sign.to_ascii_lowercase()).is_some() {
            Some(Mistake::UpperCase)
        } else {
            self.find(&raw, sign).map(|_| Mistake::EncodedPath)
        };
        Refusal::SignDiffers { text, mistake }
    }
}

fn md5(text: Vec<u8>) -> String {
    hex(&*md5::compute(text))
}

#[cfg(test)]
mod tests;
