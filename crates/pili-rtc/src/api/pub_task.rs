//! RTC-Pub: files that the service publishes into a room (spec 4.14).
//!
//! These calls are authorised by the token of an administrator of the room, which stands in the query. They are not
//! signed with the account's keys, and the token is shown in no error, trace or debug output of ours.
//!
//! The vendor's page names a call that stops a task; what it shows of it was not seen, so it is not here.

pub(super) mod list;
pub(super) mod start;

use pili_core::{Endpoint, Error, Request, Result, Unsigned, Url};

use super::Room;
use crate::{Permission, RoomToken, Secret};

pub use list::{List, PubTask, Status};
pub use start::Start;

/// `/v3/apps/{app}/rooms/{room}/pub`, with the token.
fn url(room: &Room, token: &Secret, endpoint: &Endpoint) -> Result<Url> {
    Ok(room.url(endpoint)?.path(["pub"]).query("token", administrators(token)?))
}

/// A token that can be one of an administrator.
fn administrators(token: &Secret) -> Result<&str> {
    let wrong = |rule| Error::invalid("room token", rule);
    let text = std::str::from_utf8(token.expose()).map_err(|_| wrong("must be a text"))?;
    let access = RoomToken::parse(text).and_then(|token| token.unverified());
    match access {
        Err(_) => Err(wrong("must be `<access key>:<sign>:<payload>`, as `RoomAccess::token` makes it")),
        Ok(access) if access.permission() == Permission::Admin => Ok(text),
        Ok(_) => Err(wrong("must be an administrator's: make it with `Permission::Admin`")),
    }
}

/// The token is all that authorises it; a signature would cover the token, and be kept for refusals.
fn unsigned(request: Request) -> Request {
    Unsigned::mark(request)
}
