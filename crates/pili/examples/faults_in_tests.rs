//! Tests of what a program does when the service misbehaves: busy, silent, cut off in the middle.
//!
//! `cargo test -p pili --example faults_in_tests`

use std::time::Duration;

use pili::live::{self, Client, Hub};
use pili_local::{DEMO_HUB, Local};

/// The program: it makes a stream, and says in one word how that went.
async fn announce(client: &Client, show: &str) -> &'static str {
    match client.send(Hub::new(DEMO_HUB).stream(show).create()).await {
        Ok(()) => "made",
        Err(error) if error.may_have_taken_effect() => "look",
        Err(_) => "not made",
    }
}

fn client(local: &Local) -> Client {
    live::builder(local.credentials().clone())
        .attempt_timeout(Duration::from_millis(200))
        .transport(local.transport())
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    announce(&client(&Local::demo()), "evening").await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_refusal_for_now_is_waited_out_even_by_a_write() {
        let local = Local::demo();
        let slower = local.faults().on("pili.stream.create").unwrap().status(429).inject().unwrap();
        assert_eq!(announce(&client(&local), "evening").await, "made");
        assert_eq!(slower.met(), 1);
    }

    #[tokio::test]
    async fn whoever_hears_nothing_looks_before_repeating() {
        let local = Local::demo();
        let silent = local.faults().on("pili.stream.create").unwrap().delay(Duration::from_secs(5));
        silent.inject().unwrap();
        assert_eq!(announce(&client(&local), "evening").await, "look");
    }

    #[tokio::test]
    async fn an_answer_that_is_cut_off_may_have_been_a_success() {
        let local = Local::demo();
        local.faults().on("pili.stream.create").unwrap().cut().inject().unwrap();
        assert_eq!(announce(&client(&local), "evening").await, "look");
        let evening = Hub::new(DEMO_HUB).stream("evening");
        assert!(client(&local).send(evening.info()).await.is_ok(), "it was made");
    }
}
