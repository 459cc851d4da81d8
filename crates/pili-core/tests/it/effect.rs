//! Two questions about every status: is it passing, and could the call have happened?

use pili_core::{ErrorKind, RetryPolicy};

use crate::errors::Json;
use crate::stage::{Read, Write, answer, answer_with, builder, client, play};

/// Every status that is no success.
fn failures() -> impl Iterator<Item = u16> {
    (100..=999).filter(|status| !(200..=299).contains(status))
}

/// By these a service says that it did not do it.
fn is_refusal(status: u16) -> bool {
    matches!(status, 400..=499 | 573 | 600..=699)
}

#[tokio::test(start_paused = true)]
async fn only_a_refusal_says_that_the_call_surely_did_not_happen() {
    for status in failures() {
        let (client, _) = client(move |_| answer(status, ""));
        let error = client.send(Write("a")).await.unwrap_err();
        assert_eq!(error.may_have_taken_effect(), !is_refusal(status), "{error}");
        let warned = error.to_string().ends_with("the call may have taken effect: look before you repeat it");
        assert_eq!(warned, !is_refusal(status), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn of_all_statuses_a_read_is_repeated_after_these_and_a_write_after_two() {
    for status in failures().filter(|status| *status != 619) {
        let (transport, seen) = play(move |_| answer(status, ""));
        let client = builder().retry(RetryPolicy::repeats(1)).transport(transport);
        client.send(Read).await.unwrap_err();
        let reads = if matches!(status, 408 | 425 | 429 | 500 | 502..=504 | 573) { 2 } else { 1 };
        assert_eq!(seen.count(), reads, "{status}");
        client.send(Write("a")).await.unwrap_err();
        let writes = if matches!(status, 429 | 573) { 2 } else { 1 };
        assert_eq!(seen.count() - reads, writes, "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_wish_to_wait_is_no_promise_that_nothing_happened() {
    let (client, seen) = client(|_| answer_with(503, "busy", &[("retry-after", "1")]));
    let error = client.send(Write("a")).await.unwrap_err();
    assert_eq!((error.kind(), seen.count()), (ErrorKind::Api, 1));
    assert!(error.may_have_taken_effect(), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_page_of_somebody_elses_does_not_say_that_the_call_took_effect() {
    for page in ["<html>please log in</html>", "", "[1"] {
        let (client, _) = client(move |_| answer(200, page));
        let error = client.send(Json).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.may_have_taken_effect(), "{error}");
        assert!(
            error.to_string().ends_with("; the call may have taken effect, and repeating it is safe"),
            "{error}"
        );
    }
}
