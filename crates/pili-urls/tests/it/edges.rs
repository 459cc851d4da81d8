//! Limits, where they lie: what is refused one step further.

use std::time::{Duration, UNIX_EPOCH};

use pili_urls::{
    Credentials, Refusal,
    first::UrlToken,
    miku,
    oss_rtmp::{PublishRequest, PublishUrl},
    play::{AntiLeech, TimestampRule},
    publish::{PublishAuth, PublishRequest as Publish, PublishRule},
};

use crate::any::at;

#[test]
fn a_second_key_and_a_second_rule_take_the_place_of_those_before() {
    let url = "http://a.example/hub/key.m3u8";
    let of = |key: &str, rule: &str| {
        let leech = AntiLeech::new(TimestampRule::Expire { gap: Duration::ZERO }, key);
        leech.rule(rule).unwrap().sign(url, at(100)).unwrap()
    };
    let leech =
        AntiLeech::new(TimestampRule::Expire { gap: Duration::ZERO }, "one").rule("$(key)$(path)$(_t)");
    let leech = leech.unwrap().second_key("two").second_key("three");
    let leech = leech.second_rule("$(path)$(key)").unwrap().second_rule("$(_t)$(key)").unwrap();
    for (key, rule, is_good) in [
        ("one", "$(key)$(path)$(_t)", true),
        ("two", "$(key)$(path)$(_t)", false),
        ("three", "$(key)$(path)$(_t)", true),
        ("one", "$(path)$(key)", false),
        ("three", "$(_t)$(key)", true),
    ] {
        assert_eq!(leech.verify(&of(key, rule), at(100)).is_ok(), is_good, "{key} {rule}");
    }
}

#[test]
fn a_url_of_the_first_generation_has_a_scheme_and_neither_query_nor_fragment() {
    let token = UrlToken::Push { key: "key".into(), nonce: 1 };
    for url in ["a.example/live/b", "rtmp://a.example/live/b?x=1", "rtmp://a.example/live/b#top"] {
        assert_eq!(token.sign(url).unwrap_err().field(), "URL", "{url}");
    }
    assert!(token.sign("rtmp://a.example/live/b").is_ok());
}

#[test]
fn a_time_with_a_sign_is_not_told_to_be_hexadecimal() {
    let time_of = |time: &str| {
        let request =
            miku::Request::parse(&format!("http://a.example/bucket/key.m3u8?sign=x&t={time}")).unwrap();
        miku::AntiLeech::new("key").verify(&request, at(100)).unwrap_err()
    };
    assert!(matches!(time_of("6553f100"), Refusal::HexadecimalTime { expires_at: 0x6553_f100, .. }));
    for time in ["%2b6553f10", "6553f10", "6553f1000", "6553f10g"] {
        let refusal = time_of(time);
        assert!(!matches!(refusal, Refusal::HexadecimalTime { .. }), "{time}: {refusal}");
    }
}

#[test]
fn a_wrong_token_is_not_explained_by_its_alphabet_alone() {
    let credentials = Credentials::new("access", "secret-key");
    let auth = PublishAuth::ExpirySk { credentials: credentials.clone(), expires_at: at(200) };
    let signed = auth.sign("rtmp://a.example/hub/key").unwrap();
    let (head, _) = signed.rsplit_once(':').unwrap();
    let request = Publish::parse(&format!("{head}:AAAA/AAAAAAAAAAAAAAAAAAAAAA=")).unwrap();
    let refusal = PublishRule::ExpirySk(vec![credentials]).verify(&request, at(100)).unwrap_err();
    assert!(!refusal.to_string().contains("standard Base64"), "{refusal}");
}

fn oss() -> PublishUrl {
    PublishUrl::new("oss-cn-hangzhou.aliyuncs.com", "bucket", "channel").unwrap()
}

fn keys() -> Credentials {
    Credentials::new("access", "secret-key")
}

#[test]
fn a_url_of_oss_expires_after_1970() {
    assert_eq!(oss().sign(&keys(), UNIX_EPOCH).unwrap_err().field(), "expiry");
    assert!(oss().sign(&keys(), at(1)).is_ok());
}

#[test]
fn a_token_of_oss_is_signed_unless_it_was_set_not_to_be() {
    let text = |url: PublishUrl| url.string_to_sign(at(100));
    let signed = text(oss().security_token("sts"));
    assert!(signed.contains("security-token:sts"), "{signed}");
    assert_eq!(text(oss().parameter("security-token", "sts")), signed);
    assert_eq!(text(oss().unsigned_security_token("sts")), text(oss()));
    assert_eq!(text(oss().unsigned_security_token("other").security_token("sts")), signed);
    assert_eq!(text(oss().security_token("other").unsigned_security_token("sts")), text(oss()));
}

#[test]
fn a_playlist_that_is_left_out_of_what_is_signed_is_named() {
    let url = oss().parameter("x", "1");
    let signed = url.sign(&keys(), at(200)).unwrap();
    let request = PublishRequest::parse(&format!("{signed}&playlistName=a.m3u8")).unwrap();
    let refusal = request.verify(&keys(), at(100)).unwrap_err();
    assert!(refusal.to_string().contains("it leaves `playlistName` out"), "{refusal}");
}

#[cfg_attr(target_family = "wasm", ignore = "its clock knows other times")]
#[test]
fn a_publish_url_expires_from_1970_on() {
    let sign = |expires_at| {
        PublishAuth::Expiry { key: "12345678".into(), expires_at }.sign("rtmp://a.example/hub/key")
    };
    assert!(sign(UNIX_EPOCH).is_ok());
    let before = sign(UNIX_EPOCH - Duration::from_secs(1)).unwrap_err();
    assert_eq!(before.field(), "expires at");
}

#[cfg_attr(target_family = "wasm", ignore = "its clock knows other times")]
#[test]
fn a_time_before_1970_is_1970_to_a_verifier() {
    let rule = PublishRule::Expiry(vec!["12345678".into()]);
    let auth = PublishAuth::Expiry { key: "12345678".into(), expires_at: UNIX_EPOCH };
    let request = Publish::parse(&auth.sign("rtmp://a.example/hub/key").unwrap()).unwrap();
    assert!(rule.verify(&request, UNIX_EPOCH - Duration::from_secs(9)).is_ok());
    assert!(matches!(rule.verify(&request, at(1)), Err(Refusal::Expired { .. })));
}

#[test]
fn a_time_is_written_in_a_base_of_2_to_36() {
    let with = |base| AntiLeech::new(TimestampRule::Expire { gap: Duration::ZERO }, "key").ts_base(base);
    assert_eq!([1, 2, 36, 37].map(|base| with(base).is_ok()), [false, true, true, false]);
}
