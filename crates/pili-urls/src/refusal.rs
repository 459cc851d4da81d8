use std::{fmt, time::Duration};

use pili_auth::SignError;

use crate::{Mistake, oss_rtmp};

/// Why a URL is refused, to publish or to play. `Display` says in one line what to do next; no key is ever shown.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use pili_urls::{Refusal, publish::{PublishRequest, PublishRule}};
///
/// let rule = PublishRule::Expiry(vec!["12345678".into()]);
/// let url = "rtmp://pub.example.com/testhub/teststreamtitle?expire=1584522520&token=zYvN7rHgJiw2QUSo_xRoBZIf1kM=";
/// let now = UNIX_EPOCH + Duration::from_secs(1_584_522_580);
/// match rule.verify(&PublishRequest::parse(url)?, now).unwrap_err() {
///     Refusal::Expired { by, .. } => assert_eq!(by, Duration::from_secs(60)),
///     other => panic!("{other}"),
/// }
/// # Ok::<(), pili_urls::SignError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// The text is no URL of a stream.
    Malformed(SignError),
    /// The token is right, but the time is over.
    Expired {
        /// Unix seconds.
        expires_at: u64,
        /// How long ago.
        by: Duration,
    },
    /// The signature is right, but the time has not come (`tsStartMD5` only).
    NotYetValid {
        /// Unix seconds.
        starts_at: u64,
        /// How long to wait.
        by: Duration,
    },
    /// A parameter that the rule needs is not there.
    Missing {
        /// Its name.
        parameter: String,
        /// The hub's or domain's rule.
        rule: &'static str,
    },
    /// A parameter is there more than once.
    Duplicate {
        /// Its name.
        parameter: String,
    },
    /// A time or nonce is no number, or too large a one.
    NotANumber {
        /// Its name.
        parameter: String,
        /// What was sent.
        value: String,
        /// The base it is written in: 10, but for play domains that say otherwise.
        base: u32,
    },
    /// The time of a Miku URL is written in hexadecimal, as that of a Pili play URL is.
    HexadecimalTime {
        /// What was sent.
        value: String,
        /// What it means, in Unix seconds.
        expires_at: u64,
    },
    /// The URL was made for another rule than the hub's.
    OtherRule {
        /// The hub's rule.
        wanted: &'static str,
        /// The URL's rule.
        found: &'static str,
        /// The parameter that gives it away.
        parameter: &'static str,
    },
    /// The token names an access key, which the hub's rule, one of publish keys, does not have.
    AccountToken {
        /// The hub's rule.
        rule: &'static str,
    },
    /// The token names no access key, which `expiry_sk` needs.
    NoAccessKey,
    /// The token's access key is not one of the accounts'.
    UnknownAccessKey(String),
    /// The `key` of a `static` URL is not a publish key of the hub.
    WrongPublishKey,
    /// The URL's path is not that of the stream it is checked for.
    OtherPath {
        /// The URL's path.
        found: String,
        /// The stream's.
        wanted: String,
        /// Whether the token is right for the stream's path, so that only the path was changed.
        signed: bool,
    },
    /// The token is not the one of this path and query under any key of the rule.
    TokenDiffers {
        /// The exact text that should have been signed, but for a publish key that the URL gives away.
        signed: String,
        /// The known mistake that explains the token, if one does.
        mistake: Option<Mistake>,
    },
    /// The signature is not the one of this OSS publish URL.
    SignatureDiffers {
        /// The exact text that should have been signed.
        signed: String,
        /// The known mistake that explains the signature, if one does.
        mistake: Option<oss_rtmp::Mistake>,
    },
    /// The MD5 of a play URL, or of any URL of Miku, is not the one of its rule under any key of the domain.
    SignDiffers {
        /// The text the MD5 should cover, with `$(key)` in the key's place.
        text: String,
        /// The known mistake that explains the MD5, if one does.
        mistake: Option<Mistake>,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(error) => {
                write!(f, "this is no URL of a stream: {} {}", error.field(), error.rule())
            }
            Self::Expired { expires_at, by } => write!(
                f,
                "the URL expired {} s ago, at {expires_at}: sign a new one, or check the clock of whoever signs",
                by.as_secs()
            ),
            Self::NotYetValid { starts_at, by } => write!(
                f,
                "the URL is valid in {} s, from {starts_at} on: wait, or check the clock of whoever signs",
                by.as_secs()
            ),
            Self::Missing { parameter, rule } => {
                write!(f, "the URL has no `{parameter}`, which the rule {rule} needs: sign it for {rule}")
            }
            Self::Duplicate { parameter } => {
                write!(f, "the URL has `{parameter}` more than once: sign the URL without the older one")
            }
            Self::NotANumber { parameter, value, base } => {
                write!(f, "`{parameter}` is `{}`, not a number in base {base}", value.escape_debug())
            }
            Self::HexadecimalTime { value, expires_at } => write!(
                f,
                "`t` is `{}`, a hexadecimal time as in Pili's play URLs: Miku's are decimal, so write and sign {expires_at}",
                value.escape_debug()
            ),
            Self::OtherRule { wanted, found, parameter } => write!(
                f,
                "the URL is signed for the rule {found} (it has `{parameter}`), but {wanted} is wanted: \
                 sign it for {wanted}, or change the rule"
            ),
            Self::AccountToken { rule } => write!(
                f,
                "the token names an access key, as for expiry_sk, but {rule} is wanted: \
                 sign with the publish key, and write the signature alone"
            ),
            Self::NoAccessKey => f.write_str(
                "the token names no access key: it must be `<access key>:<signature>` for expiry_sk",
            ),
            Self::UnknownAccessKey(key) => {
                write!(
                    f,
                    "the access key `{}` is unknown: sign with a key pair of this account",
                    key.escape_debug()
                )
            }
            Self::WrongPublishKey => f.write_str("`key` is not a publish key of this hub or stream"),
            Self::OtherPath { found, wanted, signed: true } => write!(
                f,
                "the token is that of `{}`, but the path is `{}`: publish where it was signed for, or sign a new URL",
                wanted.escape_debug(),
                found.escape_debug()
            ),
            Self::OtherPath { found, wanted, signed: false } => {
                write!(f, "the path is `{}`, not `{}`", found.escape_debug(), wanted.escape_debug())
            }
            Self::TokenDiffers { signed, mistake: Some(mistake) } => {
                write!(f, "the token is wrong: {mistake}. The text to sign is `{}`", signed.escape_debug())
            }
            Self::TokenDiffers { signed, mistake: None } => write!(
                f,
                "the token is wrong: the text to sign is `{}`; if that is what was signed, the key is another one",
                signed.escape_debug()
            ),
            Self::SignatureDiffers { signed, mistake } => {
                let hint = mistake.map(|mistake| format!(" ({mistake})")).unwrap_or_default();
                write!(f, "the signature is wrong{hint}: the text to sign is `{}`", signed.escape_debug())
            }
            Self::SignDiffers { text, mistake } => {
                let hint = mistake.map(|mistake| format!(" ({mistake})")).unwrap_or_default();
                write!(
                    f,
                    "the MD5 is wrong{hint}: it covers `{}`, with the key for `$(key)`",
                    text.escape_debug()
                )
            }
        }
    }
}

impl std::error::Error for Refusal {}
