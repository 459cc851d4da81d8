use std::time::{Duration, SystemTime, UNIX_EPOCH};

use pili_auth::{Credentials, oss};

use super::{Addressing, Mistake, PublishRequest, PublishUrl};
use crate::Refusal;

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_700_000_000)
}

fn keys() -> Credentials {
    Credentials::new("ak", "sk")
}

fn url(endpoint: &str) -> PublishUrl {
    PublishUrl::new(endpoint, "examplebucket", "café 1").unwrap().playlist_name("my list.m3u8")
}

fn signed(url: &PublishUrl) -> String {
    url.sign(&keys(), now() + Duration::from_secs(60)).unwrap()
}

fn refused(url: &str) -> Refusal {
    PublishRequest::parse(url).unwrap().verify(&keys(), now()).unwrap_err()
}

#[test]
fn a_signed_url_is_accepted_at_every_kind_of_host() {
    for endpoint in ["https://oss-cn-hangzhou.aliyuncs.com", "127.0.0.1:1935", "localhost"] {
        let request = PublishRequest::parse(&signed(&url(endpoint))).unwrap();
        assert_eq!((request.bucket(), request.channel()), ("examplebucket", "café 1"), "{endpoint}");
        assert_eq!(request.playlist_name().as_deref(), Some("my list.m3u8"));
        assert_eq!(request.verify(&keys(), now()).unwrap().access_key(), Some("ak"), "{endpoint}");
    }
    let custom = signed(&url("live.example.com").addressing(Addressing::CustomDomain));
    let request = PublishRequest::parse(&custom).unwrap().with_bucket("examplebucket");
    assert!(request.verify(&keys(), now()).is_ok());
}

#[test]
fn what_rtmp_brings_is_the_same_request() {
    let whole = signed(&url("127.0.0.1:1935"));
    let name = whole.split_once("/live/").unwrap().1;
    let request = PublishRequest::rtmp(None, "examplebucket/live", name).unwrap();
    assert_eq!(request, PublishRequest::parse(&whole).unwrap());
    assert_eq!(PublishRequest::rtmp(None, "examplebucket", &format!("live/{name}")).unwrap(), request);
    let virtual_host = PublishRequest::rtmp(Some("examplebucket.oss.test:1935"), "live", name).unwrap();
    assert!(virtual_host.verify(&keys(), now()).is_ok());
    assert_eq!(PublishRequest::rtmp(None, "vod", name).unwrap_err().field(), "path");
}

#[test]
fn a_token_is_accepted_signed_and_unsigned() {
    let plain = url("oss.example.com");
    for url in [plain.clone().security_token("t/+="), plain.unsigned_security_token("t/+=")] {
        let request = PublishRequest::parse(&signed(&url)).unwrap();
        assert!(request.verify(&keys(), now()).is_ok());
        assert!(!format!("{url:?} {request:?}").contains("t/+="));
    }
}

#[test]
fn the_token_of_temporary_credentials_goes_with_them() {
    let temporary = Credentials::temporary(keys().access_key(), keys().secret_key().clone(), "t/+=");
    let sign = |url: PublishUrl| url.sign(&temporary, now() + Duration::from_secs(60)).unwrap();
    let plain = url("oss.example.com");
    assert_eq!(sign(plain.clone()), signed(&plain.clone().security_token("t/+=")));
    assert_eq!(sign(plain.clone().unsigned_security_token("u")), signed(&plain.unsigned_security_token("u")));
}

#[test]
fn a_changed_part_is_refused() {
    let good = signed(&url("oss.example.com"));
    for (from, to) in [("my%20list", "other"), ("live/caf", "live/kaf"), ("//examplebucket", "//other")] {
        let bad = good.replace(from, to);
        assert!(matches!(refused(&bad), Refusal::SignatureDiffers { mistake: None, .. }), "{bad}");
    }
    assert!(matches!(refused(&format!("{good}&a=1")), Refusal::SignatureDiffers { .. }));
}

#[test]
fn a_missing_doubled_or_stale_part_is_named() {
    let good = signed(&url("oss.example.com"));
    let without = |name: &str| good.replace(name, "x");
    for name in ["OSSAccessKeyId", "Expires", "Signature"] {
        let refusal = refused(&without(name));
        assert!(matches!(&refusal, Refusal::Missing { parameter, .. } if parameter == name), "{refusal}");
    }
    assert!(matches!(refused(&format!("{good}&Expires=1")), Refusal::Duplicate { .. }));
    assert!(matches!(refused(&good.replace("Id=ak", "Id=zz")), Refusal::UnknownAccessKey(_)));
    let request = PublishRequest::parse(&good).unwrap();
    let late = request.verify(&keys(), now() + Duration::from_secs(90)).unwrap_err();
    assert!(late.to_string().starts_with("the URL expired 30 s ago"), "{late}");
}

#[test]
fn a_known_mistake_is_named() {
    let text = "1700000060\nplaylistName:p.m3u8\n/examplebucket/c";
    for (signed, secret, mistake) in [
        (text.to_owned(), "ak", Mistake::AccessKeyAsSecret),
        (text.replace("playlistName:p.m3u8\n", ""), "sk", Mistake::NoParameters),
        (text.replace("/examplebucket", ""), "sk", Mistake::NoBucket),
        (text.replace("/c", "/live/c"), "sk", Mistake::LiveInPath),
        (text.replace("\n/", "\n"), "sk", Mistake::NoLeadingSlash),
        (format!("{text}\n"), "sk", Mistake::TrailingLineFeed),
    ] {
        let signature = oss::signature(&secret.into(), &signed).replace('+', "%2B");
        let url = format!(
            "rtmp://examplebucket.oss.test/live/c?playlistName=p.m3u8&OSSAccessKeyId=ak&Expires=1700000060&Signature={signature}"
        );
        let refusal = refused(&url);
        assert!(
            matches!(&refusal, Refusal::SignatureDiffers { signed, mistake: Some(found) } if *found == mistake && signed == text),
            "{mistake:?}: {refusal}"
        );
    }
}

#[test]
fn what_cannot_be_signed_names_the_part() {
    let field = |keys: &Credentials, at| url("oss.example.com").sign(keys, at).unwrap_err().field();
    assert_eq!(field(&Credentials::new("", "sk"), now()), "access key");
    assert_eq!(field(&Credentials::new("ak", ""), now()), "secret key");
    assert_eq!(field(&keys(), UNIX_EPOCH), "expiry");
    assert_eq!(PublishUrl::new("a b", "examplebucket", "c").unwrap_err().field(), "domain");
    assert_eq!(PublishUrl::new("a", "Bucket", "c").unwrap_err().field(), "bucket");
    assert_eq!(PublishUrl::new("a", "bucket", "a/b").unwrap_err().field(), "channel");
}
