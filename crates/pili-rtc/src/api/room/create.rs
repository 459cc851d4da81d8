use std::time::Duration;

use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object, noun::checked};
use serde::{Deserialize, Serialize};

use super::Room;
use crate::api::Rtc;

impl Room {
    /// Creates the room. Not needed before entering: a room comes into being when its first user enters.
    ///
    /// ```no_run
    /// # async fn run(client: pili_rtc::Client) -> pili_rtc::core::Result<()> {
    /// use std::time::Duration;
    /// use pili_rtc::App;
    ///
    /// let room = App::new("desls83s2").room("door-17");
    /// let create = room
    ///     .create()
    ///     .max_users(4)
    ///     .open(true)
    ///     .auto_close_after(Duration::from_secs(60))
    ///     .close_unentered_after(Duration::from_secs(300));
    /// println!("{:?}", client.send(create).await?);
    /// // Later on:
    /// client.send(room.stop_merge()).await?;
    /// client.send(room.delete()).await?;
    /// # Ok(()) }
    /// ```
    pub fn create(&self) -> Create {
        Create { room: self.clone(), max_users: None, empty: None, unentered: None, open: None }
    }
}

/// Creates a room: `POST /v3/apps/{app}/createroom` (spec 4.10). What a repeat answers is not documented, so it
/// is not repeated blindly.
///
/// Example: [`Room::create`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Create {
    room: Room,
    max_users: Option<u32>,
    empty: Option<Duration>,
    unentered: Option<Duration>,
    open: Option<bool>,
}

impl Create {
    /// The most users in the room. Example: [`Room::create`].
    pub fn max_users(self, users: u32) -> Self {
        Self { max_users: Some(users), ..self }
    }

    /// Closes the room when it has been empty for this long, whole seconds. Example: [`Room::create`].
    pub fn auto_close_after(self, length: Duration) -> Self {
        Self { empty: Some(length), ..self }
    }

    /// Closes the room when nobody has entered for this long, whole seconds. Example: [`Room::create`].
    pub fn close_unentered_after(self, length: Duration) -> Self {
        Self { unentered: Some(length), ..self }
    }

    /// Whether the room is open. Example: [`Room::create`].
    pub fn open(self, open: bool) -> Self {
        Self { open: Some(open), ..self }
    }
}

impl Operation for Create {
    type Output = Created;
    type Api = Rtc;
    const NAME: &'static str = "rtc.room.create";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let body = RoomBody {
            room_name: checked(&self.room.name)?.to_string(),
            max_users: self.max_users,
            auto_close_ttl_s: self.empty.map(|length| length.as_secs()),
            no_entre_ttl_s: self.unentered.map(|length| length.as_secs()),
            open_room: self.open,
        };
        self.room.parent.url(endpoint)?.path(["createroom"]).post_json(&body)
    }

    fn decode(&self, response: &Response) -> Result<Created> {
        if response.body().is_empty() {
            return Ok(Created { room_id: None });
        }
        decode_object(response)
    }
}

/// A room that was created.
///
/// Example: [`Room::create`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Created {
    /// The id that the service gave it, if it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room_id: Option<String>,
}

/// The body that creates a room; members that are not set are not sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RoomBody {
    /// The room's name.
    pub room_name: String,
    /// The most users in the room.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_users: Option<u32>,
    /// Seconds after which an empty room is closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_close_ttl_s: Option<u64>,
    /// Seconds after which a room that nobody has entered is closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_entre_ttl_s: Option<u64>,
    /// Whether the room is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open_room: Option<bool>,
}
