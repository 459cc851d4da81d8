//! The rule `dynamic`, of which something must be remembered.

use pili_gate::Engine;
use pili_urls::publish::PublishAuth;

use crate::stage::{Stage, post};

#[test]
fn a_nonce_must_grow_and_a_connection_may_ask_twice() {
    let stage =
        Stage::new("[[hubs]]\nname = \"hub\"\npublish = { rule = \"dynamic\", keys = [\"12345678\"] }");
    let ask = |nonce: u64, session: &str| {
        let auth = PublishAuth::Dynamic { key: "12345678".into(), nonce };
        let url = auth.sign("rtmp://a.test/hub/key").unwrap();
        let params = url.split_once('?').unwrap().1;
        let body = serde_json::json!({ "app": "hub", "stream": "key", "params": params, "id": session });
        stage.ask(Engine::ZlMediaKit, post("/hooks/zlmediakit/on_publish", body.to_string()))
    };
    assert!(ask(7, "1") && ask(7, "1"));
    assert!(!ask(7, "2"));
    assert_eq!(stage.last().cause.map(|cause| cause.name()), Some("nonce"));
    assert!(ask(8, "2") && !ask(7, "1"));
}
