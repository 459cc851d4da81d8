use pili_rtc::RoomAccess;

use super::Local;
use crate::Refused;

/// A user's entry into a room: see [`Local::enter_room`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnteredRoom {
    pub(crate) access: RoomAccess,
    pub(crate) ended_older: bool,
}

impl EnteredRoom {
    /// What the room token allows: the room, the user, the permission, until when. [`Local::enter_room`] makes one of these.
    pub fn access(&self) -> &RoomAccess {
        &self.access
    }

    /// Whether an older entry of the same user ended, as it does unless the app says otherwise; the first time
    /// ([`Local::enter_room`]) there is none.
    pub fn ended_older(&self) -> bool {
        self.ended_older
    }
}

impl Local {
    /// Lets the user of a room token into its room, as an app with the vendor's client SDK does: over the wire
    /// `POST /_local/rtc/rooms/join`.
    ///
    /// ```
    /// use std::time::Duration;
    /// use pili_local::Local;
    /// use pili_rtc::{App, Permission, RoomAccess, RoomName, UserId};
    ///
    /// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let local = Local::demo();
    /// let client = pili_rtc::builder(local.credentials().clone()).transport(local.transport());
    /// let app = client.send(App::create().title("show")).await?;
    /// let expires_at = local.clock().now() + Duration::from_secs(60);
    /// let (room, user) = (RoomName::new("room-01")?, UserId::new("user_9")?);
    /// let access = RoomAccess::v3(app.app_id.clone(), room, user, Permission::User, expires_at);
    /// local.enter_room(&access.token(local.credentials())?)?;
    ///
    /// let users = client.send(App::new(app.app_id).room("room-01").users()).await?;
    /// assert_eq!(users.len(), 1);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// What the service refuses: 401 for a wrong or expired token, with the reason; 403 for a full room; 612 if
    /// the app, or a room of the older versions, does not exist; 614 if the user is in and may not enter again.
    pub fn enter_room(&self, token: &str) -> Result<EnteredRoom, Refused> {
        self.service.rtc.let_in(token)
    }

    /// Takes the user of a room token out, who [entered](Self::enter_room) by it or another: over the wire
    /// `POST /_local/rtc/rooms/leave`. A token that has expired since still tells who leaves.
    ///
    /// # Errors
    /// 401 for a wrong token, 612 or 615 if the user is not in the room.
    pub fn leave_room(&self, token: &str) -> Result<(), Refused> {
        self.service.rtc.let_out(token)
    }
}
