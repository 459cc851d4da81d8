use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    time::SystemTime,
};

use bytes::Bytes;
use pili_live::Hub;
use pili_oss::Bucket;
use pili_rtc::App;

use crate::{
    Outcome,
    clients::{BUCKET, Clients, HUB},
};

/// Something that was answered, and so holds from then on.
#[derive(Clone, Debug)]
pub(crate) enum Fact {
    Stream {
        key: String,
    },
    Disabled {
        key: String,
    },
    /// It began then.
    Published {
        key: String,
        start: SystemTime,
    },
    /// It was live: all that its playlist named is there, and it is closed by now.
    Channel {
        name: String,
        playlist: bool,
    },
    Room {
        app: pili_rtc::AppId,
        room: String,
        user: String,
    },
    Session {
        id: String,
        connection: String,
    },
    /// Of this body, as a hash.
    File {
        path: String,
        body: u64,
    },
    /// Saved again it is the same file, or not held any more: nothing in between.
    Recording {
        key: String,
        body: u64,
    },
}

pub(crate) fn hash(body: &Bytes) -> u64 {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    hasher.finish()
}

impl Fact {
    /// Whether it still holds.
    pub(crate) async fn check(&self, clients: &Clients) -> Outcome {
        match self.holds(clients).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(format!("{self:?} was answered, and is no longer so").into()),
            Err(error) => Err(format!("{self:?}: {error}").into()),
        }
    }

    async fn holds(&self, clients: &Clients) -> Outcome<bool> {
        let stream = |key: &String| Hub::new(HUB).stream(key.as_str());
        Ok(match self {
            Self::Stream { key } => clients.pili.send(stream(key).info()).await.is_ok(),
            Self::Disabled { key } => {
                clients.pili.send(stream(key).info()).await?.disabled == pili_live::stream::Disabled::Forever
            }
            Self::Published { key, start } => {
                let history = clients.pili.send(stream(key).history()).await?;
                let ended = |end: Option<SystemTime>| end.is_some_and(|end| end >= *start);
                history.iter().any(|past| past.start == *start && ended(past.end))
            }
            Self::Channel { name, playlist } => {
                clients.oss.send(Bucket::new(BUCKET).channel(name.as_str()).info()).await?;
                !*playlist || is_closed(clients, name).await?
            }
            Self::Room { app, room, user } => {
                let users = clients.rtc.send(App::new(app.clone()).room(room.as_str()).users()).await?;
                users.iter().any(|other| other.as_str() == user)
            }
            Self::Session { id, connection } => {
                let (status, shown) = clients.get(&format!("_local/opentok/sessions/{id}")).await?;
                let shown: serde_json::Value = serde_json::from_slice(&shown)?;
                status == 200 && !shown["connections"][connection].is_null()
            }
            Self::File { path, body } => {
                let (status, found) = clients.get(path).await?;
                status == 200 && hash(&found) == *body
            }
            Self::Recording { key, body } => match clients.save(key).await? {
                Some((_, found)) => hash(&found) == *body,
                None => true,
            },
        })
    }
}

async fn is_closed(clients: &Clients, channel: &str) -> Outcome<bool> {
    let (status, playlist) = clients.get(&format!("{BUCKET}/{channel}/live.m3u8")).await?;
    let playlist = String::from_utf8_lossy(&playlist).into_owned();
    for segment in playlist.lines().filter(|line| line.ends_with(".ts")) {
        let (status, ts) = clients.get(&format!("{BUCKET}/{channel}/{segment}")).await?;
        if status != 200 || ts.is_empty() || ts.len() % 188 != 0 {
            return Err(format!("{segment} is answered with {status} and {} bytes", ts.len()).into());
        }
    }
    Ok(status == 200 && playlist.contains("#EXT-X-ENDLIST"))
}
