//! Names of RTC, checked before they stand in tokens and paths (spec 6).

use pili_auth::names::{checked_name, is_word};
#[cfg(feature = "api")]
use serde::{Deserialize, Deserializer, Serialize, Serializer};

checked_name! {
    /// The id of an RTC app, as the service gave it: letters, digits, `-` or `_`.
    ///
    /// ```
    /// use pili_rtc::AppId;
    /// assert_eq!(AppId::new("desls83s2")?.as_str(), "desls83s2");
    /// assert!(AppId::new("no/app").is_err());
    /// # Ok::<(), pili_rtc::NameError>(())
    /// ```
    AppId, "app id", "must be letters, digits, `-` or `_`", |name| is_word(name, 1, usize::MAX)
}

checked_name! {
    /// The name of a room: 3 to 64 letters, digits, `-` or `_`.
    ///
    /// ```
    /// use pili_rtc::RoomName;
    /// let error = RoomName::new("my room").unwrap_err();
    /// assert_eq!(error.to_string(), "room name `my room` must be 3 to 64 letters, digits, `-` or `_`");
    /// # assert!(RoomName::new("my-room").is_ok());
    /// ```
    RoomName, "room name", "must be 3 to 64 letters, digits, `-` or `_`", |name| is_word(name, 3, 64)
}

checked_name! {
    /// The id of a user within an app: 3 to 50 letters, digits, `-` or `_`.
    ///
    /// ```
    /// use pili_rtc::UserId;
    /// assert_eq!(UserId::new("visitor-7")?.as_str(), "visitor-7");
    /// assert!(UserId::new("a user").is_err());
    /// # Ok::<(), pili_rtc::NameError>(())
    /// ```
    UserId, "user id", "must be 3 to 50 letters, digits, `-` or `_`", |name| is_word(name, 3, 50)
}

/// Names in bodies go as they are: the service may know one that the rules above do not.
#[cfg(feature = "api")]
macro_rules! as_text {
    ($($name:ident),+) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                String::deserialize(from).map(Self::unchecked)
            }
        }
    )+};
}

#[cfg(feature = "api")]
as_text!(AppId, RoomName, UserId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_checked_at_both_ends() {
        assert!(RoomName::new("abc").is_ok() && RoomName::new("r".repeat(64)).is_ok());
        assert!(RoomName::new("ab").is_err() && RoomName::new("r".repeat(65)).is_err());
        assert!(UserId::new("xyz").is_ok() && UserId::new("u".repeat(50)).is_ok());
        assert!(UserId::new("xy").is_err() && UserId::new("u".repeat(51)).is_err());
        assert!(AppId::new("a").is_ok() && AppId::new("").is_err());
    }
}
