use std::time::{Duration, SystemTime};

use pili_urls::{
    Credentials, Refusal,
    first::{UrlRule, UrlToken},
};
use proptest::prelude::*;

use crate::any::{key, name, tells_well, time};

/// A way to sign, what a server has that demands it, and another's.
fn token() -> impl Strategy<Value = (UrlToken, [UrlRule; 2])> {
    let push = |key: &str| [UrlRule::Push(key.into()), UrlRule::Push("another-hush-key".into())];
    let play = |key: &str| [UrlRule::Play(key.into()), UrlRule::Play("another-hush-key".into())];
    let account = |access_key: String, secret: &str| {
        let of = |secret: &str| UrlRule::PlayAccount(Credentials::new(access_key.as_str(), secret));
        [of(secret), of("another-hush-key")]
    };
    prop_oneof![
        (key(), any::<u64>())
            .prop_map(move |(key, nonce)| (UrlToken::Push { key: key.as_str().into(), nonce }, push(&key))),
        (key(), any::<u64>()).prop_map(move |(key, count)| (
            UrlToken::PushCount { key: key.as_str().into(), count },
            push(&key)
        )),
        // In the open it stands in the URL as it is.
        name().prop_map(move |key| (UrlToken::PushKey { key: key.as_str().into() }, push(&key))),
        (key(), time()).prop_map(move |(key, expires_at)| (
            UrlToken::Play { key: key.as_str().into(), expires_at },
            play(&key)
        )),
        (name(), key(), time()).prop_map(move |(access_key, secret, expires_at)| {
            let credentials = Credentials::new(access_key.as_str(), secret.as_str());
            (UrlToken::PlayAccount { credentials, expires_at }, account(access_key, &secret))
        }),
    ]
}

fn expiry(token: &UrlToken) -> Option<SystemTime> {
    match token {
        UrlToken::Play { expires_at, .. } | UrlToken::PlayAccount { expires_at, .. } => Some(*expires_at),
        _ => None,
    }
}

proptest! {
    #[test]
    fn what_is_signed_verifies_and_another_key_or_a_later_time_refuses(
        (token, [rule, other]) in token(), hub in name(), stream in name(),
    ) {
        let url = token.sign(&format!("rtmp://live.example.com/{hub}/{stream}")).unwrap();
        let now = expiry(&token).unwrap_or_else(|| crate::any::at(1_700_000_000));
        let verified = rule.verify(&url, now).unwrap();
        prop_assert_eq!(verified.expires_at(), expiry(&token));
        if let UrlToken::Push { nonce, .. } | UrlToken::PushCount { count: nonce, .. } = token {
            prop_assert_eq!(verified.nonce(), Some(nonce));
        }
        tells_well(&other.verify(&url, now).unwrap_err())?;
        if expiry(&token).is_some() {
            let late = rule.verify(&url, now + Duration::from_secs(1)).unwrap_err();
            prop_assert!(matches!(late, Refusal::Expired { .. }), "{late}");
        }
    }

    #[test]
    fn whatever_is_received_is_answered(text in "\\PC{0,80}", (_, [rule, _]) in token()) {
        if let Err(refusal) = rule.verify(&text, crate::any::at(0)) {
            tells_well(&refusal)?;
        }
    }
}
