//! A test suite of your own program: it waits for what happens in the local service, injects a fault by name, and never
//! sleeps.
//!
//! `cargo test -p pili --example own_tests`

#![allow(clippy::print_stdout, reason = "an example shows what happens")]
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test may panic, in its helpers too"))]

use pili::live::{Client, Hub};
use pili_local::{DEMO_HUB, Local};

/// The program: it makes a stream for a show, and says whether the show is on.
struct Shows {
    client: Client,
    hub: Hub,
}

impl Shows {
    async fn announce(&self, show: &str) -> pili::core::Result<()> {
        self.client.send(self.hub.stream(show).create()).await
    }

    async fn is_on(&self, show: &str) -> pili::core::Result<bool> {
        Ok(self.client.send(self.hub.stream(show).live()).await?.is_some())
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> pili::core::Result<()> {
    let local = Local::demo();
    let client = pili::live::builder(local.credentials().clone()).transport(local.transport());
    let shows = Shows { client, hub: Hub::new(DEMO_HUB) };
    shows.announce("evening").await?;
    println!("evening is on: {}", shows.is_on("evening").await?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use pili_local::{Event, EventKind, Listen, Server, rtmp::Publisher};
    use tokio::time::timeout;

    use super::*;

    /// A service on free ports, and the program that calls it.
    async fn start() -> (Local, Server, Shows) {
        let local = Local::demo();
        let server = local.serve(Listen::any()).await.unwrap();
        let client = pili::live::builder(local.credentials().clone()).transport(local.transport());
        (local, server, Shows { client, hub: Hub::new(DEMO_HUB) })
    }

    /// The first such event, past or to come. A test that waits in vain fails.
    async fn happens(local: &Local, matches: impl FnMut(&Event) -> bool) -> Event {
        timeout(Duration::from_secs(30), local.until(matches)).await.expect("it happens")
    }

    #[tokio::test]
    async fn a_show_is_on_from_the_first_picture_to_the_last() {
        let (local, server, shows) = start().await;
        shows.announce("evening").await.unwrap();
        assert!(!shows.is_on("evening").await.unwrap());

        let publisher = Publisher::connect(&local.urls(DEMO_HUB, "evening").unwrap().publish).await.unwrap();
        happens(&local, |event| event.is(EventKind::PublishBegan, "demo/evening")).await;
        assert!(shows.is_on("evening").await.unwrap());

        publisher.finish().await.unwrap();
        happens(&local, |event| event.is(EventKind::PublishEnded, "demo/evening")).await;
        assert!(!shows.is_on("evening").await.unwrap());
        server.shutdown().await;
    }

    #[tokio::test]
    async fn a_service_that_is_busy_for_a_moment_is_asked_again() {
        let (local, _server, shows) = start().await;
        shows.announce("evening").await.unwrap();
        let busy = local.faults().on("pili.stream.live").unwrap().status(503).inject().unwrap();
        assert!(!shows.is_on("evening").await.unwrap());
        assert_eq!(busy.met(), 1);
        let mut events = local.events();
        // The second is the vendor's for a stream that nobody publishes.
        for status in [503, 619] {
            let answered = events.until(|event| event.is_call_of("pili.stream.live")).await;
            assert_eq!(answered.call.unwrap().status, status);
        }
    }

    #[tokio::test]
    async fn whoever_has_no_signed_url_cannot_publish_a_show() {
        let (local, server, _shows) = start().await;
        let unsigned = format!("rtmp://{}/{DEMO_HUB}/evening", server.addresses().rtmp);
        Publisher::connect(&unsigned).await.unwrap_err();
        let refused = happens(&local, |event| event.is(EventKind::PublishRefused, "demo/evening")).await;
        assert!(refused.reason.unwrap().contains("sign it for expiry_sk"));
    }
}
