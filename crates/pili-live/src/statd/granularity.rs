use std::fmt;

/// The length of a step. Some statistics do not support all of them.
///
/// Example: [`statd`](crate::statd).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Granularity {
    /// `5min`.
    FiveMinutes,
    /// `hour`.
    Hour,
    /// `day`.
    Day,
    /// `month`.
    Month,
}

impl fmt::Display for Granularity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FiveMinutes => "5min",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Month => "month",
        })
    }
}
