use std::{
    fmt,
    time::{Duration, SystemTime},
};

use jiff::{civil::DateTime, tz::Offset};

use crate::{mac, names::NameError};

/// A session id, taken apart (spec 3): which project it belongs to, and when and where it was made.
///
/// Only tokens need this. REST calls take a session id as the text it is.
///
/// ```
/// # use pili_auth::opentok::SessionId;
/// let id = SessionId::parse("1_MX40NTY3ODEyM35-MTY5OTk5OTk5MDEyM35xM1hHbTBwWWIxa1R6N3VXcTlMcjJzVm5-fg")?;
/// assert_eq!(id.api_key(), "45678123");
/// # Ok::<(), pili_auth::names::NameError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SessionId {
    text: String,
    /// Its fields, with `~` between them.
    decoded: String,
}

impl SessionId {
    /// Takes a session id apart: two characters, then Base64 of fields between `~`. Example: [`SessionId`].
    ///
    /// # Errors
    /// When it has another form, or names no project.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        let decoded = decoded(text).ok_or_else(|| {
            NameError::new("session id", "must be two characters and Base64 that names a project", text)
        })?;
        Ok(Self { text: text.to_owned(), decoded })
    }

    /// The id as it was given. Example: [`SessionId::location`].
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The API key of the project that the session belongs to. Example: [`SessionId`].
    pub fn api_key(&self) -> &str {
        self.field(1)
    }

    /// The IPv4 address that the session was placed near, if one was asked for.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// use pili_auth::opentok::SessionId;
    /// let id = SessionId::parse("1_MX40NTY3ODEyM35-MTY5OTk5OTk5MDEyM35xM1hHbTBwWWIxa1R6N3VXcTlMcjJzVm5-fg")?;
    /// assert!(id.as_str().starts_with("1_MX4"));
    /// assert_eq!(id.location(), None);
    /// assert_eq!(id.created_at(), Some(UNIX_EPOCH + Duration::from_millis(1_699_999_990_123)));
    /// # Ok::<(), pili_auth::names::NameError>(())
    /// ```
    pub fn location(&self) -> Option<&str> {
        Some(self.field(2)).filter(|location| !location.is_empty())
    }

    /// When the session was made: milliseconds in newer ids, a date in English in older ones.
    /// Example: [`SessionId::location`].
    pub fn created_at(&self) -> Option<SystemTime> {
        let field = self.field(3);
        let milliseconds = field.parse().ok().or_else(|| dated(field))?;
        SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(milliseconds))
    }

    fn field(&self, index: usize) -> &str {
        field(&self.decoded, index)
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn decoded(text: &str) -> Option<String> {
    let (start, _) = text.char_indices().nth(2)?;
    let decoded = String::from_utf8(mac::from_any_base64(text.get(start..)?)?).ok()?;
    (!field(&decoded, 1).is_empty()).then_some(decoded)
}

fn field(decoded: &str, index: usize) -> &str {
    decoded.split('~').nth(index).unwrap_or_default()
}

/// Milliseconds of `Tue Nov 14 14:13:20 PST 2023`. The service wrote its own, Pacific, time.
fn dated(text: &str) -> Option<u64> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let hours = match *words.get(4)? {
        "PST" => -8,
        "PDT" => -7,
        "UTC" | "GMT" => 0,
        _ => return None,
    };
    words.remove(4);
    let local = DateTime::strptime("%a %b %d %H:%M:%S %Y", words.join(" ")).ok()?;
    let time = Offset::from_hours(hours).ok()?.to_timestamp(local).ok()?;
    u64::try_from(time.as_millisecond()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_the_creation_time_are_read() {
        let old =
            SessionId::parse("1_MX40NTY3ODEyM35-VHVlIE5vdiAxNCAxNDoxMzoyMCBQU1QgMjAyM34wLjQxNzg2NTQyfg");
        assert_eq!(crate::unix_seconds(old.unwrap().created_at().unwrap()), 1_700_000_000);
        let new = SessionId::parse("1_MX40NTY3ODEyM35-MTY5OTk5OTk5MDEyM35hYmNkfg==").unwrap();
        assert_eq!(crate::unix_seconds(new.created_at().unwrap()), 1_699_999_990);
        assert_eq!(new.location(), None);
    }

    #[test]
    fn an_id_tells_the_address_that_its_session_was_placed_near_and_prints_as_it_was_given() {
        let text = "1_MX40NTY3ODEyM34xOTIuMC4yLjd+MTY5OTk5OTk5MDEyM354fg==";
        let id = SessionId::parse(text).unwrap();
        assert_eq!((id.location(), id.to_string().as_str()), (Some("192.0.2.7"), text));
    }

    #[test]
    fn a_time_of_the_old_form_is_pacific_or_universal() {
        for (zone, hours) in [("PST", 8), ("PDT", 7), ("UTC", 0), ("GMT", 0)] {
            let milliseconds = 1_699_971_200_000 + hours * 3_600_000;
            assert_eq!(dated(&format!("Tue Nov 14 14:13:20 {zone} 2023")), Some(milliseconds), "{zone}");
        }
        assert_eq!(dated("Tue Nov 14 14:13:20 EST 2023"), None);
    }

    #[test]
    fn what_names_no_project_is_refused() {
        for text in [
            "",
            "1",
            "1_",
            "1_!!!!",
            "SESSIONID",
            "é_",
            "2_MX4xMDBfjE0Mzc2NzY1NDgwMTJ-TjMzfn4",
            "1_MX5+MTkyLjAuMi43fjE2OTk5OTk5OTAxMjN+eH4=",
        ] {
            assert_eq!(SessionId::parse(text).unwrap_err().field(), "session id", "{text}");
        }
    }
}
