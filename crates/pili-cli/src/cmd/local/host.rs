//! Where to listen.

use std::net::IpAddr;

use tokio::net::lookup_host;

use crate::failure::{Failure, Result};

/// The address of a host, by IPv4 if it has several.
pub(super) async fn resolve(host: &str) -> Result<IpAddr> {
    if let Ok(address) = host.trim_matches(['[', ']']).parse() {
        return Ok(address);
    }
    let wrong = |why: &str| {
        let failure = Failure::usage(format_args!("--host {} {why}", host.escape_debug()));
        failure.advise("give an address or a name of this machine, or leave it out")
    };
    let found: Vec<_> =
        lookup_host((host, 0)).await.map_err(|_| wrong("is no name that is known here"))?.collect();
    let found = found.iter().find(|address| address.is_ipv4()).or(found.first());
    found.map(|address| address.ip()).ok_or_else(|| wrong("has no address"))
}

/// Whether nobody can reach the service from elsewhere.
pub(super) fn is_of_this_machine(host: IpAddr) -> bool {
    host.to_canonical().is_loopback()
}
