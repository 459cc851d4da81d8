use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};
use serde::{Deserialize, Serialize};

use crate::{RoomName, UserId, api::Rtc, v2::Room};

impl Room {
    /// Reads the room: its owner, whether it is in use, its limit.
    ///
    /// Example: [`Rooms::create_room`](crate::v2::Rooms::create_room).
    pub fn info(&self) -> Info {
        Info(self.clone())
    }
}

/// Reads a room: `GET /{version}/rooms/{room}` (spec 4.8; vendor page 4312).
///
/// Example: [`Rooms::create_room`](crate::v2::Rooms::create_room).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Info(Room);

impl Operation for Info {
    type Output = RoomInfo;
    type Api = Rtc;
    const NAME: &'static str = "rtc2.room.info";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.get()
    }

    fn decode(&self, response: &Response) -> Result<RoomInfo> {
        decode_object(response)
    }
}

/// A room of version 1 or 2.
///
/// Example: [`Rooms::create_room`](crate::v2::Rooms::create_room).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct RoomInfo {
    /// The user whom it belongs to.
    pub owner_id: UserId,
    /// The room's name.
    pub room_name: RoomName,
    /// Whether it is in use.
    #[serde(rename = "room_status")]
    pub status: RoomStatus,
    /// The most users in the room.
    #[serde(rename = "user_max")]
    pub max_users: u32,
}

/// Whether a room is in use: a number on the wire.
///
/// Example: [`Rooms::create_room`](crate::v2::Rooms::create_room).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "i64", into = "i64")]
#[non_exhaustive]
pub enum RoomStatus {
    /// 0: nobody has entered yet.
    New,
    /// 1: somebody is in.
    InUse,
    /// 2: all have left.
    Finished,
    /// One that this version does not know.
    Other(i64),
}

impl From<i64> for RoomStatus {
    fn from(number: i64) -> Self {
        match number {
            0 => Self::New,
            1 => Self::InUse,
            2 => Self::Finished,
            other => Self::Other(other),
        }
    }
}

impl From<RoomStatus> for i64 {
    fn from(status: RoomStatus) -> Self {
        match status {
            RoomStatus::New => 0,
            RoomStatus::InUse => 1,
            RoomStatus::Finished => 2,
            RoomStatus::Other(number) => number,
        }
    }
}
