//! What is wrong with a URL that was refused, for those who look into it afterwards.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use percent_encoding::percent_decode_str;
use pili_urls::{Refusal as UrlRefusal, publish::PublishRequest};

use crate::Cause;

/// What is known of a signature that was refused. It holds no key, no token and no signature.
///
/// Example: [`PublishDemand::verify`](crate::PublishDemand::verify).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// The text that should have been signed.
    pub string_to_sign: Option<String>,
    /// The text that was signed, if a known mistake explains the signature.
    pub string_signed: Option<String>,
    /// The access key that the URL names.
    pub access_key: Option<String>,
    /// The time that was signed: when the URL begins or ends to be good.
    pub signed_time: Option<SystemTime>,
}

impl Explanation {
    /// What a refusal says; the text that was `signed` instead may be known besides.
    ///
    /// Example: [`PublishDemand::verify`](crate::PublishDemand::verify).
    pub fn of(refusal: &UrlRefusal, signed: Option<String>, query: &str) -> Self {
        let found = match refusal {
            UrlRefusal::TokenDiffers { signed: to_sign, .. }
            | UrlRefusal::SignatureDiffers { signed: to_sign, .. }
            | UrlRefusal::SignDiffers { text: to_sign, .. } => {
                Self { string_to_sign: Some(to_sign.clone()), string_signed: signed, ..Self::default() }
            }
            UrlRefusal::OtherPath { found, wanted, signed: true } => {
                let on = |path: &str| Some(PublishRequest::new(path, query).string_to_sign());
                Self { string_to_sign: on(found), string_signed: on(wanted), ..Self::default() }
            }
            UrlRefusal::Expired { expires_at: time, .. }
            | UrlRefusal::NotYetValid { starts_at: time, .. } => {
                Self { signed_time: moment(*time), ..Self::default() }
            }
            _ => Self::default(),
        };
        Self { access_key: access_key(query), ..found }
    }
}

/// A refusal in one word.
impl From<&UrlRefusal> for Cause {
    fn from(refusal: &UrlRefusal) -> Self {
        match refusal {
            UrlRefusal::Expired { .. } | UrlRefusal::NotYetValid { .. } => Self::Time,
            UrlRefusal::OtherRule { .. } | UrlRefusal::AccountToken { .. } | UrlRefusal::NoAccessKey => {
                Self::Rule
            }
            UrlRefusal::UnknownAccessKey(_) => Self::UnknownKey,
            UrlRefusal::WrongPublishKey
            | UrlRefusal::OtherPath { .. }
            | UrlRefusal::TokenDiffers { .. }
            | UrlRefusal::SignatureDiffers { .. }
            | UrlRefusal::SignDiffers { .. } => Self::Signature,
            _ => Self::Malformed,
        }
    }
}

fn moment(unix: u64) -> Option<SystemTime> {
    UNIX_EPOCH.checked_add(Duration::from_secs(unix))
}

/// Whose key a token says it was made with: `<access key>:<signature>`, or the parameter of OSS.
fn access_key(query: &str) -> Option<String> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let text = |raw: &str| percent_decode_str(&raw.replace('+', " ")).decode_utf8_lossy().into_owned();
    let mut pairs = pairs.map(|(name, value)| (text(name), text(value)));
    pairs.find_map(|(name, value)| match &*name {
        "token" => value.split_once(':').map(|(key, _)| key.to_owned()),
        "OSSAccessKeyId" => Some(value),
        _ => None,
    })
}
