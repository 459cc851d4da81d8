use std::{fmt, str::FromStr};

use crate::Result;

/// `1.2.3`. Releases have nothing behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Version {
    major: u64,
    minor: u64,
    patch: u64,
}

impl FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is no version such as 1.2.3");
        // As Cargo reads them: without a sign, and without zeros in front.
        let number = |part: &str| {
            let plain = part == "0" || !part.starts_with(['0', '+']);
            part.parse().ok().filter(|_| plain).ok_or_else(wrong)
        };
        let parts: Vec<&str> = text.split('.').collect();
        let [major, minor, patch] = parts[..] else { return Err(wrong()) };
        Ok(Self { major: number(major)?, minor: number(minor)?, patch: number(patch)? })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// The version that the root manifest states for all crates; an error if a pin says another.
pub(super) fn stated(manifest: &str) -> Result<Version> {
    let mut stated = manifest.lines().filter(|line| is_version(line)).filter_map(quoted);
    let version = stated.next().ok_or("Cargo.toml states no version")?;
    if let Some(pin) = pins(manifest).find(|line| !line.contains(&format!("version = \"={version}\""))) {
        return Err(format!("Cargo.toml states {version}, and pins another: {pin}").into());
    }
    Ok(version.parse()?)
}

/// The manifest with another version and other pins, all else as it was.
pub(super) fn set(manifest: &str, from: Version, to: Version) -> String {
    let (own, pin) = (format!("version = \"{from}\""), format!("version = \"={from}\""));
    let changed = manifest.lines().map(|line| {
        if is_version(line) {
            line.replace(&own, &format!("version = \"{to}\""))
        } else if is_pin(line) {
            line.replace(&pin, &format!("version = \"={to}\""))
        } else {
            line.to_owned()
        }
    });
    changed.map(|line| line + "\n").collect()
}

fn is_version(line: &str) -> bool {
    line.starts_with("version = ")
}

fn is_pin(line: &str) -> bool {
    line.contains("path = \"crates/")
}

fn pins(manifest: &str) -> impl Iterator<Item = &str> {
    manifest.lines().filter(|line| is_pin(line))
}

fn quoted(line: &str) -> Option<&str> {
    line.split('"').nth(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "version = \"0.1.0\"\nrust-version = \"1.85\"\nbytes = \"0.1.0\"\n\
                            pili-auth = { path = \"crates/pili-auth\", version = \"=0.1.0\" }\n";

    #[test]
    fn versions_are_three_numbers_in_their_order() {
        let version = |text: &str| text.parse::<Version>().unwrap();
        assert!(version("0.9.0") < version("0.10.0") && version("0.10.9") < version("1.0.0"));
        for wrong in ["1.2", "1.2.3.4", "v1.2.3", "1.2.3-rc.1", "1.02.3", "1.2.+3", ""] {
            assert!(wrong.parse::<Version>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn version_and_pins_move_and_nothing_else_does() {
        let (from, to) = ("0.1.0".parse().unwrap(), "0.2.0".parse().unwrap());
        let moved = set(MANIFEST, from, to);
        assert_eq!(stated(&moved).unwrap(), to);
        assert!(moved.contains("bytes = \"0.1.0\"") && moved.contains("rust-version = \"1.85\""), "{moved}");
        assert_eq!(set(&moved, to, from), MANIFEST);
    }

    #[test]
    fn a_pin_that_lags_behind_is_told() {
        let lagging = MANIFEST.replace("=0.1.0", "=0.0.9");
        assert!(stated(&lagging).unwrap_err().to_string().contains("pins another: pili-auth"));
    }
}
