use std::{
    cell::RefCell,
    fmt::{self, Write as _},
    sync::Once,
};

use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};

use crate::stage::{Read, SECRET, Step, Write, answer, answer_with, client, cut};

/// Keeps all that is told to it on each thread, as text. One for all tests: tracing remembers for the whole
/// process what a subscriber of one thread finds of no interest.
struct Ear;

thread_local! {
    static HEARD: RefCell<String> = const { RefCell::new(String::new()) };
}

static LISTEN: Once = Once::new();

impl Ear {
    async fn listen() {
        let (client, _) = client(|n| answer(if n == 1 { 503 } else { 200 }, ""));
        client.send(Read).await.unwrap();
        LISTEN.call_once(|| tracing::subscriber::set_global_default(Ear).unwrap());
        Self::heard();
    }

    fn hear(what: &str, record: impl FnOnce(&mut dyn Visit)) {
        HEARD.with_borrow_mut(|text| {
            text.push_str(what);
            record(&mut Line(text));
            text.push('\n');
        });
    }

    /// What was told since this was last asked.
    fn heard() -> String {
        HEARD.take()
    }
}

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl Subscriber for Ear {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        Self::hear(&format!("span {} {}", span.metadata().level(), span.metadata().name()), |v| {
            span.record(v)
        });
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        Self::hear("record", |visit| values.record(visit));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        Self::hear(&format!("event {}", event.metadata().level()), |visit| event.record(visit));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test(start_paused = true)]
async fn a_call_is_a_span_named_for_its_operation_and_each_attempt_one_in_it() {
    Ear::listen().await;
    let (client, _) = client(|n| match n {
        1 => answer(503, "busy"),
        _ => answer_with(200, "done", &[("x-reqid", "R1")]),
    });
    client.send(Read).await.unwrap();
    let heard = Ear::heard();
    for (fact, times) in [
        (
            r#"span INFO call otel.name="test.thing.read" otel.kind="client" server.address="pili.example.com" server.port=443"#,
            1,
        ),
        (r#"span DEBUG attempt otel.name="GET" otel.kind="client" http.request.method="GET""#, 2),
        (r#"url.path="/things/one""#, 2),
        ("http.request.resend_count=0", 1),
        ("http.request.resend_count=1", 1),
        ("http.response.status_code=503", 1),
        (r#"error.type="503""#, 1),
        ("http.response.status_code=200", 1),
        (r#"request_id="R1""#, 1),
        ("attempts=2", 1),
        (r#"otel.status_code="OK""#, 1),
        ("event DEBUG message=repeating the call attempts=1 outcome=503", 1),
    ] {
        assert_eq!(heard.matches(fact).count(), times, "{fact} in {heard}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_span_of_a_call_that_failed_says_so() {
    Ear::listen().await;
    for (step, kind) in [(answer as fn(u16, &'static str) -> Step, "612"), (|_, _| cut(), "Transport")] {
        let (client, _) = client(move |_| step(612, "no such thing"));
        client.send(Write("a")).await.unwrap_err();
        let heard = Ear::heard();
        let call = heard.lines().rev().take(3).collect::<Vec<_>>().join("\n");
        assert!(call.contains(r#"otel.status_code="ERROR""#), "{heard}");
        assert!(call.contains(&format!(r#"error.type="{kind}""#)), "{heard}");
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_secret_is_told() {
    Ear::listen().await;
    let (client, _) = client(|n| match n {
        1 => answer(429, "busy"),
        2 => answer(401, "answer-body"),
        _ => answer(200, "answer-body"),
    });
    client.send(Write("request-body")).await.unwrap_err();
    client.send(Read).await.unwrap();
    let heard = Ear::heard();
    assert!(heard.contains("test.thing.write"));
    for secret in [SECRET, "query-secret", "token=", "request-body", "answer-body", "Qiniu ", "access"] {
        assert!(!heard.contains(secret), "{secret} in {heard}");
    }
    assert!(
        !heard.contains("event INFO") && !heard.contains("event WARN") && !heard.contains("event ERROR"),
        "{heard}"
    );
}
