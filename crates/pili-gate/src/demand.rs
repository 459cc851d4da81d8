//! What must be signed to publish and to play.

use std::time::SystemTime;

use pili_auth::{Credentials, SignError};
use pili_live::domain::{PlaySecurity, PlaySecurityType};
use pili_urls::{
    Refusal as UrlRefusal, StreamPath, Verified,
    first::UrlRule,
    play::{AntiLeech, TimestampRule},
    publish::{PublishKey, PublishRule},
};

use crate::{Ask, Explanation};

/// What a publisher must bring.
///
/// Example: [the crate's page](crate).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum PublishDemand {
    /// What the rule of the stream, or else of the hub, says.
    Rule(PublishRule),
    /// The signature of the first generation, with the stream's own key.
    First(PublishKey),
}

impl PublishDemand {
    /// Checks the URL of a publisher.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// use pili_gate::{Action, Ask, PublishDemand};
    /// use pili_urls::publish::{PublishAuth, PublishRule};
    ///
    /// let demand = PublishDemand::Rule(PublishRule::Expiry(vec!["12345678".into()]));
    /// let expires_at = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    /// let auth = PublishAuth::Expiry { key: "12345678".into(), expires_at };
    /// let mut ask = Ask::of_url(Action::Publish, &auth.sign("rtmp://publish.example.com/shows/evening")?)?;
    /// assert!(demand.verify(&ask, expires_at).is_ok());
    ///
    /// // The URL of another stream.
    /// ask.key = "morning".to_owned();
    /// let refusal = demand.verify(&ask, expires_at).unwrap_err();
    /// let explanation = demand.explain(&ask, &refusal);
    /// assert!(explanation.string_to_sign.is_some_and(|text| text.starts_with("/shows/morning?")));
    /// assert!(demand.signed_elsewhere(&ask, ["evening".to_owned()], expires_at).is_some());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn verify(&self, ask: &Ask, now: SystemTime) -> Result<Verified, UrlRefusal> {
        match self {
            Self::Rule(rule) => rule.verify(&ask.publish_request(), now),
            Self::First(key) => UrlRule::Push(key.clone()).verify(&ask.url(&ask.domain, ""), now),
        }
    }

    /// Whether the token is that of another one of these streams of the hub, for a token that is wrong.
    /// Example: [`PublishDemand::verify`].
    pub fn signed_elsewhere(
        &self,
        ask: &Ask,
        keys: impl IntoIterator<Item = String>,
        now: SystemTime,
    ) -> Option<UrlRefusal> {
        let Self::Rule(rule) = self else { return None };
        let asked = ask.publish_request();
        let streams = keys.into_iter().filter_map(|key| StreamPath::new(&*ask.hub, key).ok());
        let mut refusals = streams.filter_map(|stream| rule.verify_stream(&stream, &asked, now).err());
        refusals.find(|refusal| matches!(refusal, UrlRefusal::OtherPath { signed: true, .. }))
    }

    /// What there is to know of a refusal. Example: [`PublishDemand::verify`].
    pub fn explain(&self, ask: &Ask, refusal: &UrlRefusal) -> Explanation {
        let signed = match self {
            Self::Rule(rule) => rule.string_signed(&ask.publish_request()),
            Self::First(_) => None,
        };
        Explanation::of(refusal, signed, ask.query())
    }
}

/// What a player must bring.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use pili_gate::{Action, Ask, PlayDemand};
/// use pili_urls::play::{AntiLeech, TimestampRule};
///
/// let rule = AntiLeech::new(TimestampRule::Expire { gap: Duration::ZERO }, "play-key");
/// let expires_at = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
/// let url = rule.sign("https://live.example.com/shows/evening.m3u8", expires_at)?;
/// let demand = PlayDemand::Timestamp(Box::new(rule));
///
/// let ask = Ask::of_url(Action::Play, &url)?;
/// assert!(demand.verify(&ask, expires_at).is_ok());
/// let refusal = demand.verify(&ask, expires_at + Duration::from_secs(60)).unwrap_err();
/// assert_eq!(demand.explain(&ask, &refusal).signed_time, Some(expires_at));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub enum PlayDemand {
    /// Nothing.
    #[default]
    Nothing,
    /// A time and an MD5, as the rule of a play domain says.
    Timestamp(Box<AntiLeech>),
    /// The signature of the first generation, by the stream's own key or by the account.
    First {
        /// The stream's.
        key: PublishKey,
        /// The account's.
        account: Credentials,
    },
}

impl PlayDemand {
    /// The rule of a play domain. What is left out is as the vendor's portal has it.
    ///
    /// ```
    /// use pili_gate::{PlayDemand, play_rule};
    /// use pili_live::domain::PlaySecurity;
    ///
    /// // A domain as the API shows it, of which nothing is set: all may play.
    /// let security = PlaySecurity::default();
    /// assert!(matches!(PlayDemand::of(&security)?, PlayDemand::Nothing));
    /// assert!(play_rule(&security)?.is_none());
    /// # Ok::<(), pili_auth::SignError>(())
    /// ```
    ///
    /// # Errors
    /// Which member breaks which rule.
    pub fn of(security: &PlaySecurity) -> Result<Self, SignError> {
        Ok(play_rule(security)?.map_or(Self::Nothing, |rule| Self::Timestamp(Box::new(rule))))
    }

    /// Checks the URL of a player. The domain that a timestamp rule belongs to is not signed. Example: [`PlayDemand`].
    ///
    /// # Errors
    /// What is wrong with it: of several endings, with the first.
    pub fn verify(&self, ask: &Ask, now: SystemTime) -> Result<(), UrlRefusal> {
        match self {
            Self::Nothing => Ok(()),
            Self::Timestamp(rule) => {
                any(ask, |ending| rule.verify(&ask.url("localhost", ending), now).map(drop))
            }
            Self::First { key, account } => any(ask, |ending| {
                let url = ask.url(&ask.domain, ending);
                let by_account = UrlRule::PlayAccount(account.clone()).verify(&url, now);
                let by_stream = UrlRule::Play(key.clone()).verify(&url, now);
                by_stream.or_else(|refusal| by_account.map_err(|_| refusal)).map(drop)
            }),
        }
    }

    /// What there is to know of a refusal. Example: [`PlayDemand`].
    pub fn explain(&self, ask: &Ask, refusal: &UrlRefusal) -> Explanation {
        Explanation::of(refusal, None, ask.query())
    }
}

/// Whether one of the endings is good. A time that is over is told rather than a signature of another path.
fn any(ask: &Ask, verify: impl Fn(&str) -> Result<(), UrlRefusal>) -> Result<(), UrlRefusal> {
    let mut refusals = Vec::new();
    for ending in &ask.endings {
        match verify(ending) {
            Ok(()) => return Ok(()),
            Err(refusal) => refusals.push(refusal),
        }
    }
    if refusals.is_empty() {
        return verify("");
    }
    let timed =
        |refusal: &UrlRefusal| matches!(refusal, UrlRefusal::Expired { .. } | UrlRefusal::NotYetValid { .. });
    let told = refusals.iter().position(timed).unwrap_or(0);
    Err(refusals.swap_remove(told))
}

/// The rule of a play domain; `None` if it has none. What is left out is as the vendor's portal has it.
///
/// Example: [`PlayDemand::of`].
///
/// # Errors
/// Which member breaks which rule.
pub fn play_rule(security: &PlaySecurity) -> Result<Option<AntiLeech>, SignError> {
    let timestamp = match security.kind {
        PlaySecurityType::Unset | PlaySecurityType::None => return Ok(None),
        PlaySecurityType::TsStartMd5 => TimestampRule::Start { range: security.range },
        PlaySecurityType::TsExpireMd5 => TimestampRule::Expire { gap: security.gap_duration },
        _ => return Err(SignError::new("type", "must be none, tsStartMD5 or tsExpireMD5")),
    };
    if security.key1.is_empty() {
        return Err(SignError::new("key1", "must not be empty"));
    }
    let mut rule = AntiLeech::new(timestamp, &*security.key1);
    if !security.rule.is_empty() {
        rule = rule.rule(&security.rule)?;
    }
    if !security.key2.is_empty() {
        rule = rule.second_key(&*security.key2);
    }
    if !security.rule2.is_empty() {
        rule = rule.second_rule(&security.rule2)?;
    }
    if security.ts_base > 0 {
        rule = rule.ts_base(u32::try_from(security.ts_base).unwrap_or(u32::MAX))?;
    }
    if !security.ts_part.is_empty() {
        rule = rule.ts_part(&security.ts_part);
    }
    if !security.sign_part.is_empty() {
        rule = rule.sign_part(&security.sign_part);
    }
    Ok(Some(rule))
}
