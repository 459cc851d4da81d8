//! Signed URLs.

use std::time::Duration;

use pili_urls::{
    Domain, StreamPath,
    first::{UrlRule, UrlToken},
    miku,
    oss_rtmp::{PublishRequest as OssRequest, PublishUrl},
    play::{self, AntiLeech, TimestampRule},
    publish::{self, PublishAuth, PublishRequest, PublishRule},
};

use super::{bytes, in_an_hour, keys, now, text};
use crate::target::Target;

pub(super) const TARGETS: &[Target] = &[
    Target::verifier("publish-expiry", || publish_urls(expiry()), |url| published(&rule_of(&expiry()), url)),
    Target::verifier(
        "publish-expiry-sk",
        || publish_urls(expiry_sk()),
        |url| published(&rule_of(&expiry_sk()), url),
    ),
    Target::verifier(
        "publish-dynamic",
        || publish_urls(dynamic()),
        |url| published(&rule_of(&dynamic()), url),
    ),
    Target::verifier("publish-static", || publish_urls(open()), in_the_open),
    Target::verifier("play", play_urls, played),
    Target::verifier("first-push", || first_urls(first_push()), |url| first(&first_push_rule(), url)),
    Target::verifier("first-play", || first_urls(first_play()), |url| first(&first_play_rule(), url)),
    Target::verifier("miku", miku_urls, of_miku),
    Target::verifier("oss-rtmp", oss_urls, of_oss),
    Target::parser("srt-stream-id", srt_stream_ids, |id| {
        text(id).is_some_and(|id| PublishRequest::srt(id).is_ok_and(|request| request.stream().is_ok()))
    }),
    Target::parser(
        "play-rule",
        || bytes(["$(key)$(path)$(_t)", "${key}/$(streamKey)$(path_1)$$"]),
        |rule| {
            let leech = AntiLeech::new(TimestampRule::Expire { gap: Duration::ZERO }, "key");
            let leech = text(rule).and_then(|rule| leech.rule(rule).ok());
            leech.is_some_and(|leech| leech.sign("http://a.example/hub/key.m3u8?x=1", now()).is_ok())
        },
    ),
];

fn domain() -> Domain {
    Domain::new("live.example.com").expect("a domain")
}

fn streams() -> [StreamPath; 2] {
    [("hub", "evening"), ("hub-2", "a_b-c")].map(|(hub, key)| StreamPath::new(hub, key).expect("names"))
}

fn publish_urls(auth: PublishAuth) -> Vec<Vec<u8>> {
    let urls = streams().into_iter().flat_map(|stream| {
        let rtmp = publish::rtmp(&domain(), &stream);
        [format!("{rtmp}?x=1&y=a%20b"), rtmp, publish::srt(&domain(), &stream)]
    });
    bytes(urls.map(|url| auth.sign(&url).expect("a signature")))
}

fn expiry() -> PublishAuth {
    PublishAuth::Expiry { key: "12345678".into(), expires_at: in_an_hour() }
}

fn expiry_sk() -> PublishAuth {
    PublishAuth::ExpirySk { credentials: keys(), expires_at: in_an_hour() }
}

fn dynamic() -> PublishAuth {
    PublishAuth::Dynamic { key: "12345678".into(), nonce: 17 }
}

fn open() -> PublishAuth {
    PublishAuth::Static { key: "12345678".into() }
}

fn rule_of(auth: &PublishAuth) -> PublishRule {
    match auth {
        PublishAuth::Expiry { key, .. } => PublishRule::Expiry(vec![key.clone()]),
        PublishAuth::Dynamic { key, .. } => PublishRule::Dynamic(vec![key.clone()]),
        PublishAuth::Static { key } => PublishRule::Static(vec![key.clone()]),
        _ => PublishRule::ExpirySk(vec![keys()]),
    }
}

/// The stream that is published, and until when.
fn published(rule: &PublishRule, url: &[u8]) -> Option<String> {
    let request = PublishRequest::parse(text(url)?).ok()?;
    let verified = rule.verify(&request, now()).ok()?;
    Some(format!("{} {verified:?}", request.path()))
}

/// A key in the open says nothing of the stream.
fn in_the_open(url: &[u8]) -> Option<String> {
    let request = PublishRequest::parse(text(url)?).ok()?;
    rule_of(&open()).verify(&request, now()).ok().map(|verified| format!("{verified:?}"))
}

/// With a separator, because the usual rule has none: there the end of the path may be read as the beginning of the time.
fn leech() -> AntiLeech {
    let leech = AntiLeech::new(TimestampRule::Expire { gap: Duration::ZERO }, "play-key");
    leech.rule("$(key)$(path)/$(_t)").expect("a rule")
}

fn play_urls() -> Vec<Vec<u8>> {
    let urls = streams().into_iter().flat_map(|stream| {
        let hls = play::hls(&domain(), &stream);
        [format!("{hls}?x=1"), hls, play::hdl(&domain(), &stream)]
    });
    bytes(urls.map(|url| leech().sign(&url, in_an_hour()).expect("a signature")))
}

fn played(url: &[u8]) -> Option<String> {
    let url = text(url)?;
    let verified = leech().verify(url, now()).ok()?;
    Some(format!("{} {verified:?}", path_of(url)))
}

/// Percent-decoded, as every server sees it.
fn path_of(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.split_once('/').map_or("", |(_, path)| path);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    PublishRequest::parse(&format!("rtmp://a.example/{path}"))
        .map_or(path.to_owned(), |request| request.path().to_owned())
}

fn first_push() -> [UrlToken; 2] {
    [
        UrlToken::Push { key: "stream-key".into(), nonce: 17 },
        UrlToken::PushCount { key: "stream-key".into(), count: 18 },
    ]
}

fn first_play() -> [UrlToken; 1] {
    [UrlToken::Play { key: "stream-key".into(), expires_at: in_an_hour() }]
}

fn first_push_rule() -> UrlRule {
    UrlRule::Push("stream-key".into())
}

fn first_play_rule() -> UrlRule {
    UrlRule::Play("stream-key".into())
}

fn first_urls(tokens: impl IntoIterator<Item = UrlToken>) -> Vec<Vec<u8>> {
    bytes(
        tokens
            .into_iter()
            .map(|token| token.sign("rtmp://live.example.com/livestream/abc").expect("a signature")),
    )
}

fn first(rule: &UrlRule, url: &[u8]) -> Option<String> {
    let url = text(url)?;
    // A key in the open covers no URL.
    let url = Some(url).filter(|url| !url.contains("key="))?;
    let verified = rule.verify(url, now()).ok()?;
    Some(format!("{} {verified:?}", url.split('?').next()?))
}

fn miku_urls() -> Vec<Vec<u8>> {
    let stream = miku::StreamPath::new("bucket", "evening").expect("names");
    let urls = [miku::play::hls(&domain(), &stream), miku::publish::rtmp(&domain(), &stream)];
    bytes(urls.map(|url| miku::AntiLeech::new("primary").sign(&url, in_an_hour()).expect("a signature")))
}

fn of_miku(url: &[u8]) -> Option<String> {
    let request = miku::Request::parse(text(url)?).ok()?;
    let verified = miku::AntiLeech::new("primary").verify(&request, now()).ok()?;
    Some(format!("{} {verified:?}", path_of(text(url)?)))
}

fn oss_urls() -> Vec<Vec<u8>> {
    let url = PublishUrl::new("oss-cn-hangzhou.aliyuncs.com", "bucket", "channel").expect("names");
    let urls = [url.clone().playlist_name("a.m3u8").parameter("x", "1"), url.security_token("token")];
    bytes(urls.map(|url| url.sign(&keys(), in_an_hour()).expect("a signature")))
}

fn of_oss(url: &[u8]) -> Option<String> {
    let request = OssRequest::parse(text(url)?).ok()?;
    let verified = request.verify(&keys(), now()).ok()?;
    Some(format!("{} {} {:?} {verified:?}", request.bucket(), request.channel(), request.playlist_name()))
}

fn srt_stream_ids() -> Vec<Vec<u8>> {
    let url = |stream: &StreamPath| expiry_sk().sign(&publish::srt(&domain(), stream)).expect("a signature");
    let id = |url: String| url.split_once("streamid=").map(|(_, id)| id.to_owned());
    bytes(streams().iter().filter_map(|stream| id(url(stream))))
}
