use std::time::{Duration, SystemTime, UNIX_EPOCH};

use pili_auth::Credentials;

use super::*;
use crate::{Refusal, publish::PublishKey};

const URL: &str = "rtmp://cdn.example.com/livestream/4q5cdgn2";

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

#[test]
fn every_form_verifies_under_its_rule() {
    let key = || PublishKey::from("k/+=");
    let credentials = || Credentials::new("access", "secret");
    let expires_at = at(100);
    for (token, rule) in [
        (UrlToken::Push { key: key(), nonce: 3 }, UrlRule::Push(key())),
        (UrlToken::PushCount { key: key(), count: 3 }, UrlRule::Push(key())),
        (UrlToken::PushKey { key: key() }, UrlRule::Push(key())),
        (UrlToken::Play { key: key(), expires_at }, UrlRule::Play(key())),
        (
            UrlToken::PlayAccount { credentials: credentials(), expires_at },
            UrlRule::PlayAccount(credentials()),
        ),
    ] {
        let url = token.sign(URL).unwrap();
        rule.verify(&url, at(100)).unwrap();
        assert!(rule.verify(&url.replace("4q5", "4q6").replace("key=k", "key=K"), at(100)).is_err(), "{url}");
    }
}

#[test]
fn the_host_is_signed_and_the_time_ends() {
    let rule = UrlRule::Play("key".into());
    let url = UrlToken::Play { key: "key".into(), expires_at: at(100) }.sign(URL).unwrap();
    let moved = rule.verify(&url.replace("cdn", "cdn2"), at(0)).unwrap_err().to_string();
    assert!(moved.contains("`rtmp://cdn2.example.com/livestream/4q5cdgn2?expiry=100`"), "{moved}");
    let late = rule.verify(&url, at(107)).unwrap_err();
    assert_eq!(late, Refusal::Expired { expires_at: 100, by: Duration::from_secs(7) });
}

#[test]
fn empty_keys_sign_nothing_and_let_nobody_in() {
    let empty = || PublishKey::from("");
    assert_eq!(UrlToken::PushKey { key: empty() }.sign(URL).unwrap_err().field(), "publish key");
    assert_eq!(UrlToken::Push { key: empty(), nonce: 1 }.sign(URL).unwrap_err().field(), "publish key");
    assert!(UrlRule::Push(empty()).verify(&format!("{URL}?key="), at(0)).is_err());
}
