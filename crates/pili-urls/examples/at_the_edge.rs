//! An edge that lets players in by signed URLs, and sends publishers on: no runtime, no clock, no C.
//!
//! Run with `cargo run -p pili-urls --example at_the_edge`; it is the same for `wasm32-unknown-unknown`:
//! `cargo build -p pili-urls --no-default-features --features rustcrypto --target wasm32-unknown-unknown --example at_the_edge`.

#![allow(clippy::print_stdout, reason = "an example prints what happened")]

use std::{
    error::Error,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use pili_auth::Credentials;
use pili_urls::{
    Domain, StreamPath,
    play::{AntiLeech, TimestampRule},
    publish::PublishAuth,
};

/// What the edge knows: its platform's secrets and clock give it that.
struct Edge {
    play: AntiLeech,
    publish: Credentials,
}

impl Edge {
    /// 200 for a player whose URL is good, otherwise 403 with the reason.
    fn play(&self, url: &str, now: SystemTime) -> (u16, String) {
        match self.play.verify(url, now) {
            Ok(_) => (200, "let in".to_owned()),
            Err(refusal) => (403, refusal.to_string()),
        }
    }

    /// Where a publisher is sent to, for an hour.
    fn publish(&self, stream: &StreamPath, now: SystemTime) -> Result<String, Box<dyn Error>> {
        let expires_at = now + Duration::from_secs(3600);
        let auth = PublishAuth::ExpirySk { credentials: self.publish.clone(), expires_at };
        Ok(auth.url(&Domain::new("publish.example.com")?, stream)?)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    let rule = TimestampRule::Expire { gap: Duration::ZERO };
    let edge = Edge {
        play: AntiLeech::new(rule, "play-key"),
        publish: Credentials::new("access-key", "secret-key"),
    };

    println!("publish to {}", edge.publish(&StreamPath::new("shows", "evening")?, now)?);

    let url = edge.play.sign("https://live.example.com/shows/evening.m3u8", now + Duration::from_secs(60))?;
    for (url, at) in
        [(&url, now), (&url, now + Duration::from_secs(90)), (&url.replace("evening", "morning"), now)]
    {
        let (status, reason) = edge.play(url, at);
        println!("{status} {reason}");
        assert_eq!(status == 200, reason == "let in");
    }
    Ok(())
}
