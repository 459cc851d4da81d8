use std::{num::NonZeroUsize, time::Duration};

use clap::Args as Arguments;

use super::InHub;
use crate::clock;

/// The shortest time between two readings, as the service measures no more often.
const SHORTEST: Duration = Duration::from_secs(1);

/// Arguments of `pili stream watch`.
#[derive(Debug, Arguments)]
pub(crate) struct Watch {
    #[command(flatten)]
    pub(crate) watched: Watched,
    #[command(flatten)]
    pub(crate) hub: InHub,
    /// Reads so often, at most once a second
    #[arg(long, value_name = "TIME", default_value = "2s", value_parser = every)]
    pub(crate) every: Duration,
    /// Ends after so many readings; without it on `q` or Ctrl-C
    #[arg(long, value_name = "N")]
    pub(crate) count: Option<NonZeroUsize>,
}

/// Which streams are watched.
#[derive(Debug, Arguments)]
#[group(required = true, multiple = false)]
pub(crate) struct Watched {
    /// The stream keys, 100 at most
    #[arg(value_name = "KEY")]
    pub(crate) keys: Vec<String>,
    /// Live streams whose key begins so, the first 100
    #[arg(long, value_name = "TEXT")]
    pub(crate) prefix: Option<String>,
}

fn every(text: &str) -> Result<Duration, String> {
    let length = clock::length(text)?;
    if length < SHORTEST { Err("must be at least 1s".to_owned()) } else { Ok(length) }
}
