use std::time::Duration;

use pili_urls::{
    Domain, Refusal,
    miku::{self, AntiLeech, Key, Request, StreamPath},
};
use proptest::prelude::*;

use crate::any::{key, query, tells_well, time, with_query};

fn url() -> impl Strategy<Value = String> {
    ("[a-z0-9]{3,20}", "[A-Za-z0-9_-]{1,30}", query()).prop_map(|(bucket, key, query)| {
        let stream = StreamPath::new(bucket, key).unwrap();
        with_query(miku::play::hls(&Domain::new("live.example.com").unwrap(), &stream), &query)
    })
}

proptest! {
    #[test]
    fn what_is_signed_verifies_with_either_key_through_the_last_second(
        primary in key(), secondary in key(), expires_at in time(), url in url(),
    ) {
        prop_assume!(primary != secondary);
        let domain = AntiLeech::new(primary.as_str()).secondary_key(secondary.as_str());
        for (signer, key) in [(primary, Key::Primary), (secondary, Key::Secondary)] {
            let signed = Request::parse(&AntiLeech::new(signer.as_str()).sign(&url, expires_at).unwrap()).unwrap();
            let verified = domain.verify(&signed, expires_at).unwrap();
            prop_assert_eq!((verified.key(), verified.expires_at()), (key, expires_at));
            let refusal = domain.verify(&signed, expires_at + Duration::from_secs(1)).unwrap_err();
            prop_assert!(matches!(refusal, Refusal::Expired { .. }), "{refusal}");
        }
    }

    #[test]
    fn another_key_and_whatever_is_received_are_answered(
        key in key(), expires_at in time(), url in url(), text in "\\PC{0,80}",
    ) {
        let signed = Request::parse(&AntiLeech::new(key.as_str()).sign(&url, expires_at).unwrap()).unwrap();
        tells_well(&AntiLeech::new("another-hush-key").verify(&signed, expires_at).unwrap_err())?;
        if let Ok(request) = Request::parse(&text) {
            if let Err(refusal) = AntiLeech::new(key.as_str()).verify(&request, expires_at) {
                tells_well(&refusal)?;
            }
        }
    }
}
