mod live;
mod opentok;
mod oss;
mod play;
mod refuse;
mod rtc;

use std::{
    net::{Ipv4Addr, SocketAddr},
    time::{Duration, SystemTime},
};

use pili::{
    Credentials,
    auth::qiniu::QiniuV2,
    live::{self as pili_live, Hub},
    urls::{Domain, StreamPath, play as play_urls, publish, publish::PublishAuth},
};
use pili_local::{DEMO_HUB, Listen, Local, Server};
use pili_media::rtmp::PublishError;
use tokio::task::JoinHandle;

use super::{narrator::Narrator, stay::Stay};
use crate::{args, clock};

const STREAM_KEY: &str = "evening";
const HOUR: Duration = Duration::from_secs(3600);

/// The demonstration while it runs. Every step is `None` when it failed.
pub(super) struct Story {
    local: Local,
    server: Server,
    client: pili_live::Client,
    stream: pili_live::Stream,
    path: StreamPath,
    publisher: Option<JoinHandle<Result<(), PublishError>>>,
}

impl Story {
    /// Starts the service and a client.
    pub(super) async fn begin(args: args::Demo, narrator: &mut Narrator) -> Option<Self> {
        let step = narrator.step("Start the local service", "Local::demo().serve(Listen::any())", "");
        let local = Local::demo();
        let on = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let serving = local.serve(Listen { http: on(args.http_port), rtmp: on(args.rtmp_port) });
        let server = step.outcome(serving.await, |server| {
            let addresses = server.addresses();
            format!("API at http://{}, RTMP at rtmp://{}", addresses.http, addresses.rtmp)
        })?;
        let step = narrator.step(
            "Make a client that signs every call",
            "live::Client::builder(endpoint).signer(QiniuV2::new(credentials)).build()",
            "",
        );
        let client = pili_live::Client::builder(server.endpoint());
        let client = client.signer(QiniuV2::new(local.credentials().clone())).build();
        let client = step.outcome(client, |client| format!("calls go to {}", client.endpoint()))?;
        let stream = Hub::new(DEMO_HUB).stream(STREAM_KEY);
        let path = StreamPath::new(DEMO_HUB, STREAM_KEY).ok()?;
        Some(Self { local, server, client, stream, path, publisher: None })
    }

    /// All steps, up to the first that fails.
    pub(super) async fn tell(&mut self, narrator: &mut Narrator) -> Option<()> {
        narrator.chapter("Pili: a stream, published and played");
        self.publish(narrator).await?;
        self.play(narrator).await?;
        self.refuse(narrator).await?;
        narrator.chapter("RTC: a room and who may enter it");
        self.enter_room(narrator).await?;
        narrator.chapter("OSS: a channel that is stored in a bucket");
        self.store(narrator).await?;
        narrator.chapter("OpenTok: a session and its clients");
        self.connect(narrator).await
    }

    /// Stops the service.
    pub(super) async fn end(self) {
        self.server.shutdown().await;
    }

    /// A stream of its own, so that the demonstration's history stays as told.
    pub(super) fn stay(&self) -> Option<Stay> {
        let path = StreamPath::new(DEMO_HUB, "stage").ok()?;
        let tomorrow = clock::now() + 24 * HOUR;
        Some(Stay {
            api: self.client.endpoint().to_string(),
            hub: DEMO_HUB,
            stream_key: "stage",
            publish_url: self.publish_url(&path, self.local.credentials(), tomorrow).ok()?,
            flv_url: play_urls::hdl(&self.http()?, &path),
            rtmp_url: play_urls::rtmp(&self.rtmp()?, &path),
        })
    }

    fn publish_url(
        &self,
        path: &StreamPath,
        credentials: &Credentials,
        expires_at: SystemTime,
    ) -> Result<String, String> {
        let plain = publish::rtmp(&self.rtmp().ok_or("the address is no domain")?, path);
        let auth = PublishAuth::ExpirySk { credentials: credentials.clone(), expires_at };
        auth.sign(&plain).map_err(|error| error.to_string())
    }

    fn rtmp(&self) -> Option<Domain> {
        Domain::new(self.server.addresses().rtmp.to_string()).ok()
    }

    fn http(&self) -> Option<Domain> {
        Domain::new(self.server.addresses().http.to_string()).ok()
    }
}
