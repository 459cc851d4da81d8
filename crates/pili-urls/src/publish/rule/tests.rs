use std::time::{Duration, UNIX_EPOCH};

use pili_auth::qiniu;

use super::*;
use crate::{Mistake, publish::PublishAuth};

const PATH: &str = "/demo-hub/evening";
const URL: &str = "rtmp://publish.example.com/demo-hub/evening";
const EXPIRES: u64 = 1_700_003_600;

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn account() -> Credentials {
    Credentials::new("access", "secret")
}

fn expiry_sk() -> PublishRule {
    PublishRule::ExpirySk(vec![Credentials::new("other", "else"), account()])
}

fn expiry() -> PublishRule {
    PublishRule::Expiry(vec!["first".into(), "second".into()])
}

fn verify_url(rule: &PublishRule, url: &str, now: u64) -> Result<Verified, Refusal> {
    rule.verify(&PublishRequest::parse(url).unwrap(), at(now))
}

/// The refusal of a token that covers `text`.
fn mistake(text: &str, query: &str) -> Option<Mistake> {
    let token = qiniu::token(&"first".into(), text);
    let refusal =
        expiry().verify(&PublishRequest::new(PATH, &format!("{query}&token={token}")), at(0)).unwrap_err();
    match refusal {
        Refusal::TokenDiffers { signed, mistake } => {
            assert_eq!(signed, format!("{PATH}?{query}"));
            mistake
        }
        other => panic!("{other}"),
    }
}

#[test]
fn every_signed_url_verifies_under_its_own_rule_only() {
    let key = || PublishKey::from("second");
    let expires_at = at(EXPIRES);
    let pairs = [
        (PublishAuth::Static { key: key() }, PublishRule::Static(vec![key()])),
        (PublishAuth::Expiry { key: key(), expires_at }, expiry()),
        (PublishAuth::ExpirySk { credentials: account(), expires_at }, expiry_sk()),
        (PublishAuth::Dynamic { key: key(), nonce: 7 }, PublishRule::Dynamic(vec![key()])),
    ];
    for (i, (auth, _)) in pairs.iter().enumerate() {
        let url = auth.sign(&format!("{URL}?z=1&a=b%20c")).unwrap();
        for (j, (_, rule)) in pairs.iter().enumerate() {
            let verdict = verify_url(rule, &url, EXPIRES);
            assert_eq!(verdict.is_ok(), i == j, "{url} under {}: {verdict:?}", rule.name());
            if i != j {
                assert!(matches!(verdict, Err(Refusal::OtherRule { .. })), "{verdict:?}");
            }
        }
    }
}

#[test]
fn an_encoder_that_splits_the_url_and_strips_the_padding_is_let_in() {
    let auth = PublishAuth::ExpirySk { credentials: account(), expires_at: at(EXPIRES) };
    let url = auth.sign(URL).unwrap();
    let name = url.rsplit_once('/').unwrap().1.trim_end_matches('=');
    let verified = expiry_sk().verify(&PublishRequest::rtmp("demo-hub", name), at(0)).unwrap();
    assert_eq!((verified.access_key(), verified.expires_at()), (Some("access"), Some(at(EXPIRES))));
}

#[test]
fn a_token_in_the_middle_and_a_reordered_query_are_let_in() {
    let auth = PublishAuth::Expiry { key: "first".into(), expires_at: at(EXPIRES) };
    let url = auth.sign(&format!("{URL}?a=1")).unwrap();
    let token = url.split("token=").nth(1).unwrap();
    for query in
        [format!("token={token}&a=1&expire={EXPIRES}"), format!("expire={EXPIRES}&token={token}&a=1")]
    {
        assert!(expiry().verify(&PublishRequest::new(PATH, &query), at(0)).is_ok(), "{query}");
    }
}

#[test]
fn an_expired_url_says_by_how_much() {
    let url = PublishAuth::Expiry { key: "first".into(), expires_at: at(EXPIRES) }.sign(URL).unwrap();
    let refusal = verify_url(&expiry(), &url, EXPIRES + 61).unwrap_err();
    assert_eq!(refusal, Refusal::Expired { expires_at: EXPIRES, by: Duration::from_secs(61) });
}

#[test]
fn a_forged_url_is_not_called_expired() {
    let refusal = verify_url(&expiry(), &format!("{URL}?expire=1&token=AAAA"), EXPIRES).unwrap_err();
    assert!(matches!(refusal, Refusal::TokenDiffers { mistake: None, .. }), "{refusal}");
}

#[test]
fn a_url_moved_to_another_stream_is_refused_with_the_text_to_sign() {
    let url = PublishAuth::Expiry { key: "first".into(), expires_at: at(EXPIRES) }.sign(URL).unwrap();
    let refusal = verify_url(&expiry(), &url.replace("evening", "morning"), 0).unwrap_err().to_string();
    assert!(refusal.contains("`/demo-hub/morning?expire=1700003600`"), "{refusal}");
    assert!(!refusal.contains("first"), "{refusal}");
}

#[test]
fn a_bad_parameter_is_named() {
    for (query, reason) in [
        ("", "the URL has no `expire`, which the rule expiry needs: sign it for expiry"),
        ("expire=5", "the URL has no `token`, which the rule expiry needs: sign it for expiry"),
        (
            "expire=5&expire=6&token=x",
            "the URL has `expire` more than once: sign the URL without the older one",
        ),
        (
            "expire=5&token=x&token=y",
            "the URL has `token` more than once: sign the URL without the older one",
        ),
        ("expire=soon&token=x", "`expire` is `soon`, not a number in base 10"),
        ("expire=%2B5&token=x", "`expire` is `+5`, not a number in base 10"),
        ("expire=&token=x", "`expire` is ``, not a number in base 10"),
    ] {
        let refusal = expiry().verify(&PublishRequest::new(PATH, query), at(0)).unwrap_err();
        assert_eq!(refusal.to_string(), reason);
    }
}

#[test]
fn keys_of_another_kind_are_told_apart() {
    let request = |query: &str| PublishRequest::new(PATH, query);
    let refusal = |rule: PublishRule, query: &str| rule.verify(&request(query), at(0)).unwrap_err();
    assert_eq!(refusal(expiry(), "expire=5&token=ak:x"), Refusal::AccountToken { rule: "expiry" });
    assert_eq!(refusal(expiry_sk(), "e=5&token=x"), Refusal::NoAccessKey);
    assert_eq!(refusal(expiry_sk(), "e=5&token=ak:x"), Refusal::UnknownAccessKey("ak".into()));
    assert_eq!(refusal(PublishRule::Static(vec!["k".into()]), "key=K"), Refusal::WrongPublishKey);
}

#[test]
fn an_empty_key_lets_nobody_in() {
    let empty = || vec![PublishKey::from("")];
    let token = "hmac-of-nothing";
    assert!(PublishRule::Static(empty()).verify(&PublishRequest::new(PATH, "key="), at(0)).is_err());
    let query = format!("expire=5&token={token}");
    assert!(PublishRule::Expiry(empty()).verify(&PublishRequest::new(PATH, &query), at(0)).is_err());
}

#[test]
fn likely_mistakes_are_named() {
    let query = "a=b%20c&expire=5";
    for (text, expected) in [
        (format!("demo-hub/evening?{query}"), Mistake::NoLeadingSlash),
        (PATH.to_owned(), Mistake::NoQuery),
        (format!("{PATH}?expire=5"), Mistake::OtherParametersLeftOut),
        (format!("{PATH}?a=b c&expire=5"), Mistake::DecodedQuery),
        (format!("{PATH}?a=b+c&e=5"), Mistake::OtherParameterName),
        (format!("{PATH}?{query}\n"), Mistake::TrailingLineFeed),
    ] {
        assert_eq!(mistake(&text, query), Some(expected), "{text}");
    }
}

#[test]
fn a_token_over_the_whole_url_or_the_encoded_path_is_named() {
    for (path, signed, expected) in [
        ("evening", format!("{URL}?expire=5"), Mistake::WholeUrl),
        ("%E7%9B%B4", "/demo-hub/%E7%9B%B4?expire=5".to_owned(), Mistake::EncodedPath),
    ] {
        let token = qiniu::token(&"first".into(), signed);
        let url = format!("rtmp://publish.example.com/demo-hub/{path}?expire=5&token={token}");
        let refusal = verify_url(&expiry(), &url, 0).unwrap_err();
        assert!(
            matches!(refusal, Refusal::TokenDiffers { mistake, .. } if mistake == Some(expected)),
            "{refusal}"
        );
    }
}

#[test]
fn the_access_key_in_place_of_the_secret_key_is_named() {
    let swapped = Credentials::new("access", "access");
    let url = PublishAuth::ExpirySk { credentials: swapped, expires_at: at(EXPIRES) }.sign(URL).unwrap();
    let refusal = verify_url(&expiry_sk(), &url, 0).unwrap_err().to_string();
    assert!(refusal.contains("access key in place of the secret key"), "{refusal}");
}

#[test]
fn a_token_in_standard_base64_is_named() {
    let path = |n: u32| format!("/demo-hub/evening{n}");
    let (n, token) = (0..)
        .map(|n| (n, qiniu::token(&"first".into(), format!("{}?expire=5", path(n)))))
        .find(|(_, token)| token.contains('-') && token.contains('_'))
        .unwrap();
    let query = format!("expire=5&token={}", token.replace('-', "+").replace('_', "/"));
    let refusal = expiry().verify(&PublishRequest::new(&path(n), &query), at(0)).unwrap_err().to_string();
    assert!(refusal.contains("standard Base64"), "{refusal}");
}

#[test]
fn an_open_key_is_read_as_it_was_signed_and_as_it_was_typed() {
    for key in ["a b", "a+b", "a%20b"] {
        let rule = PublishRule::Static(vec![key.into()]);
        let signed = PublishAuth::Static { key: key.into() }.sign(URL).unwrap();
        assert_eq!(verify_url(&rule, &signed, 0), Ok(Verified::default()), "{signed}");
    }
    let typed = PublishRule::Static(vec!["a+b".into()]);
    assert_eq!(verify_url(&typed, &format!("{URL}?key=a+b"), 0), Ok(Verified::default()));
}

#[test]
fn a_url_of_another_path_says_whether_its_token_was_made_for_the_right_one() {
    let stream = StreamPath::parse(PATH).unwrap();
    let auth = PublishAuth::ExpirySk { credentials: account(), expires_at: at(EXPIRES) };
    let signed = auth.sign(URL).unwrap();
    let check =
        |url: &str, now| expiry_sk().verify_stream(&stream, &PublishRequest::parse(url).unwrap(), at(now));
    assert!(check(&signed, 0).is_ok());
    let moved = signed.replace("evening", "morning");
    let other = auth.sign(&URL.replace("evening", "morning")).unwrap();
    for (url, now, is_signed) in [(&moved, 0, true), (&moved, EXPIRES + 9, true), (&other, 0, false)] {
        let (found, wanted) = ("/demo-hub/morning".to_owned(), PATH.to_owned());
        assert_eq!(
            check(url, now).unwrap_err(),
            Refusal::OtherPath { found, wanted, signed: is_signed },
            "{url}"
        );
    }
}

#[test]
fn a_refusal_does_not_repeat_a_publish_key_that_the_url_gives_away() {
    let request = PublishRequest::new(PATH, "key=first&expire=1700003600&token=AAAA");
    let refusal = expiry().verify(&request, at(0)).unwrap_err();
    assert!(matches!(&refusal, Refusal::TokenDiffers { signed, .. } if signed.contains("expire=1700003600")));
    assert!(!format!("{refusal} {refusal:?}").contains("first"), "{refusal}");
}

#[cfg_attr(target_family = "wasm", ignore = "its clock knows other times")]
#[test]
fn a_time_that_no_server_would_read_is_not_signed() {
    let expires_at = UNIX_EPOCH - Duration::from_secs(100);
    let error = PublishAuth::ExpirySk { credentials: account(), expires_at }.sign(URL).unwrap_err();
    assert_eq!((error.field(), error.rule()), ("expires at", "must not be before 1970"));
}
