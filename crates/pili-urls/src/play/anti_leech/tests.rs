use std::time::{Duration, UNIX_EPOCH};

use super::*;

const URL: &str = "https://live.example.com/demo-hub/evening.m3u8?uid=u7";
const TIME: u64 = 1_634_745_600;

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn expire() -> AntiLeech {
    AntiLeech::new(TimestampRule::Expire { gap: Duration::from_secs(10) }, "one")
}

fn start() -> AntiLeech {
    AntiLeech::new(TimestampRule::Start { range: Duration::from_secs(60) }, "one")
}

#[test]
fn the_matching_key_and_rule_are_told() {
    let rule2 = "$(_uid)$(key)$(streamTitle)";
    let domain = expire().second_key("two").second_rule(rule2).unwrap();
    let of = |key: &str, rule: Option<&str>| {
        let leech = AntiLeech::new(TimestampRule::Expire { gap: Duration::ZERO }, key);
        let leech = match rule {
            Some(rule) => leech.rule(rule).unwrap(),
            None => leech,
        };
        let verified = domain.verify(&leech.sign(URL, at(TIME)).unwrap(), at(TIME)).unwrap();
        (verified.key(), verified.rule(), verified.time())
    };
    assert_eq!(of("one", None), (1, 1, at(TIME)));
    assert_eq!(of("two", None), (2, 1, at(TIME)));
    assert_eq!(of("two", Some(rule2)), (2, 2, at(TIME)));
}

#[test]
fn an_end_is_tolerated_for_the_gap_and_then_told() {
    let url = expire().sign(URL, at(TIME)).unwrap();
    assert!(expire().verify(&url, at(TIME + 10)).is_ok());
    let refusal = expire().verify(&url, at(TIME + 11)).unwrap_err();
    assert_eq!(refusal, Refusal::Expired { expires_at: TIME, by: Duration::from_secs(11) });
}

#[test]
fn a_start_lies_neither_ahead_nor_a_range_behind() {
    let url = start().sign(URL, at(TIME)).unwrap();
    assert!(start().verify(&url, at(TIME)).is_ok());
    assert!(start().verify(&url, at(TIME + 60)).is_ok());
    let early = start().verify(&url, at(TIME - 3)).unwrap_err();
    assert_eq!(early, Refusal::NotYetValid { starts_at: TIME, by: Duration::from_secs(3) });
    let late = start().verify(&url, at(TIME + 61)).unwrap_err();
    assert_eq!(late, Refusal::Expired { expires_at: TIME + 60, by: Duration::from_secs(1) });
}

#[test]
fn a_forged_url_is_explained_without_the_key() {
    let url = expire().sign(URL, at(TIME)).unwrap().replace("evening", "morning");
    let reason = expire().verify(&url, at(TIME)).unwrap_err().to_string();
    assert!(reason.contains("`$(key)/demo-hub/morning.m3u861703d00`"), "{reason}");
}

#[test]
fn likely_mistakes_are_named() {
    let mistake = |url: &str| match expire().verify(url, at(TIME)).unwrap_err() {
        Refusal::SignDiffers { mistake, .. } => mistake,
        other => panic!("{other}"),
    };
    let url = expire().sign(URL, at(TIME)).unwrap();
    let md5_given = url.split("sign=").nth(1).unwrap().split('&').next().unwrap();
    assert_eq!(mistake(&url.replace(md5_given, &md5_given.to_uppercase())), Some(Mistake::UpperCase));
    let escaped = md5(b"one/demo-hub/%E7%9B%B461703d00".to_vec());
    let url = format!("https://live.example.com/demo-hub/%E7%9B%B4?sign={escaped}&t=61703d00");
    assert_eq!(mistake(&url), Some(Mistake::EncodedPath));
}

#[test]
fn a_bad_parameter_is_named() {
    for (query, reason) in [
        ("", "the URL has no `t`, which the rule tsExpireMD5 needs: sign it for tsExpireMD5"),
        ("?t=5", "the URL has no `sign`, which the rule tsExpireMD5 needs: sign it for tsExpireMD5"),
        ("?t=5&t=6&sign=x", "the URL has `t` more than once: sign the URL without the older one"),
        ("?t=xyz&sign=x", "`t` is `xyz`, not a number in base 16"),
    ] {
        let refusal = expire().verify(&format!("http://live.example.com/h/s{query}"), at(0)).unwrap_err();
        assert_eq!(refusal.to_string(), reason);
    }
}

#[cfg_attr(target_family = "wasm", ignore = "its clock knows other times")]
#[test]
fn bases_beyond_36_and_empty_keys_are_refused() {
    assert_eq!(expire().ts_base(37).unwrap_err().field(), "tsBase");
    assert_eq!(expire().ts_base(1).unwrap_err().field(), "tsBase");
    let keyless = AntiLeech::new(TimestampRule::Expire { gap: Duration::ZERO }, "");
    assert_eq!(keyless.sign(URL, at(0)).unwrap_err().field(), "play key");
    assert_eq!(expire().sign(URL, UNIX_EPOCH - Duration::from_secs(1)).unwrap_err().field(), "time");
}
