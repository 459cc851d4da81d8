use std::time::{Duration, SystemTime};

use pili_urls::{
    Credentials, Domain, Refusal, StreamPath, Verified,
    publish::{self, PublishAuth, PublishRequest, PublishRule, SrtSignature},
};
use proptest::prelude::*;

use crate::any::{key, name, query, tells_well, time, with_query};

/// A way to sign, and what a server has that demands it.
fn auth() -> impl Strategy<Value = (PublishAuth, PublishRule)> {
    prop_oneof![
        // Others cannot stand in a stream id of SRT.
        key().prop_filter("a key for SRT too", |key| !key.contains([',', '&', '%', '+'])).prop_map(|key| {
            (PublishAuth::Static { key: key.as_str().into() }, PublishRule::Static(vec![key.as_str().into()]))
        }),
        (key(), time()).prop_map(|(key, expires_at)| {
            let rule = PublishRule::Expiry(vec![key.as_str().into()]);
            (PublishAuth::Expiry { key: key.as_str().into(), expires_at }, rule)
        }),
        (name(), key(), time()).prop_map(|(access_key, secret, expires_at)| {
            let credentials = Credentials::new(access_key, secret.as_str());
            let rule = PublishRule::ExpirySk(vec![credentials.clone()]);
            (PublishAuth::ExpirySk { credentials, expires_at }, rule)
        }),
        (key(), any::<u64>()).prop_map(|(key, nonce)| {
            let rule = PublishRule::Dynamic(vec![key.as_str().into()]);
            (PublishAuth::Dynamic { key: key.as_str().into(), nonce }, rule)
        }),
    ]
}

/// The same kind of rule with another key.
fn of_another(rule: &PublishRule) -> PublishRule {
    let key = || vec!["another-hush-key".into()];
    match rule {
        PublishRule::Static(_) => PublishRule::Static(key()),
        PublishRule::Expiry(_) => PublishRule::Expiry(key()),
        PublishRule::Dynamic(_) => PublishRule::Dynamic(key()),
        PublishRule::ExpirySk(accounts) => PublishRule::ExpirySk(
            accounts
                .iter()
                .map(|account| Credentials::new(account.access_key(), "another-hush-key"))
                .collect(),
        ),
        other => other.clone(),
    }
}

/// RTMP or SRT.
fn url() -> impl Strategy<Value = (StreamPath, String)> {
    (name(), name(), query(), any::<bool>()).prop_map(|(hub, key, query, is_srt)| {
        let domain = Domain::new("publish.example.com").unwrap();
        let stream = StreamPath::new(hub, key).unwrap();
        let url = match is_srt {
            true => publish::srt(&domain, &stream),
            false => with_query(publish::rtmp(&domain, &stream), &query),
        };
        (stream, url)
    })
}

fn means(auth: &PublishAuth, verified: &Verified) -> bool {
    let (expires_at, nonce): (Option<SystemTime>, Option<u64>) = match auth {
        PublishAuth::Expiry { expires_at, .. } | PublishAuth::ExpirySk { expires_at, .. } => {
            (Some(*expires_at), None)
        }
        PublishAuth::Dynamic { nonce, .. } => (None, Some(*nonce)),
        _ => (None, None),
    };
    let access_key = match auth {
        PublishAuth::ExpirySk { credentials, .. } => Some(credentials.access_key()),
        _ => None,
    };
    (verified.expires_at(), verified.nonce(), verified.access_key()) == (expires_at, nonce, access_key)
}

/// A moment at which it is still good.
fn in_time(auth: &PublishAuth) -> SystemTime {
    match auth {
        PublishAuth::Expiry { expires_at, .. } | PublishAuth::ExpirySk { expires_at, .. } => *expires_at,
        _ => crate::any::at(1_700_000_000),
    }
}

proptest! {
    #[test]
    fn what_is_signed_verifies_for_its_stream_and_says_what_was_signed(
        (auth, rule) in auth(), (stream, url) in url(),
    ) {
        let request = PublishRequest::parse(&auth.sign(&url).unwrap()).unwrap();
        prop_assert_eq!(request.stream().unwrap(), stream.clone());
        let verified = rule.verify_stream(&stream, &request, in_time(&auth)).unwrap();
        prop_assert!(means(&auth, &verified), "{verified:?}");
    }

    #[test]
    fn signing_again_replaces_what_was_signed((auth, rule) in auth(), (stream, url) in url()) {
        let again = auth.sign(&auth.sign(&url).unwrap()).unwrap();
        let verified = rule.verify_stream(&stream, &PublishRequest::parse(&again).unwrap(), in_time(&auth));
        prop_assert!(means(&auth, &verified.unwrap()));
    }

    #[test]
    fn a_key_that_did_not_sign_refuses_and_another_stream_is_told((auth, rule) in auth(), (_, url) in url()) {
        let request = PublishRequest::parse(&auth.sign(&url).unwrap()).unwrap();
        tells_well(&of_another(&rule).verify(&request, in_time(&auth)).unwrap_err())?;
        let other = StreamPath::new("some-other-hub", "some-other-stream").unwrap();
        let refusal = rule.verify_stream(&other, &request, in_time(&auth)).unwrap_err();
        prop_assert!(matches!(refusal, Refusal::OtherPath { .. }), "{refusal}");
        tells_well(&refusal)?;
    }

    #[test]
    fn after_its_last_second_it_is_said_to_have_expired_by_as_much(
        key in key(), expires_at in time(), late in 1_u64..1 << 30, (_, url) in url(),
    ) {
        let auth = PublishAuth::Expiry { key: key.as_str().into(), expires_at };
        let request = PublishRequest::parse(&auth.sign(&url).unwrap()).unwrap();
        let rule = PublishRule::Expiry(vec![key.as_str().into()]);
        let late = Duration::from_secs(late);
        match rule.verify(&request, expires_at + late).unwrap_err() {
            Refusal::Expired { by, .. } => prop_assert_eq!(by, late),
            other => prop_assert!(false, "{other}"),
        }
    }

    #[test]
    fn a_static_key_that_a_stream_id_cannot_hold_is_refused(
        before in "[a-z]{0,5}", special in "[,&%+]", after in "[a-z]{0,5}", (stream, _) in url(),
    ) {
        let auth = PublishAuth::Static { key: format!("{before}{special}{after}").as_str().into() };
        let domain = Domain::new("publish.example.com").unwrap();
        prop_assert_eq!(auth.sign(&publish::srt(&domain, &stream)).unwrap_err().field(), "publish key");
        prop_assert!(auth.sign(&publish::rtmp(&domain, &stream)).is_ok());
    }

    #[test]
    fn an_srt_token_is_good_with_its_domain_and_without(
        (auth, rule) in auth(), hub in name(), key in name(),
    ) {
        let stream = StreamPath::new(hub, key).unwrap();
        let url = publish::srt(&Domain::new("publish.example.com").unwrap(), &stream);
        for signature in [SrtSignature::default(), SrtSignature::RtmpEquivalent] {
            let request = PublishRequest::parse(&auth.sign_srt(&url, signature).unwrap()).unwrap();
            prop_assert!(rule.verify_stream(&stream, &request, in_time(&auth)).is_ok());
        }
    }

    #[test]
    fn whatever_is_received_is_answered(text in "\\PC{0,80}", (_, rule) in auth()) {
        if let Ok(request) = PublishRequest::parse(&text) {
            if let Err(refusal) = rule.verify(&request, crate::any::at(0)) {
                tells_well(&refusal)?;
            }
        }
        let _ = PublishRequest::srt(&text).map(|request| request.stream());
        let _ = StreamPath::parse(&text);
    }
}
