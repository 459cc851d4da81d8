use crate::names::checked_name;

checked_name! {
    /// The name of a bucket: 3 to 63 lower-case letters, digits or hyphens, no hyphen at either end (spec 3).
    ///
    /// ```
    /// use pili_auth::oss::BucketName;
    /// assert_eq!(BucketName::new("media-archive-01")?.as_str(), "media-archive-01");
    /// assert!(BucketName::new("Media").is_err());
    /// # Ok::<(), pili_auth::names::NameError>(())
    /// ```
    BucketName, "bucket",
    "must be 3 to 63 lower-case letters, digits or `-`, with no `-` at either end", is_bucket
}

checked_name! {
    /// The name of a live channel: 1 to 1023 bytes without `/` (spec 3).
    ///
    /// Error pages of the vendor speak of 63 or 64 bytes at most; the service decides, and answers
    /// `InvalidChannelName`.
    ///
    /// ```
    /// use pili_auth::oss::ChannelName;
    /// assert_eq!(ChannelName::new("door")?.as_str(), "door");
    /// assert!(ChannelName::new("front/door").is_err());
    /// # Ok::<(), pili_auth::names::NameError>(())
    /// ```
    ChannelName, "channel", "must be 1 to 1023 bytes long, without `/`",
    |name| (1..=1023).contains(&name.len()) && !name.contains('/') && !matches!(name, "." | "..")
}

fn is_bucket(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (3..=63).contains(&name.len())
        && name.bytes().all(allowed)
        && !name.starts_with('-')
        && !name.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_outside_the_rules_are_refused() {
        for name in ["ab", &"a".repeat(64), "-ab", "ab-", "a_b", "a.b", "Abc", ""] {
            assert!(BucketName::new(name).is_err(), "{name}");
        }
        for name in ["", "a/b", "..", &"c".repeat(1024)] {
            assert!(ChannelName::new(name).is_err(), "{name}");
        }
        for name in ["abc", "a-b", "1-2", "archive01", &"a".repeat(63)] {
            assert!(BucketName::new(name).is_ok(), "{name}");
        }
        assert!(ChannelName::new("café 1").is_ok());
    }
}
