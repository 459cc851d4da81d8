//! URLs that must be refused, for a reason that ffmpeg shows.

use std::{
    thread::sleep,
    time::{Duration, SystemTime},
};

use pili_core::{
    Client, Endpoint, Operation,
    auth::{Clock, Credentials, qiniu::QiniuV2},
};
use pili_live::Hub;
use pili_local::{DEMO_ACCESS_KEY, DEMO_SECRET_KEY};
use pili_urls::publish::PublishAuth;

use crate::{Outcome, demo::Demo, ffmpeg::Ffmpeg};

pub(crate) fn expired(demo: &Demo) -> Outcome {
    let url = sign(demo.text("publish_url"), DEMO_SECRET_KEY, now() - Duration::from_secs(90))?;
    refused(&url, "the URL expired 9")
}

pub(crate) fn other_key(demo: &Demo) -> Outcome {
    let url = sign(demo.text("publish_url"), "a-guessed-key", now() + Duration::from_secs(90))?;
    refused(&url, "the token is wrong")
}

pub(crate) fn other_stream(demo: &Demo) -> Outcome {
    refused(&demo.text("publish_url").replace("/stage?", "/backstage?"), "the token is that of `/demo/stage`")
}

/// Enables the stream again, whatever came of it.
pub(crate) fn disabled(demo: &Demo) -> Outcome {
    let stream = Hub::new(demo.text("hub")).stream(demo.text("stream_key"));
    let url = demo.text("publish_url");
    let publisher = Ffmpeg::publish(url)?;
    sleep(Duration::from_secs(2));
    call(demo, stream.disable())?;
    // A second for the service; ffmpeg needs some of its own to notice and leave.
    let cut = publisher.fails_within(Duration::from_secs(2)).map(drop);
    let refused = refused(url, "the stream is disabled");
    call(demo, stream.enable())?;
    cut.and(refused)
}

fn refused(url: &str, reason: &str) -> Outcome {
    let said = Ffmpeg::publish(url)?.fails_within(Duration::from_secs(8))?;
    if said.contains(reason) { Ok(()) } else { Err(format!("ffmpeg does not say `{reason}` but: {said}")) }
}

/// A signed URL of another stream of the demonstration's hub.
pub(crate) fn publish_url(demo: &Demo, key: &str) -> Result<String, String> {
    let url = demo.text("rtmp_url").replace("/stage", &format!("/{key}"));
    sign(&url, DEMO_SECRET_KEY, now() + Duration::from_secs(600))
}

pub(crate) fn sign(url: &str, secret_key: &str, expires_at: SystemTime) -> Result<String, String> {
    let credentials = Credentials::new(DEMO_ACCESS_KEY, secret_key);
    PublishAuth::ExpirySk { credentials, expires_at }.sign(url).map_err(|error| error.to_string())
}

pub(crate) fn now() -> SystemTime {
    Clock::system().now()
}

pub(crate) fn call<O: Operation>(demo: &Demo, operation: O) -> Result<O::Output, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let credentials = Credentials::new(DEMO_ACCESS_KEY, DEMO_SECRET_KEY);
    let done = async {
        let client =
            Client::builder(Endpoint::parse(demo.text("api"))?).signer(QiniuV2::new(credentials)).build()?;
        client.send(operation).await
    };
    runtime.map_err(|error| error.to_string())?.block_on(done).map_err(|error| error.to_string())
}
