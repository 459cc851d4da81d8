use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, decode_object};
use serde::{Deserialize, Serialize};

use super::{unsigned, url};
use crate::{Room, Secret, api::Rtc};

impl Room {
    /// Publishes files into the room, by the token of an administrator of the room: the first, then what
    /// [`source`](Start::source) adds, one after the other. Example: [`Start`].
    pub fn start_pub_task(&self, token: impl Into<Secret>, source: impl Into<String>) -> Start {
        Start { room: self.clone(), token: token.into(), body: PubBody { source_urls: vec![source.into()] } }
    }
}

/// Starts a task that publishes files into a room: `POST /v3/apps/{app}/rooms/{room}/pub?token=…` (spec 4.14; vendor page
/// rtc 12207).
///
/// The files are FLV with H.264 and AAC of 44.1 kHz. Returns the task's id. A repeat would start another task, so it is not
/// repeated blindly.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use pili_rtc::{App, AppId, Credentials, Permission, RoomAccess, RoomName, UserId};
///
/// let expires_at = SystemTime::now() + Duration::from_secs(600);
/// let (app, room, user) = (AppId::new("desls83s2")?, RoomName::new("room-01")?, UserId::new("player")?);
/// let access = RoomAccess::v3(app.clone(), room.clone(), user, Permission::Admin, expires_at);
/// let token = access.token(&Credentials::new("access-key", "secret-key"))?;
/// let start = App::new(app).room(room).start_pub_task(token, "https://files.example.com/one.flv");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Start {
    room: Room,
    token: Secret,
    body: PubBody,
}

impl Start {
    /// Adds a file, which is published when the one before has ended.
    ///
    /// Example: [`Start`].
    pub fn source(mut self, url: impl Into<String>) -> Self {
        self.body.source_urls.push(url.into());
        self
    }
}

impl Operation for Start {
    type Output = String;
    type Api = Rtc;
    const NAME: &'static str = "rtc.pub_task.start";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.body.source_urls.iter().any(String::is_empty) {
            return Err(Error::invalid("source URL", "must not be empty"));
        }
        url(&self.room, &self.token, endpoint)?.post_json(&self.body).map(unsigned)
    }

    fn decode(&self, response: &Response) -> Result<String> {
        decode_object::<Started>(response).map(|started| started.task_id)
    }
}

/// What is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PubBody {
    /// One after the other.
    pub source_urls: Vec<String>,
}

/// The task that was started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Started {
    /// Its id.
    #[serde(rename = "taskID")]
    pub task_id: String,
}
