use std::time::{Duration, SystemTime};

use pili_urls::{
    Domain, Refusal, StreamPath,
    play::{self, AntiLeech, TimestampRule},
};
use proptest::prelude::*;

use crate::any::{key, name, query, tells_well, time, with_query};

const RULES: &[&str] = &[
    "$(key)$(path)$(_t)",
    "$(key)/$(streamKey)/$(_t)",
    "$(_t)$(streamTitle)/$(path_1)$(key)$$",
    "${key}${path_1}${path_2}${_t}",
];

/// The settings of a domain, and when a URL of this time is good.
fn leech() -> impl Strategy<Value = (AntiLeech, SystemTime, SystemTime)> {
    (key(), prop::sample::select(RULES), 2_u32..=36, time(), any::<bool>(), 0_u64..100_000).prop_map(
        |(key, rule, base, time, from_start, span)| {
            let span = Duration::from_secs(span);
            let timestamp = match from_start {
                true => TimestampRule::Start { range: span },
                false => TimestampRule::Expire { gap: span },
            };
            let leech = AntiLeech::new(timestamp, key.as_str()).rule(rule).unwrap().ts_base(base).unwrap();
            (leech, time, time + span)
        },
    )
}

fn url() -> impl Strategy<Value = String> {
    (name(), name(), query()).prop_map(|(hub, key, query)| {
        let stream = StreamPath::new(hub, key).unwrap();
        with_query(play::hls(&Domain::new("live.example.com").unwrap(), &stream), &query)
    })
}

proptest! {
    #[test]
    fn what_is_signed_verifies_through_the_last_second_and_not_after((leech, time, last) in leech(), url in url()) {
        let signed = leech.sign(&url, time).unwrap();
        let verified = leech.verify(&signed, last).unwrap();
        prop_assert_eq!((verified.key(), verified.rule(), verified.time()), (1, 1, time));
        let refusal = leech.verify(&signed, last + Duration::from_secs(1)).unwrap_err();
        prop_assert!(matches!(refusal, Refusal::Expired { .. }), "{refusal}");
    }

    #[test]
    fn another_key_refuses_and_the_second_one_is_as_good((leech, time, last) in leech(), url in url()) {
        let signed = leech.sign(&url, time).unwrap();
        let other = leech.clone().second_key("another-hush-key");
        prop_assert!(other.verify(&signed, last).is_ok());
        let stranger = AntiLeech::new(TimestampRule::Expire { gap: Duration::ZERO }, "another-hush-key");
        tells_well(&stranger.verify(&signed, last).unwrap_err())?;
    }

    #[test]
    fn another_path_refuses((leech, time, last) in leech(), url in url()) {
        let moved = leech.sign(&url, time).unwrap().replacen(".com/", ".com/moved-", 1);
        tells_well(&leech.verify(&moved, last).unwrap_err())?;
    }

    #[test]
    fn whatever_is_received_is_answered(text in "\\PC{0,80}", rule in "\\PC{0,30}", (leech, time, _) in leech()) {
        if let Err(refusal) = leech.verify(&text, time) {
            tells_well(&refusal)?;
        }
        let _ = leech.rule(&rule);
    }
}
