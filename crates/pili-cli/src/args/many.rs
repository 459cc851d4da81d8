use std::{num::NonZeroUsize, path::PathBuf};

use clap::Args as Arguments;

/// Which ones: named, by prefix, or listed in a file.
#[derive(Debug, Arguments)]
#[group(required = true, multiple = false)]
pub(crate) struct Chosen {
    /// The names
    #[arg(value_name = "NAME")]
    pub(crate) names: Vec<String>,
    /// All whose name begins so
    #[arg(long, value_name = "TEXT")]
    pub(crate) prefix: Option<String>,
    /// Those in this file, a line each; `-` for stdin
    #[arg(long, value_name = "FILE")]
    pub(crate) from_file: Option<PathBuf>,
}

/// How work on many is done.
#[derive(Debug, Arguments)]
pub(crate) struct Many {
    /// So many at a time
    #[arg(long, value_name = "N", default_value = "8")]
    pub(crate) jobs: NonZeroUsize,
    /// Only says what would be done
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Writes what failed or was left, for --from-file
    #[arg(long, value_name = "FILE")]
    pub(crate) failures: Option<PathBuf>,
}
