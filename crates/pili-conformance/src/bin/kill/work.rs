use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use pili_live::Hub;
use pili_media::{
    flv,
    rtmp::{Pace, Publisher, publish},
};
use pili_opentok::{ClientToken, MediaMode, Nonce, Project};
use pili_oss::Bucket;
use pili_rtc::{App, Permission, RoomAccess, RoomName, UserId};
use serde_json::json;

use crate::{
    Outcome,
    clients::{BUCKET, Clients, HUB, credentials, now},
    fact::{Fact, hash},
    service::ACCESS_KEY,
};

/// Two seconds of H.264 and AAC.
pub(crate) const CLIP: &[u8] = include_bytes!("../../../../pili-media/tests/data/clip.flv");

/// What was answered so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answered(Arc<Mutex<Vec<Fact>>>);

impl Answered {
    fn note(&self, fact: Fact) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(fact);
    }

    pub(crate) fn take(&self) -> Vec<Fact> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Who works on a service, over and over, until it is gone.
#[derive(Clone, Debug)]
pub(crate) struct Worker {
    pub(crate) clients: Clients,
    pub(crate) answered: Answered,
    /// So that names are new.
    pub(crate) round: u32,
}

impl Worker {
    pub(crate) async fn streams(self) -> Outcome {
        for n in 0_u32.. {
            let key = format!("stream-{}-{n}", self.round);
            let stream = Hub::new(HUB).stream(&*key);
            self.clients.pili.send(stream.create()).await?;
            self.answered.note(Fact::Stream { key: key.clone() });
            self.clients.pili.send(stream.disable()).await?;
            self.answered.note(Fact::Disabled { key });
        }
        Ok(())
    }

    pub(crate) async fn rooms(self) -> Outcome {
        let app = self.clients.rtc.send(App::create().hub(HUB).title("show")).await?.app_id;
        for n in 0_u32.. {
            let (room, user) = (format!("room-{n}"), format!("user-{n}"));
            let expires_at = now() + Duration::from_secs(600);
            let (name, id) = (RoomName::new(&*room)?, UserId::new(&*user)?);
            let access = RoomAccess::v3(app.clone(), name, id, Permission::User, expires_at);
            self.clients.local("rtc/rooms/join", json!({ "token": access.token(&credentials())? })).await?;
            self.answered.note(Fact::Room { app: app.clone(), room, user });
        }
        Ok(())
    }

    pub(crate) async fn sessions(self) -> Outcome {
        let project = Project::new(ACCESS_KEY);
        loop {
            let create = project.create_session().media_mode(MediaMode::Routed);
            let id = self.clients.opentok.send(create).await?.session_id;
            let token = ClientToken::new(&id).jwt(&credentials(), now(), Nonce::new(1)?)?;
            let path = format!("opentok/sessions/{id}/connections");
            let connected = self.clients.local(&path, json!({ "token": token })).await?;
            let connection = connected["connectionId"].as_str().unwrap_or_default().to_owned();
            self.answered.note(Fact::Session { id, connection });
        }
    }

    /// Publishes, and saves what was published.
    pub(crate) async fn recordings(self) -> Outcome {
        for n in 0_u32.. {
            let key = format!("recording-{}-{n}", self.round);
            publish(&self.clients.stream_url(&key)?, CLIP, Pace::Fast).await?;
            let (path, body) = self.clients.save(&key).await?.ok_or("nothing was recorded")?;
            let body = hash(&body);
            self.answered.note(Fact::File { path, body });
            self.answered.note(Fact::Recording { key: key.clone(), body });
            let history = self.clients.pili.send(Hub::new(HUB).stream(&*key).history()).await?;
            let past = history.first().ok_or("no history")?;
            self.answered.note(Fact::Published { key, start: past.start });
        }
        Ok(())
    }

    pub(crate) async fn channels(self) -> Outcome {
        for n in 0_u32.. {
            let name = format!("channel-{}-{n}", self.round);
            let channel = Bucket::new(BUCKET).channel(&*name);
            self.clients.oss.send(channel.create().fragments(Duration::from_secs(1), 3)).await?;
            self.answered.note(Fact::Channel { name: name.clone(), playlist: false });
            if n == 0 {
                self.go_live(&name).await?;
            }
        }
        Ok(())
    }

    /// Publishes to a channel, and is still there when the service is killed.
    async fn go_live(&self, channel: &str) -> Outcome {
        let mut publisher = Publisher::connect(&self.clients.channel_url(channel)?).await?;
        publisher.send_all(&flv::read(CLIP)?, Pace::Fast).await?;
        let path = format!("{BUCKET}/{channel}/live.m3u8");
        while self.clients.get(&path).await?.0 != 200 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        self.answered.note(Fact::Channel { name: channel.to_owned(), playlist: true });
        // Its connection stays open as long as the process.
        std::mem::forget(publisher);
        Ok(())
    }
}
