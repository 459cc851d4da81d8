//! A test suite of your own program: it waits for what happens in the local service, and never sleeps.
//!
//! `cargo test -p pili --example own_tests`

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test may panic, in its helpers too"))]

use pili::live::{self, Client, Hub};
use pili_local::{DEMO_HUB, Local};

/// The program: it says whether a show is on.
async fn is_on(client: &Client, show: &str) -> pili::core::Result<bool> {
    Ok(client.send(Hub::new(DEMO_HUB).stream(show).live()).await?.is_some())
}

fn client(local: &Local) -> Client {
    live::builder(local.credentials().clone()).transport(local.transport())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> pili::core::Result<()> {
    let local = Local::demo();
    client(&local).send(Hub::new(DEMO_HUB).stream("evening").create()).await?;
    assert!(!is_on(&client(&local), "evening").await?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use pili_local::{EventKind, Listen, rtmp::Publisher};

    use super::*;

    #[tokio::test]
    async fn a_show_is_on_from_the_first_picture_to_the_last() {
        let local = Local::demo();
        let server = local.serve(Listen::any()).await.unwrap();
        let publisher = Publisher::connect(&local.urls(DEMO_HUB, "evening").unwrap().publish).await.unwrap();
        local.until(|event| event.is(EventKind::PublishBegan, "demo/evening")).await;
        assert!(is_on(&client(&local), "evening").await.unwrap());

        publisher.finish().await.unwrap();
        local.until(|event| event.is(EventKind::PublishEnded, "demo/evening")).await;
        assert!(!is_on(&client(&local), "evening").await.unwrap());
        server.shutdown().await;
    }

    #[tokio::test]
    async fn whoever_has_no_signed_url_cannot_publish_a_show() {
        let local = Local::demo();
        let server = local.serve(Listen::any()).await.unwrap();
        let unsigned = format!("rtmp://{}/{DEMO_HUB}/evening", server.addresses().rtmp);
        Publisher::connect(&unsigned).await.unwrap_err();
        let refused = local.until(|event| event.is(EventKind::PublishRefused, "demo/evening")).await;
        assert!(refused.reason.unwrap().contains("sign it for expiry_sk"));
    }
}
