use std::{error::Error, fmt, time::Duration};

/// Why a fault was not injected. None of it was.
///
/// ```
/// use pili_local::{FaultError, Local};
///
/// let faults = Local::demo().faults();
/// assert_eq!(faults.on_any().inject().unwrap_err(), FaultError::Nothing);
/// assert_eq!(faults.on_any().status(99).inject().unwrap_err().to_string(), "status must be from 100 to 999");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultError {
    /// No operation that is served has the name.
    Operation(UnknownOperation),
    /// It would do nothing: it has neither a status nor a delay, and does not cut.
    Nothing,
    /// The status is not one.
    Status,
    /// `Retry-After` goes with a status.
    RetryAfter,
    /// The delay is longer than [`Limits::fault_delay`](crate::Limits::fault_delay).
    Delay {
        /// The longest.
        longest: Duration,
    },
    /// No call would meet it.
    Times,
    /// The share is not above 0 and at most 1.
    Ratio,
    /// Too many faults wait.
    Full {
        /// [`Limits::faults`](crate::Limits::faults).
        limit: usize,
        /// How many do.
        waiting: usize,
        /// How many more were asked for.
        asked: usize,
    },
}

impl fmt::Display for FaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operation(unknown) => unknown.fmt(f),
            Self::Nothing => f.write_str("a fault must have a status or a delay, or cut"),
            Self::Status => f.write_str("status must be from 100 to 999"),
            Self::RetryAfter => f.write_str("retry_after goes with a status"),
            Self::Delay { longest } => write!(f, "delay_ms must be at most {}", longest.as_millis()),
            Self::Times => f.write_str("times must be at least 1"),
            Self::Ratio => f.write_str("ratio must be above 0 and at most 1"),
            Self::Full { limit, waiting, asked } => write!(
                f,
                "no more than {limit} faults may wait for calls: {waiting} do, and {asked} more were asked for; \
                 DELETE /_local/faults clears them"
            ),
        }
    }
}

impl Error for FaultError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Operation(unknown) => Some(unknown),
            _ => None,
        }
    }
}

impl From<UnknownOperation> for FaultError {
    fn from(unknown: UnknownOperation) -> Self {
        Self::Operation(unknown)
    }
}

/// A name that no operation has, of those that are served.
///
/// ```
/// use pili_local::Local;
///
/// let faults = Local::demo().faults();
/// let name = faults.operations()[0];
/// let slip = faults.on(&name[1..]).unwrap_err(); // Its first letter is missing.
/// assert!(slip.near.contains(&name));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownOperation {
    /// The name.
    pub name: String,
    /// Names that are near, the nearest first.
    pub near: Vec<&'static str>,
}

impl UnknownOperation {
    /// The most that are told.
    const MOST: usize = 3;
    /// How alike two names must be, of 1.
    const NEAR: f64 = 0.6;

    pub(super) fn new(name: &str, known: Vec<&'static str>) -> Self {
        let likeness = |known: &&str| strsim::normalized_damerau_levenshtein(name, known);
        let mut near: Vec<_> = known.into_iter().map(|known| (likeness(&known), known)).collect();
        near.retain(|(likeness, _)| *likeness >= Self::NEAR);
        near.sort_by(|(left, _), (right, _)| right.total_cmp(left));
        near.truncate(Self::MOST);
        Self { name: name.to_owned(), near: near.into_iter().map(|(_, known)| known).collect() }
    }
}

impl fmt::Display for UnknownOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no operation that is served is called `{}`", self.name)?;
        match &*self.near {
            [] => f.write_str("; names are those of traces: `pili.stream.create`"),
            near => write!(f, "; near are `{}`", near.join("`, `")),
        }
    }
}

impl Error for UnknownOperation {}
