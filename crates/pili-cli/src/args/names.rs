//! Arguments that several commands share.

use std::time::{Duration, SystemTime};

use clap::{Args as Arguments, builder::NonEmptyStringValueParser};

use crate::{
    clock,
    failure::{Failure, Result},
};

/// Which hub.
#[derive(Clone, Debug, Arguments)]
pub(crate) struct InHub {
    /// The hub [env: PILI_HUB]
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) hub: Option<String>,
}

/// Which app of RTC.
#[derive(Clone, Debug, Arguments)]
pub(crate) struct InApp {
    /// The app that the room belongs to [env: PILI_APP]
    #[arg(long, value_name = "ID", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) app: Option<String>,
}

/// Until when something is good.
#[derive(Clone, Copy, Debug, Arguments)]
pub(crate) struct Until {
    /// For so long: `90s`, `1h30m`, `7d`
    #[arg(long, value_name = "TIME", default_value = "1h", value_parser = clock::length)]
    expires_in: Duration,
    /// Good until then, RFC 3339 or Unix seconds
    #[arg(long, value_name = "TIME", conflicts_with = "expires_in", value_parser = clock::time)]
    expires_at: Option<SystemTime>,
}

impl Until {
    /// For so long from now on.
    pub(crate) fn after(length: Duration) -> Self {
        Self { expires_in: length, expires_at: None }
    }

    pub(crate) fn time(self) -> Result<SystemTime> {
        let too_far = || Failure::usage("--expires-in goes further than a clock does");
        self.expires_at.map_or_else(|| clock::now().checked_add(self.expires_in).ok_or_else(too_far), Ok)
    }
}
