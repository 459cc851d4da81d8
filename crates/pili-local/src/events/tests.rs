use std::time::{Duration, UNIX_EPOCH};

use futures_util::{FutureExt as _, StreamExt as _};

use super::*;

fn events(most: usize) -> Events {
    Events::new(Clock::fixed(UNIX_EPOCH + Duration::from_secs(1_700_000_000)), most)
}

fn tell(events: &Events, subject: &str) {
    events.tell(EventKind::PublishBegan, subject, |_| {});
}

fn is(subject: &str) -> impl FnMut(&Event) -> bool {
    move |event| event.subject == subject
}

#[tokio::test]
async fn what_happened_before_it_was_waited_for_is_found_and_then_what_comes() {
    let events = events(10);
    tell(&events, "a");
    let mut stream = events.stream();
    assert_eq!(stream.until(is("a")).await.id, 1);
    assert!(stream.until(is("a")).now_or_never().is_none(), "it goes on behind what it found");
    let waiting = tokio::spawn(async move { stream.until(is("b")).await });
    tokio::task::yield_now().await;
    tell(&events, "other");
    tell(&events, "b");
    assert_eq!(waiting.await.unwrap().id, 3);
}

#[tokio::test]
async fn every_waiter_hears_of_every_event() {
    let events = events(10);
    let waiting: Vec<_> = (0..3)
        .map(|_| events.stream())
        .map(|mut one| tokio::spawn(async move { one.next().await }))
        .collect();
    tokio::task::yield_now().await;
    tell(&events, "a");
    for one in waiting {
        assert_eq!(one.await.unwrap().unwrap().subject, "a");
    }
    assert!(events.kept().waiting.is_empty());
}

#[tokio::test]
async fn the_oldest_go_when_no_more_are_kept_and_the_ids_tell() {
    let events = events(2);
    ["a", "b", "c"].iter().for_each(|subject| tell(&events, subject));
    let ids: Vec<_> = events.stream().take(2).map(|event| event.id).collect().await;
    assert_eq!(ids, [2, 3]);
    assert!(events.stream().from_now().next().now_or_never().is_none());
    assert_eq!(events.stream().after(2).next().await.unwrap().subject, "c");
    assert_eq!(events.last(1)[0].subject, "c");
}

#[test]
fn a_stream_that_is_dropped_waits_for_nothing() {
    let events = events(2);
    let mut stream = events.stream();
    assert!(stream.next().now_or_never().is_none());
    drop(stream);
    assert!(events.kept().waiting.is_empty());
}

#[test]
fn a_line_cannot_move_the_cursor() {
    let events = events(2);
    events.tell(EventKind::PublishRefused, "demo/\u{1b}[2J\u{202e}x", |event| {
        event.reason = Some("a\r\nb".to_owned())
    });
    let line = events.last(1)[0].to_string();
    assert_eq!(line, "refused   demo/\\u{1b}[2J\\u{202e}x publish: a\\u{d}\\u{a}b");
}

#[test]
fn an_event_is_flat_json_of_what_there_is_to_say() {
    let events = events(2);
    events.tell(EventKind::PublishRefused, "demo/a", |event| {
        event.reason = Some("why".to_owned());
        event.explain(Some(Explained {
            cause: Cause::Signature,
            signature: RefusedSignature::of("/demo/a?e=1", Some("/demo/a")).access_key(Some("ak")),
        }));
    });
    let expected = serde_json::json!({
        "id": 1, "time": "2023-11-14T22:13:20Z", "kind": "publish_refused", "subject": "demo/a", "reason": "why",
        "cause": "signature",
        "signature": {"string_to_sign": "/demo/a?e=1", "string_signed": "/demo/a", "part_at": 7, "access_key": "ak"},
    });
    assert_eq!(serde_json::to_value(&events.last(1)[0]).unwrap(), expected);
}

#[test]
fn a_text_that_ends_with_a_long_body_is_cut_between_two_letters() {
    let text = "ä".repeat(5000);
    let signature = RefusedSignature::of(&text, None);
    let shown = signature.string_to_sign.unwrap();
    assert!(shown.len() < 4200 && shown.ends_with('…'), "{}", shown.len());
}
