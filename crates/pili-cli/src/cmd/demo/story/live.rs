//! A stream is created and published.

use std::time::Duration;

use pili::live::stream::StreamInfo;
use pili_media::rtmp::{Pace, PublishError, Publisher};
use tokio::time::timeout;

use super::{HOUR, Narrator, Story};
use crate::{clip::Clip, clock};

impl Story {
    pub(super) async fn publish(&mut self, narrator: &mut Narrator) -> Option<()> {
        self.create(narrator).await?;
        let url = self.sign(narrator)?;
        self.begin_publishing(narrator, url).await?;
        self.read_live_status(narrator).await
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
        let url = self.publish_url(&self.path, self.local.credentials(), clock::now() + HOUR);
        let call = "PublishAuth::ExpirySk { credentials, expires_at }.sign(&publish::rtmp(&domain, &stream))";
        let step = narrator.step("Sign a publish URL, good for an hour", call, url.as_deref().unwrap_or(""));
        step.outcome(url.clone(), |_| "anyone with this URL may publish, and nobody else".to_owned())
    }

    async fn begin_publishing(&mut self, narrator: &mut Narrator, url: String) -> Option<()> {
        let step = narrator.step(
            "Publish H.264 and AAC over RTMP",
            "Publisher::connect(&url).await?.send_all(&tags, Pace::RealTime)",
            "",
        );
        let mut publisher = tokio::spawn(publish(url));
        // It goes on until it is cut; what ends within three seconds has failed.
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
}

/// The clip again and again, as a camera would send it.
async fn publish(url: String) -> Result<(), PublishError> {
    let clip = Clip::read().map_err(|error| PublishError::Clip(error.to_string()))?;
    let mut publisher = Publisher::connect(&url).await?;
    for (_, tag) in clip.tags() {
        publisher.send_all(&[tag], Pace::RealTime).await?;
    }
    Ok(())
}
