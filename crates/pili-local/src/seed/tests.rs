use proptest::{prelude::*, sample::Index};

use super::Seed;
use crate::Local;

#[test]
fn a_member_that_is_not_known_is_named_with_its_line() {
    for (text, named) in [
        ("[[hubs]]\nname = \"a\"\npublish_rul = \"none\"", "publish_rul"),
        ("[[hub]]\nname = \"a\"", "hub"),
        ("[[hubs]]\nname = \"a\"\nstreams = [{ key = \"a\", disable = true }]", "disabled"),
        ("[[buckets]]", "name"),
    ] {
        let error = text.parse::<Seed>().expect_err(text).to_string();
        assert!(error.contains(named) && error.contains("line "), "{error}");
    }
    let error =
        Seed::from_json(br#"{"hubs":[{"name":"a","publish":1}]}"#).expect_err("no member").to_string();
    assert!(error.starts_with("hubs[0].publish: unknown field `publish`"), "{error}");
}

#[test]
fn a_wrong_name_or_rule_is_named_and_nothing_is_made() {
    let local = Local::demo();
    for (text, named) in [
        ("[[hubs]]\nname = \"shows\"\n[[hubs]]\nname = \"a/b\"", "hubs.name"),
        ("[[hubs]]\nname = \"shows\"\nstreams = [\"a b\"]", "hubs.streams"),
        ("[[hubs]]\nname = \"shows\"\npublish_rule = \"static\"", "hubs.publish_key"),
        ("[[hubs]]\nname = \"shows\"\npublish_rule = \"nonsense\"", "hubs.publish_rule"),
        ("[[hubs]]\nname = \"shows\"\n[[buckets]]\nname = \"A\"", "buckets.name"),
        ("[[hubs]]\nname = \"shows\"\n[[apps]]\nid = \"\"", "apps.id"),
    ] {
        let refused = local.seed(&text.parse().expect(text)).expect_err(text);
        assert!(refused.message().contains(named), "{refused}");
        assert!(local.urls("shows", "a").is_err(), "{text}");
    }
}

const WHOLE: &str = r#"
[[hubs]]
name = "shows"
publish_rule = "expiry"
publish_key = "12345678"
callback = "http://127.0.0.1:8080/live"
streams = ["evening", { key = "morning", disabled = true }]

[[hubs.domains]]
name = "publish.test"
type = "publishRtmp"
let_in = ["127.0.0.0/8"]

[[buckets]]
name = "pictures"
channels = ["door"]

[[apps]]
id = "app1"
hub = "shows"
rooms = ["lobby"]

[[projects]]
name = "classes"
"#;

proptest! {
    #[test]
    fn an_edited_file_is_carried_out_or_refused_in_words(
        edits in prop::collection::vec((any::<Index>(), 0..3, prop::sample::select(&b"[]{}=\".\n#, a0-/"[..])), 1..5),
    ) {
        let mut file = WHOLE.as_bytes().to_vec();
        for (at, kind, byte) in edits {
            let at = at.index(file.len());
            match kind {
                0 => file[at] = byte,
                1 => file.insert(at, byte),
                _ => drop(file.remove(at)),
            }
        }
        let file = String::from_utf8(file).expect("ASCII");
        match file.parse::<Seed>() {
            Ok(seed) => {
                if let Err(refused) = Local::demo().seed(&seed) {
                    prop_assert!(!refused.message().is_empty());
                }
            }
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
    }
}
