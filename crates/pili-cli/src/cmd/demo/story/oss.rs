//! A channel of OSS is published, and its bucket keeps what was.

use pili::{
    auth::oss::OssV4,
    oss::{Bucket, Client},
    urls::oss_rtmp::PublishUrl,
};
use pili_local::DEMO_BUCKET;
use pili_media::rtmp::{self, Pace};

use super::{
    super::fetch::{beside, fetch, segments},
    HOUR, Narrator, STREAM_KEY, Story,
};
use crate::{clip::CLIP, clock};

impl Story {
    pub(super) async fn store(&self, narrator: &mut Narrator) -> Option<()> {
        let playlist = self.create_channel(narrator).await?;
        let url = self.sign_channel(narrator)?;
        self.fill_bucket(narrator, &url, &playlist).await
    }

    async fn create_channel(&self, narrator: &mut Narrator) -> Option<String> {
        let call = "client.send(bucket.channel(\"evening\").create())";
        let step = narrator.step("Create a channel", call, "");
        let created = async {
            let signer = OssV4::new(self.local.credentials().clone(), "cn-hangzhou");
            let client = Client::builder(self.server.endpoint()).signer(signer).build();
            let channel = Bucket::new(DEMO_BUCKET).channel(STREAM_KEY);
            let created = client.map_err(text)?.send(channel.create()).await.map_err(text)?;
            created.play_url().map(str::to_owned).ok_or_else(|| "it is played nowhere".to_owned())
        };
        step.outcome(created.await, |url| format!("its playlist will be {url}"))
    }

    fn sign_channel(&self, narrator: &mut Narrator) -> Option<String> {
        let rtmp = self.server.addresses().rtmp.to_string();
        let url = PublishUrl::new(&rtmp, DEMO_BUCKET, STREAM_KEY).map_err(|error| error.to_string());
        let url = url.and_then(|url| {
            url.sign(self.local.credentials(), clock::now() + HOUR).map_err(|error| error.to_string())
        });
        let call = "PublishUrl::new(endpoint, bucket, channel)?.sign(&credentials, expires_at)";
        let step = narrator.step("Sign its publish URL", call, url.as_deref().unwrap_or(""));
        step.outcome(url.clone(), |_| "good for an hour".to_owned())
    }

    async fn fill_bucket(&self, narrator: &mut Narrator, url: &str, playlist: &str) -> Option<()> {
        let call = "rtmp::publish(&url, clip, Pace::Fast)";
        let step = narrator.step("Publish a clip to it, and fetch what is stored", call, playlist);
        let stored = async {
            rtmp::publish(url, CLIP, Pace::Fast).await.map_err(|error| error.to_string())?;
            let segments = segments(playlist).await?;
            let last = fetch(&beside(playlist, &segments[segments.len() - 1])).await?;
            Ok::<_, String>((segments.len(), last.len()))
        };
        step.outcome(stored.await, |(count, bytes)| {
            format!("the bucket has a playlist of {count}; the last segment is {} KiB", bytes / 1024)
        })
        .map(drop)
    }
}

fn text(error: pili::Error) -> String {
    error.to_string()
}
