//! Publishes over SRT with Debian's ffmpeg: taken and refused as over RTMP. What ffmpeg says of a refusal differs from
//! version to version, so the service is asked for its reason.

use std::{
    thread::sleep,
    time::{Duration, SystemTime},
};

use pili_local::DEMO_SECRET_KEY;
use pili_urls::{Domain, StreamPath, publish};

use crate::{
    Check, Outcome, comes_back,
    demo::Demo,
    ffmpeg::Ffmpeg,
    refusals::{call, now, sign},
};

pub(crate) const CHECKS: [(&str, Check); 6] = [
    ("what ffmpeg publishes over SRT comes back over HTTP-FLV", comes_back_over_flv),
    ("an expired stream id of SRT is refused", expired),
    ("a stream id of SRT signed with another key is refused", other_key),
    ("a stream id of SRT for another stream is refused", other_stream),
    ("a stream id of SRT that asks to play is refused", to_play),
    ("a publish over SRT is told as one, and cut", told_and_cut),
];

/// A signed URL of a stream of the service's hub.
pub(crate) fn publish_url(demo: &Demo, key: &str) -> Result<String, String> {
    sign(&plain_url(demo, key)?, DEMO_SECRET_KEY, now() + Duration::from_secs(600))
}

/// The builder knows the vendor's port alone.
fn plain_url(demo: &Demo, key: &str) -> Result<String, String> {
    let domain = Domain::new("127.0.0.1").map_err(|error| error.to_string())?;
    let stream = StreamPath::new(demo.text("hub"), key).map_err(|error| error.to_string())?;
    let authority = format!("srt://{}?", demo.text("srt"));
    Ok(publish::srt(&domain, &stream).replace("srt://127.0.0.1:1935?", &authority))
}

fn comes_back_over_flv(demo: &Demo) -> Outcome {
    comes_back(demo, demo.text("flv_url"))
}

fn expired(demo: &Demo) -> Outcome {
    refused(demo, &signed(demo, DEMO_SECRET_KEY, now() - Duration::from_secs(90))?, "the URL expired 9")
}

fn other_key(demo: &Demo) -> Outcome {
    refused(demo, &signed(demo, "a-guessed-key", now() + Duration::from_secs(90))?, "the token is wrong")
}

fn other_stream(demo: &Demo) -> Outcome {
    let url = publish_url(demo, "stage")?.replace("/stage,", "/backstage,");
    refused(demo, &url, "the token is that of `/demo/stage`")
}

fn to_play(demo: &Demo) -> Outcome {
    refused(demo, &publish_url(demo, "stage")?.replace("m=publish", "m=request"), "m=publish")
}

fn signed(demo: &Demo, secret_key: &str, expires_at: SystemTime) -> Result<String, String> {
    sign(&plain_url(demo, "stage")?, secret_key, expires_at)
}

fn refused(demo: &Demo, url: &str, reason: &str) -> Outcome {
    Ffmpeg::publish(url)?.fails_within(Duration::from_secs(8))?;
    told(demo, "publish_refused", |event| event["reason"].as_str().is_some_and(|told| told.contains(reason)))
}

/// Whether such an event of SRT is among the last.
fn told(demo: &Demo, kind: &str, is_it: impl Fn(&serde_json::Value) -> bool) -> Outcome {
    let events = demo.events()?;
    let is_told = |event: &&serde_json::Value| {
        event["kind"] == kind && event["peer"]["protocol"] == "srt" && is_it(event)
    };
    match events.iter().find(is_told) {
        Some(_) => Ok(()),
        None => Err(format!("no such {kind} was told: {}", serde_json::Value::from(events))),
    }
}

fn told_and_cut(demo: &Demo) -> Outcome {
    let stream = || pili_live::Hub::new(demo.text("hub")).stream("told");
    let publisher = Ffmpeg::publish(&publish_url(demo, "told")?)?;
    sleep(Duration::from_secs(2));
    told(demo, "publish_began", |event| event["subject"] == "demo/told")?;
    call(demo, stream().disable())?;
    // ffmpeg notices when it sends next.
    publisher.fails_within(Duration::from_secs(5))?;
    told(demo, "publish_ended", |event| {
        event["subject"] == "demo/told"
            && event["reason"].as_str().is_some_and(|told| told.contains("disabled"))
    })
}
