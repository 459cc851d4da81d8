//! Names that stand in URLs, paths and tokens, checked before anything is sent (spec 6).

mod host;

use std::{convert::Infallible, fmt};

#[doc(hidden)]
pub use host::{Authority, split_port};

/// Defines a checked name: a `String` that a rule was applied to.
///
/// Shared by the crates of this workspace; not part of the public interface.
#[doc(hidden)]
#[macro_export]
macro_rules! checked_name {
    ($(#[$doc:meta])* $name:ident, $field:literal, $rule:literal, $fits:expr) => {
        $crate::names::checked_name! { $(#[$doc])* $name, $field, $rule, $fits, $crate::names::NameError::new }
    };
    ($(#[$doc:meta])* $name:ident, $field:literal, $rule:literal, $fits:expr, $refused:path) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Checks the name. Example: [`Self`].
            ///
            /// # Errors
            /// When it breaks the rule above; the error names the field, the rule and the value.
            pub fn new(name: impl Into<String>) -> Result<Self, $crate::names::NameError> {
                let name = name.into();
                let fits: fn(&str) -> bool = $fits;
                if fits(&name) { Ok(Self(name)) } else { Err($refused($field, $rule, &name)) }
            }

            /// Takes the name as it is, for one that the service accepts and the rule does not.
            /// Nothing is escaped later on, so it must not hold `/`, `?`, `#` or blanks. Example: [`Self`].
            pub fn unchecked(name: impl Into<String>) -> Self {
                Self(name.into())
            }

            /// The name as text. Example: [`Self`].
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        /// So that a map by name is asked with a text.
        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }

        impl TryFrom<&str> for $name {
            type Error = $crate::names::NameError;

            fn try_from(name: &str) -> Result<Self, Self::Error> {
                Self::new(name)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::names::NameError;

            fn try_from(name: String) -> Result<Self, Self::Error> {
                Self::new(name)
            }
        }
    };
}

#[doc(hidden)]
pub use checked_name;

checked_name! {
    /// The name of a hub: one or more letters, digits, `-` or `_`.
    ///
    /// ```
    /// use pili_auth::names::HubName;
    /// assert_eq!(HubName::new("demo-hub")?.as_str(), "demo-hub");
    /// let error = HubName::new("demo/hub").unwrap_err();
    /// assert_eq!(error.to_string(), "hub `demo/hub` must be letters, digits, `-` or `_`");
    /// # Ok::<(), pili_auth::names::NameError>(())
    /// ```
    HubName, "hub", "must be letters, digits, `-` or `_`", |name| is_word(name, 1, usize::MAX)
}

checked_name! {
    /// The key of a stream, its name within the hub: 1 to 200 letters, digits, `-` or `_`.
    ///
    /// ```
    /// use pili_auth::names::StreamKey;
    /// assert_eq!(StreamKey::new("evening")?.as_str(), "evening");
    /// assert!(StreamKey::new("an evening").is_err());
    /// # Ok::<(), pili_auth::names::NameError>(())
    /// ```
    StreamKey, "stream key", "must be 1 to 200 letters, digits, `-` or `_`", |name| is_word(name, 1, 200)
}

checked_name! {
    /// A domain as the live API knows it: a host name, without a port.
    ///
    /// ```
    /// use pili_auth::names::DomainName;
    /// assert_eq!(DomainName::new("live.example.com")?.as_str(), "live.example.com");
    /// assert!(DomainName::new("live.example.com:80").is_err());
    /// # Ok::<(), pili_auth::names::NameError>(())
    /// ```
    DomainName, "domain", "must be a host name without a port", host::is_host_name, NameError::of_host
}

/// Whether `name` has `least` to `most` characters, all of them letters, digits, `-` or `_`.
#[doc(hidden)]
pub fn is_word(name: &str, least: usize, most: usize) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    (least..=most).contains(&name.len()) && name.bytes().all(allowed)
}

/// Which name is refused, and the rule it breaks.
///
/// ```
/// use pili_auth::names::{NameError, StreamKey};
/// let error = StreamKey::new("a b").unwrap_err();
/// assert_eq!((error.field(), error.value()), ("stream key", "a b"));
/// assert_eq!(error.rule(), "must be 1 to 200 letters, digits, `-` or `_`");
///
/// // Of names of one's own:
/// assert_eq!(NameError::new("show", "must not be empty", "").to_string(), "show `` must not be empty");
/// let error = NameError::of_host("proxy", "must be a host", "me:word@host");
/// assert!(!error.value().contains("word"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameError {
    field: &'static str,
    rule: &'static str,
    value: String,
}

impl NameError {
    /// An error about `field`, whose `value` breaks `rule` ("must not be empty"). Example: [`NameError`].
    pub fn new(field: &'static str, rule: &'static str, value: &str) -> Self {
        Self { field, rule, value: shortened(value) }
    }

    /// An error about a host, or what was given for one. User info and query are left out of the value: a
    /// password or a token may stand there. Example: [`NameError`].
    pub fn of_host(field: &'static str, rule: &'static str, value: &str) -> Self {
        Self::new(field, rule, &host::shown(value))
    }

    /// Which name: `hub`, `stream key`, `domain` … Example: [`NameError`].
    pub fn field(&self) -> &'static str {
        self.field
    }

    /// The rule it breaks. Example: [`NameError`].
    pub fn rule(&self) -> &'static str {
        self.rule
    }

    /// The value that was given, shortened to 40 characters. Example: [`NameError`].
    pub fn value(&self) -> &str {
        &self.value
    }
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} `{}` {}", self.field, self.value, self.rule)
    }
}

impl std::error::Error for NameError {}

/// Lets a function take `impl TryInto<HubName>`: texts are checked, checked names pass.
impl From<Infallible> for NameError {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

fn shortened(value: &str) -> String {
    const LONGEST: usize = 40;
    if value.chars().count() <= LONGEST {
        return value.escape_debug().to_string();
    }
    value.chars().take(LONGEST - 1).flat_map(char::escape_debug).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_key_has_at_most_200_characters() {
        assert!(StreamKey::new("k".repeat(200)).is_ok());
        let error = StreamKey::new("k".repeat(201)).unwrap_err();
        assert_eq!((error.field(), error.value().chars().count()), ("stream key", 40));
    }

    #[test]
    fn a_refusal_repeats_forty_characters() {
        let shown = |length| HubName::new(" ".repeat(length)).unwrap_err().value().to_owned();
        assert_eq!([shown(40), shown(41)], [" ".repeat(40), " ".repeat(39) + "…"]);
    }

    #[test]
    fn names_that_would_need_escaping_are_refused() {
        for name in ["", "a b", "a/b", "直播间", "a@b", "a?b", "a%20b"] {
            assert!(StreamKey::new(name).is_err(), "{name}");
            assert!(HubName::new(name).is_err(), "{name}");
        }
    }

    #[test]
    fn a_domain_is_a_host_name_and_nothing_else() {
        assert!(DomainName::new("live.example.com").is_ok());
        for name in ["", ".", "..", "a..b", "-a.com", "a.com:80", "a.com/x", "*.a.com", "a b"] {
            assert!(DomainName::new(name).is_err(), "{name}");
        }
    }

    #[test]
    fn control_characters_do_not_reach_the_message() {
        assert_eq!(HubName::new("a\nb").unwrap_err().value(), r"a\nb");
    }
}
