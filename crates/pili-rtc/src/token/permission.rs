use std::fmt;

use super::RoomTokenRefusal;

/// What a user may do in a room.
///
/// Example: [`RoomAccess`](crate::RoomAccess).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Permission {
    /// `admin`: may also kick others, merge streams and end the room.
    Admin,
    /// `user`: may publish and subscribe.
    #[default]
    User,
    /// Left empty, which the service treats as [`Permission::User`].
    Unspecified,
}

impl Permission {
    /// The permission as written in tokens. Example: [`RoomAccess::version`](crate::RoomAccess::version).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::User => "user",
            Self::Unspecified => "",
        }
    }

    pub(super) fn parse(text: &str) -> Result<Self, RoomTokenRefusal> {
        match text {
            "admin" => Ok(Self::Admin),
            "user" => Ok(Self::User),
            "" => Ok(Self::Unspecified),
            other => Err(RoomTokenRefusal::UnknownPermission(other.to_owned())),
        }
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
