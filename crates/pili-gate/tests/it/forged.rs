//! Nobody forges a verdict.

use bytes::Bytes;
use http::Request;
use pili_gate::{Caller, Engine};
use pili_live::domain::{PlaySecurity, PlaySecurityType};

use crate::stage::{HUB, Stage, at_once, nginx, post, signed, srs};

/// One stream is open to all, the rest is not.
const WITH_AN_OPEN_STREAM: &str =
    "streams = [{ key = \"open\", publish = { rule = \"none\" } }]\nrelays = [\"10.0.0.1\"]\n";

fn stage() -> Stage {
    Stage::new(&format!("{HUB}{WITH_AN_OPEN_STREAM}"))
}

#[test]
fn what_a_client_writes_behind_the_members_of_nginx_rtmp_is_its_query_and_nothing_else() {
    let stage = stage();
    for query in [
        "name=open",
        "call=publish&name=open&type=live",
        "name=open&app=hub&addr=10.0.0.1&call=done",
        "call=connect",
        "e=1&token=ak:x&name=open",
        "\r\n\r\nname=open",
        "addr=10.0.0.1",
    ] {
        assert!(!stage.ask(Engine::NginxRtmp, nginx("key", query)), "{query}");
        let told = stage.last();
        assert_eq!(told.stream.as_deref(), Some("hub/key"), "{query}");
        assert_eq!(told.address, "203.0.113.7".parse().ok(), "{query}");
    }
    assert!(stage.ask(Engine::NginxRtmp, nginx("open", "name=key&call=done")));
    assert!(stage.ask(Engine::NginxRtmp, nginx("key", &signed("key"))), "{}", stage.last());
}

#[test]
fn members_out_of_their_place_are_no_hook_of_nginx_rtmp() {
    let stage = stage();
    for body in [
        "",
        "call=publish&name=open&app=hub",
        "app=hub&call=publish&name=open&type=live",
        "app=hub&flashver=&swfurl=&tcurl=&pageurl=&addr=10.0.0.1&clientid=1&call=invented&name=open",
        "app=hub&flashver=&swfurl=&tcurl=&pageurl=&addr=10.0.0.1&clientid=1&call=publish",
        "app=hub&flashver=&swfurl=&tcurl=&pageurl=&addr=10.0.0.1&clientid=1",
    ] {
        assert!(!stage.ask(Engine::NginxRtmp, post("/hooks/nginx-rtmp", body)), "{body}");
    }
    let broken = Bytes::from_static(
        b"app=hub&flashver=&swfurl=&tcurl=&pageurl=&addr=&clientid=1&call=publish&name=open&type=&\xff",
    );
    assert!(!stage.ask(Engine::NginxRtmp, post("/hooks/nginx-rtmp", broken)));
}

#[test]
fn a_hook_by_get_is_refused_since_its_headers_may_be_a_clients() {
    let stage = stage();
    let target = "/hooks/nginx-rtmp?app=hub&flashver=&swfurl=&tcurl=&pageurl=&addr=10.0.0.1&clientid=1&call=publish&name=open&type=live";
    let request = Request::get(target).body(Bytes::new()).unwrap();
    assert!(!stage.ask(Engine::NginxRtmp, request));
    assert!(stage.last().reason.unwrap().contains("notify_method post"));
}

#[test]
fn a_name_is_decoded_once() {
    let stage = stage();
    // What the client named `op%65n` comes as `op%2565n`.
    assert!(!stage.ask(Engine::NginxRtmp, nginx("op%2565n", "")));
    assert!(stage.ask(Engine::NginxRtmp, nginx("op%65n", "")));
}

#[test]
fn a_url_that_nginx_rtmp_cut_off_is_told_as_such() {
    let stage = stage();
    let query = format!("a={}&{}", "x".repeat(300), signed("key"));
    let cut = &query[..251];
    assert!(!stage.ask(Engine::NginxRtmp, nginx("key", cut)));
    let reason = stage.last().reason.unwrap();
    assert!(reason.contains("cuts key and query at 255 bytes"), "{reason}");
}

#[test]
fn a_query_that_was_encoded_anew_for_hls_is_good_and_a_changed_one_is_not() {
    let play =
        "play = { type = \"tsExpireMD5\", key1 = \"play-key\", rule = \"$(key)$(path)$(_t)$(_who)\" }\n";
    let stage = Stage::new(&format!("{HUB}{play}"));
    let mut security = PlaySecurity::default();
    (security.kind, security.key1) = (PlaySecurityType::TsExpireMd5, "play-key".into());
    security.rule = "$(key)$(path)$(_t)$(_who)".to_owned();
    let rule = pili_gate::play_rule(&security).unwrap().unwrap();
    let url = rule.sign("http://a.test/hub/key.m3u8?who=a:b c=", crate::stage::now()).unwrap();
    let query = url.split_once('?').unwrap().1;
    // Sorted by name, and escaped as Go does it.
    let mut pairs: Vec<_> = query.split('&').collect();
    pairs.sort_unstable();
    let anew = pairs.join("&");
    let ask = |query: &str| {
        let body = serde_json::json!({
            "ip": "203.0.113.7", "action": "read", "path": "hub/key", "protocol": "hls", "id": null, "query": query,
        });
        post("/hooks/mediamtx", body.to_string())
    };
    assert!(stage.ask(Engine::MediaMtx, ask(&anew)), "{}", stage.last());
    assert!(!stage.ask(Engine::MediaMtx, ask(&anew.replace("who=a", "who=b"))));
    assert!(!stage.ask(Engine::MediaMtx, ask(&anew.replace("%3A", "%3B"))));
}

#[test]
fn a_client_does_not_choose_its_virtual_host() {
    let stage = stage();
    for param in ["?vhost=other", "?a=1&domain=other", "?vhost=__defaultVhost__&a=1"] {
        assert!(!stage.ask(Engine::Srs, srs("open", param)), "{param}");
        assert!(stage.last().reason.unwrap().contains("virtual host"), "{param}");
    }
    assert!(stage.ask(Engine::Srs, srs("open", "?a=1")));
    let zlm = serde_json::json!({ "app": "hub", "stream": "open", "params": "vhost=x", "ip": "203.0.113.7" });
    assert!(!stage.ask(Engine::ZlMediaKit, post("/hooks/zlmediakit/on_publish", zlm.to_string())));
}

#[test]
fn a_name_that_srs_could_not_take_apart_is_refused() {
    let stage = stage();
    assert!(!stage.ask(Engine::Srs, srs("open?vhost=x y", "")));
    assert!(!stage.ask(
        Engine::Srs,
        post("/hooks/srs", r#"{"action":"on_publish","app":"hub","stream":"key","stream":"open"}"#)
    ));
    assert!(
        !stage
            .ask(Engine::Srs, post("/hooks/srs", r#"{"action":"on_invented","app":"hub","stream":"open"}"#))
    );
}

#[test]
fn only_engines_may_ask() {
    let secret = "[engines.srs]\nsecret = \"hush-hush\"\ncallers = [\"10.9.0.0/16\"]\n";
    let stage = Stage::new(&format!("{HUB}{WITH_AN_OPEN_STREAM}{secret}"));
    let from = |address: &str, path: &str| {
        let (mut head, body) = srs("open", "").into_parts();
        head.uri = path.parse().unwrap();
        head.extensions.insert(Caller(address.parse().unwrap()));
        Request::from_parts(head, body)
    };
    assert!(stage.ask(Engine::Srs, from("10.9.1.1", "/hooks/srs/hush-hush")));
    assert!(stage.ask(Engine::Srs, from("10.9.1.1", "/hooks/srs/hush-hush/on_publish")));
    for (address, path) in [
        ("10.9.1.1", "/hooks/srs"),
        ("10.9.1.1", "/hooks/srs/hush"),
        ("10.9.1.1", "/hooks/srs/on_publish/hush-hush"),
        ("10.8.1.1", "/hooks/srs/hush-hush"),
        ("127.0.0.1", "/hooks/srs/hush-hush"),
    ] {
        assert!(!stage.ask(Engine::Srs, from(address, path)), "{address} {path}");
        let answer = stage.answer(from(address, path));
        assert!(!String::from_utf8_lossy(answer.body()).contains("secret"), "the caller learns nothing");
    }
    // Other engines are taken from this machine alone.
    let (mut head, body) = nginx("open", "").into_parts();
    head.extensions.insert(Caller("10.9.1.1".parse().unwrap()));
    assert!(!stage.ask(Engine::NginxRtmp, Request::from_parts(head, body)));
    assert!(stage.ask(Engine::NginxRtmp, nginx("open", "")));
}

#[test]
fn a_request_whose_caller_nobody_knows_is_refused() {
    let stage = stage();
    let answer = at_once(stage.gate.answer(&nginx("open", ""))).unwrap();
    assert_eq!(answer.status(), 403);
}

#[test]
fn the_signature_of_ovenmediaengine_is_checked_over_the_body_as_it_came() {
    let stage = Stage::new(&format!(
        "{HUB}{WITH_AN_OPEN_STREAM}[engines.ovenmediaengine]\nsignature_key = \"1234\"\n"
    ));
    let body = |address: &str| {
        let url = "rtmp://live.example.com:1935/hub/open";
        format!(
            r#"{{"client":{{"address":"{address}","port":1}},"request":{{"direction":"incoming","protocol":"RTMP","status":"opening","time":"","url":"{url}"}}}}"#
        )
    };
    let sign = |body: &str| pili_auth::qiniu::token(&"1234".into(), body).trim_end_matches('=').to_owned();
    let ask = |body: String, signatures: &[String]| {
        let mut request = Request::post("/hooks/ovenmediaengine");
        for signature in signatures {
            request = request.header("X-OME-Signature", signature);
        }
        stage.ask(Engine::OvenMediaEngine, request.body(Bytes::from(body)).unwrap())
    };
    let right = body("203.0.113.7");
    assert!(ask(right.clone(), &[sign(&right)]));
    assert!(!ask(right.clone(), &[]));
    assert!(!ask(right.clone(), &[sign("")]));
    assert!(!ask(body("10.0.0.1"), &[sign(&right)]));
    assert!(!ask(right.clone(), &[sign(&right), sign(&right)]));
}

#[test]
fn a_header_of_a_client_makes_nobody_a_relay() {
    let stage = stage();
    let url = "https://live.example.com:3334/hub/key/llhls.m3u8";
    let body = format!(
        r#"{{"client":{{"address":"203.0.113.7","port":1,"real_ip":"10.0.0.1"}},"request":{{"direction":"incoming","protocol":"WebRTC","status":"opening","time":"","url":"{url}"}}}}"#
    );
    assert!(!stage.ask(Engine::OvenMediaEngine, post("/hooks/ovenmediaengine", body)));
}

#[test]
fn the_api_of_mediamtx_is_not_opened() {
    let stage = stage();
    for action in ["api", "metrics", "pprof", "invented"] {
        let body = format!(r#"{{"action":"{action}","path":"hub/open","protocol":""}}"#);
        assert!(!stage.ask(Engine::MediaMtx, post("/hooks/mediamtx", body)), "{action}");
    }
}

#[test]
fn a_slash_that_an_encoder_left_at_the_end_is_forgiven_once() {
    let stage = stage();
    let ask = |params: String| {
        let body =
            serde_json::json!({ "app": "hub", "stream": "key", "params": params, "ip": "203.0.113.7" });
        post("/hooks/zlmediakit/on_publish", body.to_string())
    };
    assert!(stage.ask(Engine::ZlMediaKit, ask(format!("{}/", signed("key")))));
    assert!(!stage.ask(Engine::ZlMediaKit, ask(format!("{}//", signed("key")))));
}

#[test]
fn a_parameter_that_is_there_twice_is_refused() {
    let stage = stage();
    let good = signed("key");
    assert!(!stage.ask(Engine::Srs, srs("key", &format!("?{good}&e=9999999999"))));
    let body = serde_json::json!({
        "id": "1", "ip": "203.0.113.7:1", "app": "hub", "name": "key", "protocol": "rtmp", "action": "postPublish",
        "query": { "e": ["1", "2"], "token": "ak:x" },
    });
    assert!(!stage.ask(Engine::NodeMediaServer, post("/hooks/node-media-server", body.to_string())));
    assert!(stage.last().reason.unwrap().contains("`e`"));
}

#[test]
fn nothing_that_was_told_moves_the_cursor_or_holds_a_token() {
    let stage = stage();
    let good = signed("key");
    let token = good.rsplit_once(':').unwrap().1;
    assert!(!stage.ask(Engine::NginxRtmp, nginx("other%0A%1B[2J", &good)));
    let told = stage.last();
    let (line, json) = (told.to_string(), serde_json::to_string(&told).unwrap());
    assert!(!line.contains(['\n', '\u{1b}']), "{line}");
    assert!(!line.contains(token) && !json.contains(token), "{json}");
    assert!(!stage.ask(Engine::NginxRtmp, nginx(&format!("key%3F{good}").replace('&', "%26"), "")));
    let told = stage.last();
    assert_eq!(told.stream.as_deref(), Some("hub/key?…"));
    assert!(!serde_json::to_string(&told).unwrap().contains(token), "{told}");
    // A client cannot have its stream left out by calling it a secret.
    assert!(!stage.ask(Engine::NginxRtmp, nginx("some-stream", "token=some-stream")));
    assert_eq!(stage.last().stream.as_deref(), Some("hub/some-stream"));
    assert!(!stage.ask(Engine::NginxRtmp, nginx("key2", &good)));
    let told = stage.last();
    assert_eq!(told.string_to_sign.as_deref(), Some("/hub/key2?e=1700000060"));
    assert_eq!(
        (told.access_key.as_deref(), told.cause.map(|cause| cause.name())),
        (Some("ak"), Some("signature"))
    );
}
