use std::fmt;

use jiff::civil::{Date, DateTime, Time};
use pili_core::auth::names::NameError;

/// A day, or a time of a day, in the service's time zone: what spans of usage begin and end with.
///
/// ```
/// use pili_live::statd::Day;
/// let noon = Day::new(2024, 2, 29)?.at(12, 0, 0)?;
/// assert_eq!(noon.to_string(), "20240229120000");
/// assert_eq!(Day::try_from("20240229")?.to_string(), "20240229");
/// assert!(Day::new(2023, 2, 29).is_err());
/// # Ok::<(), pili_live::names::NameError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    begin: DateTime,
    is_whole: bool,
}

const RULE: &str = "must be YYYYMMDD or YYYYMMDDhhmmss, and one that there is";

impl Day {
    /// The day of a year, a month and a day of the month. Example: [`Day`].
    ///
    /// # Errors
    /// When there is none.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, NameError> {
        Self::of(u32::from(year), u32::from(month), u32::from(day))
            .ok_or_else(|| NameError::new("day", RULE, &format!("{year:04}{month:02}{day:02}")))
    }

    /// A time of the day. Example: [`Day`].
    ///
    /// # Errors
    /// When there is none.
    pub fn at(self, hour: u8, minute: u8, second: u8) -> Result<Self, NameError> {
        self.time(u32::from(hour), u32::from(minute), u32::from(second))
            .ok_or_else(|| NameError::new("day", RULE, &format!("{hour:02}{minute:02}{second:02}")))
    }

    /// Whether it begins after another.
    pub(super) fn is_after(self, other: Self) -> bool {
        self.begin > other.begin
    }

    fn of(year: u32, month: u32, day: u32) -> Option<Self> {
        let date = Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()?;
        Some(Self { begin: date.to_datetime(Time::midnight()), is_whole: true })
    }

    fn time(self, hour: u32, minute: u32, second: u32) -> Option<Self> {
        let (hour, minute, second) =
            (hour.try_into().ok()?, minute.try_into().ok()?, second.try_into().ok()?);
        let time = Time::new(hour, minute, second, 0).ok()?;
        Some(Self { begin: self.begin.date().to_datetime(time), is_whole: false })
    }

    fn parse(text: &str) -> Option<Self> {
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let part = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
        let day = Self::of(part(0, 4)?, part(4, 6)?, part(6, 8)?)?;
        match text.len() {
            8 => Some(day),
            14 => day.time(part(8, 10)?, part(10, 12)?, part(12, 14)?),
            _ => None,
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let begin = self.begin;
        write!(f, "{:04}{:02}{:02}", begin.year(), begin.month(), begin.day())?;
        if self.is_whole {
            return Ok(());
        }
        write!(f, "{:02}{:02}{:02}", begin.hour(), begin.minute(), begin.second())
    }
}

impl TryFrom<&str> for Day {
    type Error = NameError;

    fn try_from(text: &str) -> Result<Self, NameError> {
        Self::parse(text).ok_or_else(|| NameError::new("day", RULE, text))
    }
}

impl TryFrom<String> for Day {
    type Error = NameError;

    fn try_from(text: String) -> Result<Self, NameError> {
        Self::try_from(text.as_str())
    }
}
