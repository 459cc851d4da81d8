use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use clap::Args as Arguments;

/// Arguments of `pili gate`.
#[derive(Debug, Arguments)]
pub(crate) struct Gate {
    /// The file with hubs, their rules and the engines
    ///
    /// In TOML. It is read anew when it changes; one with a mistake is refused, and what held before stays.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: PathBuf,
    /// Listens here, wherever the file says
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) address: Option<SocketAddr>,
    /// Only checks the file
    #[arg(long, conflicts_with_all = ["address", "explain"])]
    pub(crate) check: bool,
    /// Only says what becomes of this URL, and why
    #[arg(long, value_name = "URL", conflicts_with = "address")]
    pub(crate) explain: Option<String>,
    /// Takes it for that of a player
    #[arg(long, requires = "explain")]
    pub(crate) play: bool,
    /// Takes it for one of a client at this address
    #[arg(long, value_name = "IP", requires = "explain")]
    pub(crate) from: Option<IpAddr>,
}
