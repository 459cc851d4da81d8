//! What is wrong with a URL that was refused, for those who look into it afterwards.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use pili_urls::{Refusal as UrlRefusal, publish::PublishRequest};

use super::{Door, Wrong, asked};
use crate::{
    events::{Cause, Explained, RefusedSignature},
    media::Admission,
};

impl Door {
    /// Why a publish was refused, if its URL is why.
    pub(crate) fn explain_publish(&self, request: &Admission) -> Option<Explained> {
        let Err(Wrong::Url(refusal)) = self.verify(request) else { return None };
        let asked = asked(request);
        let signed = self.rule(request).ok().and_then(|rule| rule.string_signed(&asked));
        Some(explained(&refusal, signed.as_deref(), asked.query()))
    }

    /// The same of a play.
    pub(crate) fn explain_play(&self, request: &Admission) -> Option<Explained> {
        let Err(Wrong::Url(refusal)) = self.verify_play(request) else { return None };
        Some(explained(&refusal, None, request.query.as_deref().unwrap_or_default()))
    }
}

/// What a refusal says: the text that was `signed` instead may be known besides.
pub(crate) fn explained(refusal: &UrlRefusal, signed: Option<&str>, query: &str) -> Explained {
    let signature = match refusal {
        UrlRefusal::TokenDiffers { signed: to_sign, .. }
        | UrlRefusal::SignatureDiffers { signed: to_sign, .. }
        | UrlRefusal::SignDiffers { text: to_sign, .. } => RefusedSignature::of(to_sign, signed),
        UrlRefusal::OtherPath { found, wanted, signed: true } => {
            let on = |path: &str| PublishRequest::new(path, query).string_to_sign();
            RefusedSignature::of(&on(found), Some(&on(wanted)))
        }
        UrlRefusal::Expired { expires_at: time, .. } | UrlRefusal::NotYetValid { starts_at: time, .. } => {
            RefusedSignature { signed_time: moment(*time), ..RefusedSignature::default() }
        }
        _ => RefusedSignature::default(),
    };
    Explained { cause: cause(refusal), signature: signature.access_key(access_key(query).as_deref()) }
}

fn cause(refusal: &UrlRefusal) -> Cause {
    match refusal {
        UrlRefusal::Expired { .. } | UrlRefusal::NotYetValid { .. } => Cause::Time,
        UrlRefusal::OtherRule { .. } | UrlRefusal::AccountToken { .. } | UrlRefusal::NoAccessKey => {
            Cause::Rule
        }
        UrlRefusal::UnknownAccessKey(_) => Cause::UnknownKey,
        UrlRefusal::WrongPublishKey
        | UrlRefusal::OtherPath { .. }
        | UrlRefusal::TokenDiffers { .. }
        | UrlRefusal::SignatureDiffers { .. }
        | UrlRefusal::SignDiffers { .. } => Cause::Signature,
        _ => Cause::Malformed,
    }
}

fn moment(unix: u64) -> Option<SystemTime> {
    UNIX_EPOCH.checked_add(Duration::from_secs(unix))
}

/// Whose key a token says it was made with: `<access key>:<signature>`, or the parameter of OSS.
fn access_key(query: &str) -> Option<String> {
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs.find_map(|(name, value)| match &*name {
        "token" => value.split_once(':').map(|(key, _)| key.to_owned()),
        "OSSAccessKeyId" => Some(value.into_owned()),
        _ => None,
    })
}
