use std::{net::SocketAddr, path::PathBuf};

use clap::{Args as Arguments, Subcommand};

/// `pili callback`.
#[derive(Debug, Subcommand)]
pub(crate) enum Callback {
    /// Verifies a callback that was saved as it arrived
    #[command(after_help = "\
Examples:
  pili callback verify request.txt
  pili callback verify request.txt --public-host hooks.example.com")]
    Verify(Verify),
    /// Receives callbacks, verifies them and tells each one
    #[command(after_help = "\
Examples:
  pili callback listen --local
  pili callback listen --address 0.0.0.0:8080 --public-host hooks.example.com --jsonl")]
    Listen(Listen),
}

/// A request as it was saved, or as a command line of curl.
#[derive(Debug, Arguments)]
pub(crate) struct Saved {
    /// A file with the request as sent, or with a command line of curl; `-` for standard input
    #[arg(value_name = "FILE", default_value = "-")]
    pub(crate) file: PathBuf,
    /// The command line of curl, behind `--`
    #[arg(last = true, value_name = "CURL …")]
    pub(crate) curl: Vec<String>,
}

/// How the signature of a callback is checked.
#[derive(Clone, Debug, Arguments)]
pub(crate) struct Check {
    /// The host of the callback's URL, if a gateway in front changes it
    #[arg(long, value_name = "HOST")]
    pub(crate) public_host: Option<String>,
    /// Takes old callbacks too, which are signed with `QBox`
    #[arg(long)]
    pub(crate) accept_qbox: bool,
}

/// Arguments of `pili callback verify`.
#[derive(Debug, Arguments)]
pub(crate) struct Verify {
    #[command(flatten)]
    pub(crate) request: Saved,
    #[command(flatten)]
    pub(crate) check: Check,
}

/// Arguments of `pili callback listen`.
#[derive(Debug, Arguments)]
pub(crate) struct Listen {
    /// Where to listen; port 0 takes any free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8936")]
    pub(crate) address: SocketAddr,
    #[command(flatten)]
    pub(crate) check: Check,
    /// Ends after so many callbacks
    #[arg(long, value_name = "N")]
    pub(crate) count: Option<usize>,
}
