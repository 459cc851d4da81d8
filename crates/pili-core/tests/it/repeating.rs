use std::time::Duration;

use futures_util::future::join_all;
use pili_core::{ErrorKind, RetryPolicy};

use crate::stage::{Read, Step, Write, answer, answer_with, builder, client, cut, play, refused};

fn retry_after(status: u16, after: &'static str) -> Step {
    answer_with(status, "busy", &[("retry-after", after)])
}

#[tokio::test(start_paused = true)]
async fn a_write_is_repeated_only_when_it_surely_did_not_happen() {
    let surely_not: [fn() -> Step; 3] = [refused, || answer(429, ""), || answer(573, "")];
    for fault in surely_not {
        let (client, seen) = client(move |n| if n == 1 { fault() } else { answer(200, "done") });
        assert_eq!(client.send(Write("a")).await.unwrap(), "done");
        assert_eq!(seen.count(), 2);
    }
    let perhaps: [fn() -> Step; 7] = [
        cut,
        || Step::Hang,
        || answer(500, ""),
        || answer(502, ""),
        || answer(503, ""),
        || retry_after(503, "1"),
        || answer(504, ""),
    ];
    for fault in perhaps {
        let (client, seen) = client(move |n| if n == 1 { fault() } else { answer(200, "done") });
        let error = client.send(Write("a")).await.unwrap_err();
        assert!(error.may_have_taken_effect(), "{error}");
        assert!(error.to_string().ends_with("look before you repeat it"), "{error}");
        assert_eq!((seen.count(), error.attempts()), (1, 1), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_read_is_repeated_after_every_passing_fault() {
    let faults: [fn() -> Step; 11] = [
        refused,
        cut,
        || Step::Hang,
        || answer(408, ""),
        || answer(425, ""),
        || answer(429, ""),
        || answer(500, ""),
        || answer(502, ""),
        || answer(503, ""),
        || answer(504, ""),
        || answer(573, ""),
    ];
    for fault in faults {
        let (client, seen) = client(move |n| if n < 3 { fault() } else { answer(200, "done") });
        assert_eq!(client.send(Read).await.unwrap(), "done");
        assert_eq!(seen.count(), 3);
    }
}

#[tokio::test(start_paused = true)]
async fn what_a_repeat_cannot_change_is_not_repeated() {
    for status in [300, 302, 400, 401, 403, 404, 409, 501, 505, 599, 612, 614, 618, 631, 701] {
        let (client, seen) = client(move |_| answer(status, "no"));
        let error = client.send(Read).await.unwrap_err();
        assert_eq!((error.kind(), seen.count()), (ErrorKind::Api, 1), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn three_attempts_are_the_most_and_the_error_counts_them() {
    let (client, seen) = client(|_| refused());
    let error = client.send(Write("a")).await.unwrap_err();
    assert_eq!((seen.count(), error.attempts()), (3, 3));
    assert!(error.to_string().contains("/things), 3 attempts: could not connect"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn waits_grow_between_their_bounds() {
    let (transport, seen) = play(|_| refused());
    let policy = RetryPolicy::with_waits(6, Duration::from_millis(100), Duration::from_secs(1));
    builder().retry(policy).transport(transport).send(Read).await.unwrap_err();
    let gaps = seen.gaps();
    assert_eq!(gaps.len(), 6);
    assert!(gaps.iter().all(|gap| (0.05..=1.6).contains(gap)), "{gaps:?}");
    assert!(gaps[5] > gaps[0], "{gaps:?}");
}

#[test]
fn the_longest_wait_is_no_shorter_than_the_shortest_and_a_millisecond() {
    let second = Duration::from_secs(1);
    for (shortest, longest, shown) in
        [(Duration::ZERO, Duration::ZERO, "1ms"), (2 * second, second, "2s"), (second, 2 * second, "2s")]
    {
        let text = format!("{:?}", RetryPolicy::with_waits(3, shortest, longest));
        assert_eq!(text, format!("RetryPolicy {{ repeats: 3, longest: {shown} }}"));
    }
}

#[tokio::test(start_paused = true)]
async fn calls_that_failed_together_do_not_come_back_together() {
    let (client, seen) = client(|n| if n <= 20 { refused() } else { answer(200, "") });
    let calls = join_all((0..20).map(|_| client.clone().send(Write("a")))).await;
    assert!(calls.iter().all(Result::is_ok));
    let apart = seen.gaps()[20..].iter().filter(|gap| **gap > 0.0).count();
    assert!(apart > 5, "{:?}", seen.gaps());
}

#[tokio::test(start_paused = true)]
async fn no_repeats_means_one_attempt() {
    let (transport, seen) = play(|_| refused());
    builder().retry(RetryPolicy::repeats(0)).transport(transport).send(Read).await.unwrap_err();
    assert_eq!(seen.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_honoured_to_the_second_whatever_status_asks() {
    for status in [429, 503, 573] {
        let (client, seen) = client(move |n| if n == 1 { retry_after(status, "4") } else { answer(200, "") });
        client.send(Read).await.unwrap();
        assert_eq!(seen.gaps()[0].round(), 4.0, "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_retry_after_longer_than_the_longest_wait_is_given_up_at_once() {
    for asked in ["6", "3600", "18446744073709551615"] {
        let (client, seen) = client(move |_| retry_after(503, asked));
        let begun = tokio::time::Instant::now();
        let error = client.send(Read).await.unwrap_err();
        assert_eq!((error.kind(), seen.count()), (ErrorKind::Api, 1));
        assert!(begun.elapsed() < Duration::from_secs(1));
    }
}

#[tokio::test(start_paused = true)]
async fn a_retry_after_that_cannot_be_read_is_the_longest_wait() {
    for asked in ["-1", "soon", "", "99999999999999999999", "Sun, 06 Nov 1994 08:49:40 GMT"] {
        let (client, seen) = client(move |n| if n == 1 { retry_after(503, asked) } else { answer(200, "") });
        client.send(Read).await.unwrap();
        assert_eq!(seen.gaps()[0].round(), 5.0, "{asked}");
    }
}

#[tokio::test(start_paused = true)]
async fn no_wait_goes_up_to_the_deadline() {
    for limit in [3, 4] {
        let (client, seen) = client(|_| retry_after(429, "4"));
        let begun = tokio::time::Instant::now();
        let error = client.with_timeout(Duration::from_secs(limit)).send(Read).await.unwrap_err();
        assert_eq!(
            (error.kind(), seen.count()),
            (ErrorKind::Api, 1),
            "the answer is worth more than a timeout"
        );
        assert!(begun.elapsed() < Duration::from_secs(1));
    }
}

#[tokio::test(start_paused = true)]
async fn repeats_share_a_budget_so_that_an_outage_is_not_made_worse() {
    let (client, seen) = client(|_| answer(503, ""));
    let calls = join_all((0..1000).map(|_| client.clone().send(Read))).await;
    assert!(calls.iter().all(Result::is_err));
    let repeats = seen.count() - 1000;
    assert!((100..=200).contains(&repeats), "{repeats} repeats");
}

#[tokio::test(start_paused = true)]
async fn what_an_earlier_attempt_may_have_done_is_not_forgotten() {
    let last: [fn() -> Step; 2] = [refused, || answer(612, "gone")];
    for last in last {
        let (client, _) = client(move |n| if n == 1 { cut() } else { last() });
        let error = client.send(Read).await.unwrap_err();
        assert!(error.may_have_taken_effect(), "{error}");
        assert!(error.to_string().ends_with("may have taken effect, and repeating it is safe"), "{error}");
    }
}
