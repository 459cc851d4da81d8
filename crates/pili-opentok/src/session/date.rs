//! The date in which session creation tells its time: `Tue Nov 14 14:13:20 PST 2023`.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize as _, Deserializer, Serializer};

/// A zone or form that is not known tells no time.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<SystemTime>, D::Error> {
    Ok(Option::<String>::deserialize(from)?.as_deref().and_then(read))
}

pub(super) fn serialize<S: Serializer>(time: &Option<SystemTime>, to: S) -> Result<S::Ok, S::Error> {
    match time.as_ref().and_then(|time| write(*time)) {
        Some(date) => to.serialize_str(&date),
        None => to.serialize_none(),
    }
}

fn read(date: &str) -> Option<SystemTime> {
    let parts: Vec<_> = date.split_ascii_whitespace().collect();
    let [weekday, month, day, time, zone, year] = parts[..] else { return None };
    let behind_utc = match zone {
        "UTC" | "GMT" => 0,
        "PST" => 8,
        "PDT" => 7,
        _ => return None,
    };
    let there = httpdate::parse_http_date(&format!("{weekday}, {day:0>2} {month} {year} {time} GMT")).ok()?;
    there.checked_add(Duration::from_secs(behind_utc * 3600))
}

fn write(time: SystemTime) -> Option<String> {
    const YEAR_10_000: u64 = 253_402_300_800;
    time.duration_since(UNIX_EPOCH).ok().filter(|since| since.as_secs() < YEAR_10_000)?;
    let date = httpdate::fmt_http_date(time);
    let (weekday, rest) = date.split_once(", ")?;
    let parts: Vec<_> = rest.split(' ').collect();
    let [day, month, year, time, _] = parts[..] else { return None };
    Some(format!("{weekday} {month} {day} {time} UTC {year}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_year_of_five_digits_is_written() {
        let year_10_000 = UNIX_EPOCH + Duration::from_secs(253_402_300_800);
        assert_eq!(write(year_10_000), None);
        let last = write(year_10_000 - Duration::from_secs(1));
        assert_eq!(last.as_deref(), Some("Fri Dec 31 23:59:59 UTC 9999"));
    }
}
