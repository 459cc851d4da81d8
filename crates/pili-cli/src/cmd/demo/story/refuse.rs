//! What must not be published is refused, and what is published is cut.

use std::time::Duration;

use pili::{Credentials, live::stream::Activity};
use pili_media::rtmp::{PublishError, Publisher};
use tokio::time::timeout;

use super::{HOUR, Narrator, Story};
use crate::clock;

impl Story {
    pub(super) async fn refuse(&mut self, narrator: &mut Narrator) -> Option<()> {
        self.refuse_forged(narrator).await?;
        self.refuse_expired(narrator).await?;
        self.disable(narrator).await?;
        self.read_history(narrator).await
    }

    async fn refuse_forged(&self, narrator: &mut Narrator) -> Option<()> {
        let forger = Credentials::new(self.local.credentials().access_key(), "a-guessed-secret-key");
        let url = self.publish_url(&self.path, &forger, clock::now() + HOUR).ok()?;
        let step =
            narrator.step("Try a URL signed with a guessed secret key", "Publisher::connect(&forged)", &url);
        step.outcome(refused(&url, "token").await, |reason| format!("refused: {reason}")).map(drop)
    }

    async fn refuse_expired(&self, narrator: &mut Narrator) -> Option<()> {
        let a_minute_ago = clock::now() - Duration::from_secs(60);
        let url = self.publish_url(&self.path, self.local.credentials(), a_minute_ago).ok()?;
        let step = narrator.step("Try a URL that expired a minute ago", "Publisher::connect(&expired)", &url);
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
            Ok(()) => Err("the publish ended by itself".to_owned()),
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
}

/// Publishes to a URL that must be refused for a reason that names `what`.
async fn refused(url: &str, what: &str) -> Result<String, String> {
    // A refusal comes with the first command; the wait only bounds a service that accepts.
    match timeout(Duration::from_secs(3), Publisher::connect(url)).await {
        Ok(Err(PublishError::Refused { description, .. })) if description.contains(what) => Ok(description),
        Ok(Err(error)) => Err(error.to_string()),
        _ => Err("the publish was accepted".to_owned()),
    }
}
