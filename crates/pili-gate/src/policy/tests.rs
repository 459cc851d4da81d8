use std::time::{Duration, UNIX_EPOCH};

use pili_auth::Credentials;
use pili_live::domain::{PlaySecurity, PlaySecurityType};
use pili_urls::{
    play::{AntiLeech, TimestampRule},
    publish::PublishAuth,
};

use super::*;
use crate::{Moment, Protocol};

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_700_000_000)
}

fn account() -> Credentials {
    Credentials::new("ak", "sk")
}

fn hub() -> HubPolicy {
    HubPolicy { publish: PublishDemand::Rule(PublishRule::ExpirySk(vec![account()])), ..HubPolicy::default() }
}

fn policy(hub: HubPolicy) -> Policy {
    [("shows", hub)].into_iter().collect()
}

/// A publish by a URL that was signed for a key.
fn publish(key: &str, signed_for: &str, expires_at: SystemTime) -> Ask {
    let auth = PublishAuth::ExpirySk { credentials: account(), expires_at };
    let url = auth.sign(&format!("rtmp://a.test/shows/{signed_for}")).unwrap();
    let query = url.split_once('?').map(|(_, query)| query.to_owned());
    Ask { query, address: "10.0.0.1".parse().ok(), ..Ask::new(Action::Publish, "shows", key) }
}

fn cause(policy: &Policy, ask: &Ask) -> Option<Cause> {
    policy.judge(ask, now()).err().map(|refused| refused.cause)
}

#[test]
fn a_signed_publish_is_let_in_and_says_whose_key_it_was() {
    let admitted = policy(hub()).judge(&publish("evening", "evening", now()), now()).unwrap();
    assert_eq!((admitted.access_key.as_deref(), admitted.expires_at), (Some("ak"), Some(now())));
}

#[test]
fn what_is_wrong_is_named() {
    let policy = policy(hub());
    let late = now() - Duration::from_secs(1);
    assert_eq!(cause(&policy, &publish("evening", "evening", late)), Some(Cause::Time));
    assert_eq!(cause(&policy, &publish("evening", "morning", now())), Some(Cause::Signature));
    let elsewhere = Ask { hub: "films".to_owned(), ..publish("evening", "evening", now()) };
    assert_eq!(cause(&policy, &elsewhere), Some(Cause::UnknownHub));
    for name in ["", "a/b", "a b", "a%20b", "a?b"] {
        let ask = Ask::new(Action::Publish, "shows", name);
        assert_eq!(cause(&policy, &ask), Some(Cause::Malformed), "{name}");
    }
    assert_eq!(cause(&policy, &Ask::new(Action::Publish, "shows", "evening")), Some(Cause::Malformed));
}

#[test]
fn a_hub_without_a_rule_lets_nobody_publish() {
    let policy = policy(HubPolicy::default());
    assert_eq!(cause(&policy, &publish("evening", "evening", now())), Some(Cause::UnknownKey));
}

#[test]
fn a_token_of_another_stream_of_the_hub_is_told_as_such() {
    let mut hub = hub();
    hub.streams.insert("morning".to_owned(), StreamPolicy::default());
    let refused = policy(hub).judge(&publish("evening", "morning", now()), now()).unwrap_err();
    assert!(refused.reason.starts_with("the token is that of `/shows/morning`"), "{}", refused.reason);
    let text = |path: &str| Some(format!("{path}?e=1700000000"));
    assert_eq!(refused.explanation.string_to_sign, text("/shows/evening"));
    assert_eq!(refused.explanation.string_signed, text("/shows/morning"));
}

#[test]
fn a_refusal_repeats_no_key() {
    let publish = PublishDemand::Rule(PublishRule::Static(vec!["right".into()]));
    let mut ask = Ask::new(Action::Publish, "shows", "evening");
    ask.query = Some("key=hush-hush&e=1".to_owned());
    let refused = policy(HubPolicy { publish, ..hub() }).judge(&ask, now()).unwrap_err();
    assert!(!format!("{refused:?}").contains("hush"), "{refused:?}");
    assert!(!format!("{ask:?}").contains("hush"), "{ask:?}");
}

#[test]
fn a_stream_has_its_own_rule_and_may_be_disabled() {
    let mut hub = hub();
    let disabled = Disabled::Until(now() + Duration::from_secs(60));
    hub.streams.insert("evening".to_owned(), StreamPolicy { disabled, ..StreamPolicy::default() });
    let open =
        StreamPolicy { publish: Some(PublishDemand::Rule(PublishRule::None)), ..StreamPolicy::default() };
    hub.streams.insert("open".to_owned(), open);
    let policy = policy(hub);
    let evening = publish("evening", "evening", now() + Duration::from_secs(100));
    assert_eq!(cause(&policy, &evening), Some(Cause::Disabled));
    assert!(policy.judge(&evening, now() + Duration::from_secs(60)).is_ok());
    assert!(policy.judge(&Ask::new(Action::Publish, "shows", "open"), now()).is_ok());
}

#[test]
fn a_stream_that_goes_on_may_outlive_its_url_but_not_be_disabled() {
    let mut ask = publish("evening", "evening", now() - Duration::from_secs(600));
    ask.moment = Moment::GoingOn;
    let mut hub = hub();
    assert!(policy(hub.clone()).judge(&ask, now()).is_ok());
    let disabled = StreamPolicy { disabled: Disabled::Forever, ..StreamPolicy::default() };
    hub.streams.insert("evening".to_owned(), disabled);
    assert_eq!(cause(&policy(hub), &ask), Some(Cause::Disabled));
}

#[test]
fn addresses_are_kept_out_and_relays_need_no_signature() {
    let block = |text: &str| vec![text.parse::<Cidr>().unwrap()];
    let ask = publish("evening", "evening", now());
    let not = AddressLimit { not: block("10.0.0.0/8"), ..AddressLimit::default() };
    let kept_out = policy(HubPolicy { publishers: not, ..hub() });
    assert_eq!(cause(&kept_out, &ask), Some(Cause::Address));
    let unknown = Ask { address: None, ..ask.clone() };
    assert_eq!(cause(&kept_out, &unknown), Some(Cause::Address), "an unknown address passes no limit");
    let with_relay = policy(HubPolicy { relays: block("10.0.0.1"), ..hub() });
    let relayed = Ask { query: None, ..ask };
    assert!(with_relay.judge(&relayed, now()).unwrap().is_relay);
    assert_eq!(cause(&policy(hub()), &relayed), Some(Cause::Malformed));
}

#[test]
fn a_query_that_chooses_the_virtual_host_is_refused() {
    let ask = Ask { chosen_host: Some("other".to_owned()), ..publish("evening", "evening", now()) };
    assert_eq!(cause(&policy(hub()), &ask), Some(Cause::Malformed));
}

#[test]
fn a_play_url_may_be_signed_with_the_extension_or_without() {
    let mut security = PlaySecurity::default();
    (security.kind, security.key1) = (PlaySecurityType::TsExpireMd5, "play-key".into());
    let policy = policy(HubPolicy { play: PlayDemand::of(&security).unwrap(), ..hub() });
    let rule = AntiLeech::new(TimestampRule::Expire { gap: Duration::ZERO }, "play-key");
    let ask = |url: &str, time: SystemTime| {
        let url = rule.sign(url, time).unwrap();
        let query = url.split_once('?').map(|(_, query)| query.to_owned());
        Ask { query, ..Ask::new(Action::Play, "shows", "evening").by(Protocol::Hls) }
    };
    for url in ["http://a.test/shows/evening.m3u8", "http://a.test/shows/evening"] {
        assert!(policy.judge(&ask(url, now()), now()).is_ok(), "{url}");
        let late = ask(url, now() - Duration::from_secs(1));
        assert_eq!(cause(&policy, &late), Some(Cause::Time), "{url}");
    }
    let other = ask("http://a.test/shows/morning.m3u8", now());
    assert_eq!(cause(&policy, &other), Some(Cause::Signature));
}

#[test]
fn a_query_that_an_engine_changed_is_tried_as_it_was() {
    let mut ask = publish("evening", "evening", now());
    ask.other_query = ask.query.clone();
    ask.query = ask.query.map(|query| query + "/");
    assert!(policy(hub()).judge(&ask, now()).is_ok());
}
