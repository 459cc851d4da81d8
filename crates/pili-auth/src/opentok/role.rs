use std::{fmt, str::FromStr};

use crate::names::NameError;

/// What a client may do in a session (spec 5.3).
///
/// Example: [`ClientToken`](crate::opentok::ClientToken).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Role {
    /// Subscribes only.
    Subscriber,
    /// Publishes, subscribes and signals. The default.
    #[default]
    Publisher,
    /// A publisher that may also mute and disconnect others.
    Moderator,
    /// Publishes without subscribing.
    PublisherOnly,
}

impl Role {
    /// The name in tokens.
    ///
    /// ```
    /// use pili_auth::opentok::Role;
    /// assert_eq!(Role::PublisherOnly.as_str(), "publisheronly");
    /// assert_eq!("moderator".parse(), Ok(Role::Moderator));
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Subscriber => "subscriber",
            Self::Publisher => "publisher",
            Self::Moderator => "moderator",
            Self::PublisherOnly => "publisheronly",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = NameError;

    fn from_str(name: &str) -> Result<Self, NameError> {
        let all = [Self::Subscriber, Self::Publisher, Self::Moderator, Self::PublisherOnly];
        let rule = "must be `subscriber`, `publisher`, `moderator` or `publisheronly`";
        all.into_iter().find(|role| role.as_str() == name).ok_or_else(|| NameError::new("role", rule, name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_prints_the_name_that_it_is_read_from() {
        for name in ["subscriber", "publisher", "moderator", "publisheronly"] {
            assert_eq!(name.parse::<Role>().unwrap().to_string(), name);
        }
        assert_eq!("Publisher".parse::<Role>().unwrap_err().field(), "role");
    }
}
