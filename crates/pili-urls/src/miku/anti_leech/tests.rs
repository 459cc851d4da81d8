use std::time::{Duration, UNIX_EPOCH};

use super::*;
use crate::{
    Domain, Mistake,
    miku::{StreamPath, play, publish},
    publish::{PublishAuth, PublishRequest, PublishRule},
};

const URL: &str = "http://live.example.com/demo-bucket/evening.m3u8";
const PATH: &str = "/demo-bucket/evening.m3u8";
const TIME_OF_URL: u64 = 1_761_739_200;

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn leech() -> AntiLeech {
    AntiLeech::new("one").secondary_key("two")
}

fn signed(url: &str) -> String {
    leech().sign(url, at(TIME_OF_URL)).unwrap()
}

fn verify(url: &str, now: u64) -> Result<Verified, Refusal> {
    leech().verify(&Request::parse(url).unwrap(), at(now))
}

/// The refusal of a URL whose MD5 covers `text`.
fn mistake(text: &str) -> Option<Mistake> {
    let sign = md5(&"one".into(), text);
    match verify(&format!("{URL}?sign={sign}&t={TIME_OF_URL}"), 0).unwrap_err() {
        Refusal::SignDiffers { text, mistake } => {
            assert_eq!(text, format!("$(key){PATH}{TIME_OF_URL}"));
            mistake
        }
        other => panic!("{other}"),
    }
}

#[test]
fn every_signed_url_verifies_for_its_stream_until_it_expires() {
    let stream = StreamPath::new("demo-bucket", "evening").unwrap();
    let domain = Domain::new("live.example.com:8080").unwrap();
    for plain in [
        publish::rtmp(&domain, &stream),
        publish::whip(&domain.https(), &stream),
        play::rtmp(&domain, &stream),
        play::flv(&domain, &stream),
        play::hls(&domain.https(), &stream),
        play::whep(&domain, &stream),
    ] {
        let url = signed(&plain);
        assert!(url.starts_with(&format!("{plain}?sign=")), "{url}");
        let request = Request::parse(&url).unwrap();
        assert_eq!(request.stream().unwrap(), stream, "{url}");
        assert_eq!(request.expires_at().unwrap(), at(TIME_OF_URL), "{url}");
        let verified = leech().verify(&request, at(TIME_OF_URL)).unwrap();
        assert_eq!((verified.key(), verified.expires_at()), (Key::Primary, at(TIME_OF_URL)));
        let late = leech().verify(&request, at(TIME_OF_URL + 61)).unwrap_err();
        assert_eq!(late, Refusal::Expired { expires_at: TIME_OF_URL, by: Duration::from_secs(61) });
    }
}

#[test]
fn either_key_is_good_and_no_other() {
    for (key, expected) in [("one", Some(Key::Primary)), ("two", Some(Key::Secondary)), ("three", None)] {
        let url = AntiLeech::new(key).sign(URL, at(TIME_OF_URL)).unwrap();
        assert_eq!(verify(&url, 0).ok().map(|verified| verified.key()), expected, "{key}");
    }
}

#[test]
fn an_encoder_that_splits_the_url_is_let_in() {
    let url = signed("rtmp://publish.example.com/demo-bucket/evening");
    let query = url.split_once('?').unwrap().1;
    for request in [
        Request::rtmp("demo-bucket", &format!("evening?{query}")),
        Request::rtmp(&format!("demo-bucket?{query}"), "evening"),
        Request::new("/demo-bucket/evening", query),
    ] {
        assert!(leech().verify(&request, at(0)).is_ok(), "{request:?}");
    }
}

#[test]
fn other_parameters_are_kept_and_older_values_replaced() {
    let url = signed(&format!("{URL}?uid=u7&t=5&sign=old&a=b"));
    let sign = md5(&"one".into(), &format!("{PATH}{TIME_OF_URL}"));
    assert_eq!(url, format!("{URL}?a=b&sign={sign}&t={TIME_OF_URL}&uid=u7"));
    assert!(verify(&url.replace("uid=u7", "uid=u8"), 0).is_ok(), "no other parameter is signed");
}

#[test]
fn a_path_that_needs_escaping_is_signed_escaped() {
    let url = signed("http://live.example.com/demo-bucket/直 播@720p.flv");
    let text = format!("/demo-bucket/%E7%9B%B4+%E6%92%AD%40720p.flv{TIME_OF_URL}");
    assert!(url.contains(&format!("sign={}&", md5(&"one".into(), &text))), "{url}");
    assert!(verify(&url, 0).is_ok(), "{url}");
}

#[test]
fn a_url_moved_to_another_stream_is_refused_with_the_text_to_sign() {
    let refusal = verify(&signed(URL).replace("evening", "morning"), 0).unwrap_err().to_string();
    let text = format!("`$(key)/demo-bucket/morning.m3u8{TIME_OF_URL}`");
    assert!(refusal.contains(&text) && !refusal.contains("one"), "{refusal}");
}

#[test]
fn likely_mistakes_are_named() {
    let hexadecimal = format!("{PATH}{TIME_OF_URL:x}");
    for (text, expected) in [
        (format!("demo-bucket/evening.m3u8{TIME_OF_URL}"), Mistake::NoLeadingSlash),
        (format!("/demo-bucket/evening{TIME_OF_URL}"), Mistake::OtherExtension),
        (format!("/demo-bucket/evening.flv{TIME_OF_URL}"), Mistake::OtherExtension),
        (hexadecimal, Mistake::HexadecimalTime),
        (format!("{URL}{TIME_OF_URL}"), Mistake::WholeUrl),
        (format!("{PATH}{TIME_OF_URL}\n"), Mistake::TrailingLineFeed),
    ] {
        assert_eq!(mistake(&text), Some(expected), "{text}");
    }
    assert_eq!(mistake("something else"), None);
}

#[test]
fn an_md5_in_upper_case_and_one_of_the_decoded_path_are_named() {
    let url = signed(URL);
    let sign = url.split(['=', '&']).nth(1).unwrap();
    let decoded = md5(&"two".into(), &format!("/demo-bucket/直播{TIME_OF_URL}"));
    for (url, expected) in [
        (url.replace(sign, &sign.to_uppercase()), Mistake::UpperCase),
        (
            format!("rtmp://example.com/demo-bucket/%E7%9B%B4%E6%92%AD?sign={decoded}&t={TIME_OF_URL}"),
            Mistake::DecodedPath,
        ),
    ] {
        let refusal = verify(&url, 0).unwrap_err();
        assert!(
            matches!(refusal, Refusal::SignDiffers { mistake, .. } if mistake == Some(expected)),
            "{refusal}"
        );
    }
}

#[test]
fn a_hexadecimal_time_is_told_from_an_old_one() {
    let pili = crate::play::AntiLeech::new(crate::play::TimestampRule::Expire { gap: Duration::ZERO }, "one");
    let digits_only = 0x6901_2345;
    for time in [TIME_OF_URL, digits_only] {
        let url = pili.sign(URL, at(time)).unwrap();
        let refusal = verify(&url, 1_700_000_000).unwrap_err();
        assert_eq!(refusal, Refusal::HexadecimalTime { value: format!("{time:x}"), expires_at: time });
    }
    let early = leech().sign(URL, at(69_012_345)).unwrap();
    assert!(verify(&early, 60_000_000).is_ok(), "a decimal time of eight digits is one while it lasts");
    let refusal = verify(&early, 70_000_000).unwrap_err();
    assert!(matches!(refusal, Refusal::Expired { .. }), "and soon after: {refusal}");
}

#[test]
fn a_url_of_the_other_product_is_told_so() {
    let expires_at = at(TIME_OF_URL);
    let url = "rtmp://publish.example.com/demo-bucket/evening";
    let of_pili = PublishAuth::Expiry { key: "one".into(), expires_at }.sign(url).unwrap();
    let found = Refusal::OtherRule { wanted: "tsExpireMD5", found: "expiry", parameter: "expire" };
    assert_eq!(verify(&of_pili, 0).unwrap_err(), found);

    let rule = PublishRule::Expiry(vec!["one".into()]);
    let found = Refusal::OtherRule { wanted: "expiry", found: "tsExpireMD5", parameter: "sign" };
    let of_miku = PublishRequest::parse(&signed(url)).unwrap();
    assert_eq!(rule.verify(&of_miku, at(0)).unwrap_err(), found);
}

#[test]
fn a_bad_parameter_is_named() {
    for (query, reason) in [
        ("", "the URL has no `t`, which the rule tsExpireMD5 needs: sign it for tsExpireMD5"),
        ("sign=x", "the URL has no `t`, which the rule tsExpireMD5 needs: sign it for tsExpireMD5"),
        ("t=5", "the URL has no `sign`, which the rule tsExpireMD5 needs: sign it for tsExpireMD5"),
        ("t=5&t=6&sign=x", "the URL has `t` more than once: sign the URL without the older one"),
        ("t=5&sign=x&sign=y", "the URL has `sign` more than once: sign the URL without the older one"),
        ("t=soon&sign=x", "`t` is `soon`, not a number in base 10"),
        ("t=-5&sign=x", "`t` is `-5`, not a number in base 10"),
        ("t=&sign=x", "`t` is ``, not a number in base 10"),
        ("t=99999999999999999999&sign=x", "`t` is `99999999999999999999`, not a number in base 10"),
        (
            "t=61703d00&sign=x",
            "`t` is `61703d00`, a hexadecimal time as in Pili's play URLs: Miku's are decimal, \
             so write and sign 1634745600",
        ),
    ] {
        let refusal = leech().verify(&Request::new(PATH, query), at(0)).unwrap_err();
        assert_eq!(refusal.to_string(), reason);
    }
}

#[cfg_attr(target_family = "wasm", ignore = "its clock knows other times")]
#[test]
fn what_cannot_be_signed_is_refused_naming_the_part() {
    let sign = |url: &str, time| leech().sign(url, time).map_err(|error| error.field());
    assert_eq!(AntiLeech::new("").sign(URL, at(0)).unwrap_err().field(), "primary key");
    assert_eq!(sign(URL, UNIX_EPOCH - Duration::from_nanos(1)), Err("expires at"));
    assert_eq!(sign("live.example.com/demo-bucket/evening", at(0)), Err("URL"));
    assert_eq!(sign("rtmp://live.example.com", at(0)), Err("path"));
}

#[test]
fn an_srt_url_is_neither_signed_nor_verified() {
    let stream = StreamPath::new("demo-bucket", "evening").unwrap();
    let url = play::srt(&Domain::new("live.example.com").unwrap(), &stream);
    for error in [leech().sign(&url, at(0)).unwrap_err(), Request::parse(&url).unwrap_err()] {
        assert_eq!(error.rule(), "must not be one of SRT, for which Miku documents no signature");
    }
}

#[test]
fn an_empty_key_lets_nobody_in() {
    let sign = md5(&"".into(), &format!("{PATH}{TIME_OF_URL}"));
    let request = Request::new(PATH, &format!("sign={sign}&t={TIME_OF_URL}"));
    for leech in [AntiLeech::new(""), AntiLeech::new("one").secondary_key("")] {
        assert!(matches!(leech.verify(&request, at(0)), Err(Refusal::SignDiffers { mistake: None, .. })));
    }
}

#[test]
fn debug_shows_neither_keys_nor_signatures() {
    let url = signed(URL);
    let sign = url.split(['=', '&']).nth(1).unwrap();
    let shown = format!("{:?} {:?}", leech(), Request::parse(&url).unwrap());
    assert!(shown.contains(PATH) && !shown.contains(sign), "{shown}");
    assert!(!shown.contains("one") && !shown.contains("two"), "{shown}");
}
