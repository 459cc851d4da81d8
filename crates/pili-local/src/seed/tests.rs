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
