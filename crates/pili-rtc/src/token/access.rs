use std::time::SystemTime;

use pili_auth::{Credentials, SignError, qiniu::Token};

use super::{Permission, payload};
use crate::{AppId, RoomName, UserId};

/// Who may enter which room, as what, and until when: what a room token says.
///
/// Rooms of today belong to an app and take [`v3`](Self::v3) tokens.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use pili_rtc::{Credentials, Permission, RoomAccess, RoomName, UserId};
/// let expires_at = UNIX_EPOCH + Duration::from_secs(1_700_003_600);
/// let access = RoomAccess::v2(RoomName::new("room-01")?, UserId::new("user_9")?, Permission::Admin, expires_at);
/// let token = access.token(&Credentials::new("access-key", "secret-key"))?;
/// assert!(token.starts_with("access-key:"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomAccess {
    version: TokenVersion,
    room: RoomName,
    user: UserId,
    permission: Permission,
    expires_at: SystemTime,
}

/// The version of a room token, and the app that a room of version 3 belongs to.
///
/// Example: [`RoomAccess::version`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenVersion {
    /// The rooms of 2017, which were switched off in 2018.
    V1,
    /// The rooms of 2018, without apps.
    V2,
    /// The rooms of an app.
    V3(AppId),
}

impl RoomAccess {
    /// Access to a room of an app. Whole seconds of `expires_at` count. Example: [the crate's page](crate).
    pub fn v3(
        app: AppId,
        room: RoomName,
        user: UserId,
        permission: Permission,
        expires_at: SystemTime,
    ) -> Self {
        Self { version: TokenVersion::V3(app), room, user, permission, expires_at }
    }

    /// Access to a room of the API version 2. Example: [`RoomAccess`].
    pub fn v2(room: RoomName, user: UserId, permission: Permission, expires_at: SystemTime) -> Self {
        Self { version: TokenVersion::V2, room, user, permission, expires_at }
    }

    /// Access to a room of the API version 1. Example: [`RoomAccess::version`].
    pub fn v1(room: RoomName, user: UserId, permission: Permission, expires_at: SystemTime) -> Self {
        Self { version: TokenVersion::V1, room, user, permission, expires_at }
    }

    pub(super) fn new(
        version: TokenVersion,
        room: RoomName,
        user: UserId,
        permission: Permission,
        expires_at: SystemTime,
    ) -> Self {
        Self { version, room, user, permission, expires_at }
    }

    /// The room token. Example: [`RoomAccess`].
    ///
    /// # Errors
    /// When a key is empty.
    pub fn token(&self, credentials: &Credentials) -> Result<String, SignError> {
        credentials.check()?;
        let payload = payload::encode(self);
        let sign = Token::of(credentials.secret_key(), payload.as_bytes());
        Ok([credentials.access_key(), ":", sign.as_str(), ":", &payload].concat())
    }

    /// The version, and the app of a version 3 room.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// use pili_rtc::{AppId, Permission, RoomAccess, RoomName, TokenVersion, UserId};
    ///
    /// let until = UNIX_EPOCH + Duration::from_secs(1_700_003_600);
    /// let (room, user) = (RoomName::new("door-17")?, UserId::new("visitor-7")?);
    /// let access = RoomAccess::v3(AppId::new("desls83s2")?, room.clone(), user.clone(), Permission::User, until);
    /// assert_eq!(access.app().map(AppId::as_str), Some("desls83s2"));
    /// assert_eq!((access.room(), access.user(), access.permission()), (&room, &user, Permission::User));
    /// assert_eq!(access.expires_at(), until);
    ///
    /// let older = RoomAccess::v1(room, user, Permission::Admin, until);
    /// assert_eq!((older.version(), older.permission().as_str()), (&TokenVersion::V1, "admin"));
    /// # Ok::<(), pili_rtc::NameError>(())
    /// ```
    pub fn version(&self) -> &TokenVersion {
        &self.version
    }

    /// The app, which rooms of version 3 have. Example: [`RoomAccess::version`].
    pub fn app(&self) -> Option<&AppId> {
        match &self.version {
            TokenVersion::V3(app) => Some(app),
            TokenVersion::V1 | TokenVersion::V2 => None,
        }
    }

    /// The room. Example: [`Start`](crate::pub_task::Start).
    pub fn room(&self) -> &RoomName {
        &self.room
    }

    /// The user. Example: [`RoomAccess::version`].
    pub fn user(&self) -> &UserId {
        &self.user
    }

    /// What the user may do. Example: [`RoomAccess::version`].
    pub fn permission(&self) -> Permission {
        self.permission
    }

    /// Until when the token is good. Example: [`RoomAccess::version`].
    pub fn expires_at(&self) -> SystemTime {
        self.expires_at
    }
}
