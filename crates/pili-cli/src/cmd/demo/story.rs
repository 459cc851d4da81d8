use std::time::{Duration, SystemTime};

use pili::{
    Credentials, Endpoint,
    auth::{Clock, qiniu::QiniuV2},
    live::{
        self, Hub,
        stream::{Activity, StreamInfo},
    },
    urls::{Domain, StreamPath, play, publish, publish::PublishAuth},
};
use pili_local::{DEMO_HUB, Listen, Local, Server};
use pili_media::rtmp::{self, Pace, PublishError, Published};
use tokio::{task::JoinHandle, time::timeout};

use super::{narrator::Narrator, stay::Stay, watch::watch};
use crate::clock;

const CLIP: &[u8] = include_bytes!("../../../assets/clip.flv");
const STREAM_KEY: &str = "evening";

/// The demonstration while it runs. Every step is `None` when it failed.
pub(super) struct Story {
    local: Local,
    server: Server,
    client: live::Client,
    stream: live::Stream,
    path: StreamPath,
    publisher: Option<JoinHandle<Result<Published, PublishError>>>,
}

impl Story {
    /// Starts the service and a client.
    pub(super) async fn begin(narrator: &mut Narrator) -> Option<Self> {
        let step = narrator.step("Start the local service", "Local::demo().serve(Listen::any())", "");
        let local = Local::demo();
        let server = step.outcome(local.serve(Listen::any()).await, |server| {
            let addresses = server.addresses();
            format!("API at http://{}, RTMP at rtmp://{}", addresses.http, addresses.rtmp)
        })?;
        let step = narrator.step(
            "Make a client that signs every call",
            "live::Client::builder(endpoint).signer(QiniuV2::new(credentials)).build()",
            "",
        );
        let client =
            step.outcome(client(&local, &server), |client| format!("calls go to {}", client.endpoint()))?;
        let stream = Hub::new(DEMO_HUB).stream(STREAM_KEY);
        let path = StreamPath::new(DEMO_HUB, STREAM_KEY).ok()?;
        Some(Self { local, server, client, stream, path, publisher: None })
    }

    /// All steps, up to the first that fails.
    pub(super) async fn tell(&mut self, narrator: &mut Narrator, stay: bool) -> Option<()> {
        self.create(narrator).await?;
        let url = self.sign(narrator)?;
        self.publish(narrator, &url).await?;
        self.read_live_status(narrator).await?;
        self.fetch_back(narrator).await?;
        self.refuse_forged(narrator).await?;
        self.refuse_expired(narrator).await?;
        self.disable(narrator).await?;
        self.read_history(narrator).await?;
        if stay {
            narrator.stay(&self.stay()?);
        }
        Some(())
    }

    /// Stops the service.
    pub(super) async fn end(self) {
        self.server.shutdown().await;
    }

    async fn create(&self, narrator: &mut Narrator) -> Option<()> {
        let step = narrator.step("Create a stream", "client.send(hub.stream(\"evening\").create())", "");
        let done = async {
            self.client.send(self.stream.create()).await?;
            self.client.send(self.stream.info()).await
        };
        let created_at = |info: &StreamInfo| info.created_at.map_or_else(String::new, clock::rfc3339);
        step.outcome(done.await, |info| format!("the stream exists, created at {}", created_at(info)))
            .map(drop)
    }

    fn sign(&self, narrator: &mut Narrator) -> Option<String> {
        let url = self.publish_url(&self.path, self.local.credentials(), 3600);
        let call = "PublishAuth::ExpirySk { credentials, expires_at }.sign(&publish::rtmp(&domain, &stream))";
        let step = narrator.step("Sign a publish URL, good for an hour", call, url.as_deref().unwrap_or(""));
        step.outcome(url.clone(), |_| "anyone with this URL may publish, and nobody else".to_owned())
    }

    async fn publish(&mut self, narrator: &mut Narrator, url: &str) -> Option<()> {
        let step = narrator.step(
            "Publish 10 s of H.264 and AAC over RTMP",
            "rtmp::publish(url, clip, Pace::RealTime)",
            "",
        );
        let target = url.to_owned();
        let mut publisher = tokio::spawn(async move { rtmp::publish(&target, CLIP, Pace::RealTime).await });
        // It takes ten seconds; what ends within three has failed.
        let early = match timeout(Duration::from_secs(3), &mut publisher).await {
            Err(_) => Ok(()),
            Ok(Ok(Err(error))) => Err(error.to_string()),
            Ok(_) => Err("the publish ended too soon".to_owned()),
        };
        self.publisher = Some(publisher);
        step.outcome(early, |()| "the edge accepts it; three seconds have gone".to_owned())
    }

    async fn read_live_status(&self, narrator: &mut Narrator) -> Option<()> {
        let step = narrator.step("Read the live status", "client.send(stream.live())", "");
        let status = self.client.send(self.stream.live()).await.map_err(|error| error.to_string());
        let status = status.and_then(|status| status.ok_or_else(|| "the stream is not live".to_owned()));
        let good = status.and_then(|status| match (status.bps, status.fps.video, status.fps.audio) {
            (1.., 1.., 1..) => Ok(status),
            _ => Err(format!("a live stream has bits and frames: {status:?}")),
        });
        step.outcome(good, |live| {
            format!(
                "live: {} kbit/s, {} pictures/s, {} sound frames/s, from {}",
                live.bps / 1000,
                live.fps.video,
                live.fps.audio,
                live.client_ip
            )
        })
        .map(drop)
    }

    async fn fetch_back(&self, narrator: &mut Narrator) -> Option<()> {
        let url = play::hdl(&self.http()?, &self.path);
        let step = narrator.step("Watch it over HTTP-FLV", "play::hdl(&domain, &stream)", &url);
        step.outcome(watch(&url, 50).await, |seen| {
            let (width, height) = seen.size.unwrap_or_default();
            format!(
                "{} pictures of {width}x{height} and {} sound frames, in order, from a key frame on",
                seen.video, seen.audio
            )
        })
        .map(drop)
    }

    async fn refuse_forged(&self, narrator: &mut Narrator) -> Option<()> {
        let forger = Credentials::new(self.local.credentials().access_key(), "a-guessed-secret-key");
        let url = self.publish_url(&self.path, &forger, 3600).ok()?;
        let step = narrator.step(
            "Try a URL signed with a guessed secret key",
            "rtmp::publish(forged, clip, ..)",
            &url,
        );
        step.outcome(refused(&url, "token").await, |reason| format!("refused: {reason}")).map(drop)
    }

    async fn refuse_expired(&self, narrator: &mut Narrator) -> Option<()> {
        let url = self.publish_url(&self.path, self.local.credentials(), -60).ok()?;
        let step =
            narrator.step("Try a URL that expired a minute ago", "rtmp::publish(expired, clip, ..)", &url);
        step.outcome(refused(&url, "expired").await, |reason| format!("refused: {reason}")).map(drop)
    }

    async fn disable(&mut self, narrator: &mut Narrator) -> Option<()> {
        let step = narrator.step("Disable the stream while it is live", "client.send(stream.disable())", "");
        let done = async {
            let failed = |error: pili::Error| error.to_string();
            self.client.send(self.stream.disable()).await.map_err(failed)?;
            let reason = self.cut().await?;
            match self.client.send(self.stream.live()).await.map_err(failed)? {
                None => self.client.send(self.stream.enable()).await.map_err(failed).map(|()| reason),
                Some(_) => Err("the stream is still live".to_owned()),
            }
        };
        step.outcome(done.await, |reason| format!("the publisher is told and cut: {reason}")).map(drop)
    }

    async fn cut(&mut self) -> Result<String, String> {
        let publisher = self.publisher.take().ok_or("nobody publishes")?;
        let end =
            timeout(Duration::from_secs(1), publisher).await.map_err(|_| "it was not cut within a second")?;
        match end.map_err(|error| error.to_string())? {
            Err(PublishError::Cut { description, .. }) => Ok(description),
            Err(error) => Err(error.to_string()),
            Ok(_) => Err("the publish ended by itself".to_owned()),
        }
    }

    async fn read_history(&self, narrator: &mut Narrator) -> Option<()> {
        let step = narrator.step("Read the publish history", "client.send(stream.history())", "");
        let history = self.client.send(self.stream.history()).await.map_err(|error| error.to_string());
        let one = history.and_then(|all| match &all[..] {
            [one] => Ok(one.clone()),
            _ => Err(format!("there should be one publish: {all:?}")),
        });
        let length = |one: &Activity| one.end?.duration_since(one.start).ok();
        let seconds = |one: &Activity| length(one).unwrap_or_default().as_secs();
        step.outcome(one, |one| format!("one publish, {} s long", seconds(one))).map(drop)
    }

    /// A stream of its own, so that the demonstration's history stays as told.
    fn stay(&self) -> Option<Stay> {
        let path = StreamPath::new(DEMO_HUB, "stage").ok()?;
        Some(Stay {
            api: self.client.endpoint().to_string(),
            hub: DEMO_HUB,
            stream_key: "stage",
            publish_url: self.publish_url(&path, self.local.credentials(), 24 * 3600).ok()?,
            flv_url: play::hdl(&self.http()?, &path),
            rtmp_url: play::rtmp(&self.rtmp()?, &path),
        })
    }

    fn publish_url(
        &self,
        path: &StreamPath,
        credentials: &Credentials,
        seconds: i64,
    ) -> Result<String, String> {
        let now = Clock::system().now();
        let length = Duration::from_secs(seconds.unsigned_abs());
        let expires_at: SystemTime = if seconds < 0 { now - length } else { now + length };
        let plain = publish::rtmp(&self.rtmp().ok_or("the address is no domain")?, path);
        PublishAuth::ExpirySk { credentials: credentials.clone(), expires_at }
            .sign(&plain)
            .map_err(|e| e.to_string())
    }

    fn rtmp(&self) -> Option<Domain> {
        Domain::new(self.server.addresses().rtmp.to_string()).ok()
    }

    fn http(&self) -> Option<Domain> {
        Domain::new(self.server.addresses().http.to_string()).ok()
    }
}

fn client(local: &Local, server: &Server) -> pili::core::Result<live::Client> {
    let endpoint = Endpoint::parse(&format!("http://{}", server.addresses().http))?;
    live::Client::builder(endpoint).signer(QiniuV2::new(local.credentials().clone())).build()
}

/// Publishes to a URL that must be refused for a reason that names `what`.
async fn refused(url: &str, what: &str) -> Result<String, String> {
    // A refusal comes with the first command; the wait only bounds a service that accepts.
    let outcome = timeout(Duration::from_secs(3), rtmp::publish(url, CLIP, Pace::RealTime)).await;
    match outcome {
        Ok(Err(PublishError::Refused { description, .. })) if description.contains(what) => Ok(description),
        Ok(Err(error)) => Err(error.to_string()),
        _ => Err("the publish was accepted".to_owned()),
    }
}
