use std::{
    cell::{Cell, RefCell},
    time::Duration,
};

use futures_util::stream;
use pili::{Error, auth::SignError};
use tokio::time::sleep;

use super::*;
use crate::exit::Exit;

fn names(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("s{number}")).collect()
}

/// Ctrl-C at these milliseconds from the beginning.
fn interrupts(at: &'static [u64]) -> impl Stream<Item = ()> {
    let start = tokio::time::Instant::now();
    stream::unfold(at, move |at: &'static [u64]| async move {
        let (first, rest) = at.split_first()?;
        tokio::time::sleep_until(start + Duration::from_millis(*first)).await;
        Some(((), rest))
    })
}

fn silent(_: &str, _: &Result) -> Result {
    Ok(())
}

/// What was begun, each of which takes 10 ms, and the most at a time.
#[derive(Default)]
struct Fake {
    begun: RefCell<Vec<String>>,
    running: Cell<usize>,
    most: Cell<usize>,
}

impl Fake {
    async fn act(&self, name: String, outcome: Result) -> Result {
        self.begun.borrow_mut().push(name);
        self.running.set(self.running.get() + 1);
        self.most.set(self.most.get().max(self.running.get()));
        sleep(Duration::from_millis(10)).await;
        self.running.set(self.running.get() - 1);
        outcome
    }
}

#[tokio::test(start_paused = true)]
async fn all_are_done_once_and_never_more_than_the_jobs_at_a_time() {
    let fake = Fake::default();
    let twice = [names(50), names(50)].concat();
    let tally = each(twice, 7, |name| fake.act(name, Ok(())), stream::pending(), silent).await;
    assert_eq!((tally.done, tally.failed.len(), tally.left.len()), (50, 0, 0));
    assert_eq!((fake.begun.borrow().len(), fake.most.get()), (50, 7));
}

#[tokio::test(start_paused = true)]
async fn an_interrupt_finishes_what_is_under_way_and_knows_what_is_left() {
    let fake = Fake::default();
    let tally = each(names(100), 4, |name| fake.act(name, Ok(())), interrupts(&[25]), silent).await;
    let begun = fake.begun.borrow().len();
    assert_eq!((begun, tally.done, fake.running.get()), (12, 12, 0));
    let left: Vec<_> = tally.left.into_iter().map(|(name, _)| name).collect();
    assert_eq!(left, names(100)[12..]);
    assert!(matches!(tally.stop, Some(Stop::Interrupted)));
}

#[tokio::test(start_paused = true)]
async fn a_second_interrupt_waits_no_longer_and_says_what_may_have_been_done() {
    let fake = Fake::default();
    let tally = each(names(9), 3, |name| fake.act(name, Ok(())), interrupts(&[15, 16]), silent).await;
    assert_eq!((tally.done, tally.left.len()), (3, 6));
    let doubtful = tally.left.iter().filter(|(_, why)| why.contains("may have been done")).count();
    assert_eq!(doubtful, 3);
}

#[tokio::test(start_paused = true)]
async fn one_that_fails_keeps_no_other_from_being_done() {
    let fake = Fake::default();
    let act = |name: String| {
        let outcome = if name == "s3" { Err(Failure::new(Exit::NotFound, "gone")) } else { Ok(()) };
        fake.act(name, outcome)
    };
    let tally = each(names(10), 2, act, stream::pending(), silent).await;
    assert_eq!((tally.done, tally.left.len()), (9, 0));
    assert_eq!(tally.failed[0].0, "s3");
}

#[tokio::test(start_paused = true)]
async fn keys_that_cannot_sign_are_not_tried_on_all() {
    let fake = Fake::default();
    let unsigned = || Err(Failure::from(Error::from(SignError::new("secret key", "must not be empty"))));
    let tally = each(names(100), 2, |name| fake.act(name, unsigned()), stream::pending(), silent).await;
    assert_eq!((tally.failed.len(), tally.left.len()), (2, 98));
    assert!(matches!(tally.stop, Some(Stop::Hopeless)));
}

#[tokio::test(start_paused = true)]
async fn nothing_more_is_begun_when_nobody_can_be_told() {
    let fake = Fake::default();
    let broken = |_: &str, _: &Result| Err(Failure::new(Exit::Failed, "no space left"));
    let tally = each(names(10), 2, |name| fake.act(name, Ok(())), stream::pending(), broken).await;
    assert_eq!((tally.done, tally.left.len()), (2, 8));
    assert!(matches!(tally.stop, Some(Stop::Output(_))));
}
