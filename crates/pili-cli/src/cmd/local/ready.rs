//! What is there to call, to publish to and to play, ready to be pasted.

use std::fmt;

use pili_local::{
    Addresses, DEMO_APPLICATION_ID, DEMO_PUBLISH_KEY, DEMO_SECRET_KEY, Local, Refused, Server, StreamUrls,
};
use serde::Serialize;

use super::{host::is_of_this_machine, keys::Keys};
use crate::{
    args,
    exit::Exit,
    failure::{Failure, Result},
    ffmpeg,
    output::{Format, Output},
};

/// The stream that the URLs are of.
const STREAM_KEY: &str = "stage";

#[derive(Debug, Serialize)]
pub(super) struct Ready {
    #[serde(flatten)]
    addresses: Addresses,
    /// Where calls go.
    endpoint: String,
    /// A page for a browser, which is there where the routes for tests are.
    #[serde(skip_serializing_if = "Option::is_none")]
    console: Option<String>,
    /// The ID of the demo application, which stands beside the demo keys alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    application: Option<&'static str>,
    access_key: String,
    /// Told only if everybody knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret_key: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publish_key: Option<&'static str>,
    hubs: Vec<String>,
    buckets: Vec<String>,
    stream: Stream,
    #[serde(skip_serializing_if = "Option::is_none")]
    test_stream: Option<Stream>,
}

#[derive(Debug, Serialize)]
struct Stream {
    hub: String,
    key: String,
    #[serde(flatten)]
    urls: StreamUrls,
    ffmpeg: String,
}

impl Ready {
    pub(super) fn of(args: &args::Local, keys: &Keys, local: &Local, server: &Server) -> Result<Self> {
        let addresses = server.addresses();
        let is_demo = keys.are_of_the_demo();
        let stream = |key: &str| {
            Stream::of(local, &args.hubs[0], key).map_err(|error| Failure::new(Exit::Failed, error))
        };
        let endpoint = format!("http://{}", addresses.reachable().http);
        let has_console = args.test_routes || is_of_this_machine(addresses.http.ip());
        Ok(Self {
            console: has_console.then(|| format!("{endpoint}/")),
            endpoint,
            addresses,
            application: is_demo.then_some(DEMO_APPLICATION_ID),
            access_key: args.access_key.clone(),
            secret_key: is_demo.then_some(DEMO_SECRET_KEY),
            publish_key: (keys.publish_key == DEMO_PUBLISH_KEY).then_some(DEMO_PUBLISH_KEY),
            hubs: args.hubs.clone(),
            buckets: args.buckets.clone(),
            stream: stream(STREAM_KEY)?,
            test_stream: args.test_stream.as_deref().map(stream).transpose()?,
        })
    }

    pub(super) fn announce(&self, args: &args::Local, output: Output) -> Result {
        match args.json || output.format() != Format::Text {
            true => output.json_line(self),
            false if output.is_quiet() => Ok(()),
            false => output.text(self),
        }
    }
}

impl Stream {
    fn of(local: &Local, hub: &str, key: &str) -> std::result::Result<Self, Refused> {
        let urls = local.urls(hub, key)?;
        let ffmpeg = ffmpeg::publish_test_picture(&urls.publish);
        Ok(Self { hub: hub.to_owned(), key: key.to_owned(), urls, ffmpeg })
    }

    fn write_plays(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let StreamUrls { rtmp, flv, hls, mp4, .. } = &self.urls;
        writeln!(f, "Play {}/{}", self.hub, self.key)?;
        writeln!(f, "  RTMP      {rtmp}\n  HTTP-FLV  {flv}\n  HLS       {hls}\n  MP4       {mp4}")
    }
}

impl fmt::Display for Ready {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Stream { hub, key, urls, ffmpeg } = &self.stream;
        writeln!(f, "API       {}", self.endpoint)?;
        if let Some(console) = &self.console {
            writeln!(f, "console   {console}")?;
        }
        writeln!(f, "RTMP      rtmp://{}", self.addresses.reachable().rtmp)?;
        if let Some(srt) = self.addresses.reachable().srt {
            writeln!(f, "SRT       srt://{srt}")?;
        }
        writeln!(f, "hubs      {} (publish rule {})", self.hubs.join(", "), urls.rule)?;
        writeln!(f, "buckets   {}", self.buckets.join(", "))?;
        let secret = self.secret_key.unwrap_or("(as given)");
        writeln!(f, "keys      access {}, secret {secret}", self.access_key)?;
        if let Some(application) = self.application {
            writeln!(f, "Vonage    application {application}")?;
        }
        writeln!(f, "\nPublish {hub}/{key}\n  {ffmpeg}")?;
        if let Some(srt) = &urls.srt {
            writeln!(f, "  or over SRT\n  {}", ffmpeg::publish_over_srt(srt))?;
        }
        writeln!(f, "  or from OBS\n  server      {}\n  stream key  {}\n", urls.server, urls.stream_key)?;
        self.test_stream.as_ref().unwrap_or(&self.stream).write_plays(f)?;
        writeln!(f, "\nready; Ctrl-C ends it")
    }
}
