//! What keeps a load test from hurting somebody: it goes to this machine unless a host is named twice, and is small
//! elsewhere.

use std::net::IpAddr;

use crate::failure::{Failure, Result};

/// Connections in all, on this machine: what the local service takes from one address, less some for calls.
const MOST_HERE: u32 = 2_500;
/// Connections in all, elsewhere.
const MOST_ELSEWHERE: u32 = 200;

/// Refuses a host that is not on this machine, unless it is named by `--yes-against`, and too many connections.
pub(super) fn check<'a>(
    hosts: impl IntoIterator<Item = &'a str>,
    yes_against: &[String],
    connections: u32,
) -> Result {
    let elsewhere: Vec<&str> = hosts.into_iter().filter(|host| !is_here(host)).collect();
    if let Some(host) = elsewhere.iter().find(|host| !yes_against.iter().any(|yes| yes == *host)) {
        let failure = Failure::usage(format_args!("{host} is not on this machine, and others may need it"));
        return Err(failure.advise(format!("if it is yours to load: --yes-against {host}")));
    }
    let most = if elsewhere.is_empty() { MOST_HERE } else { MOST_ELSEWHERE };
    if connections > most {
        let failure = Failure::usage(format_args!(
            "{connections} connections are too many; {} takes {most} at most",
            if elsewhere.is_empty() { "this machine" } else { "a host elsewhere" }
        ));
        return Err(failure.advise("take fewer --streams or --viewers"));
    }
    Ok(())
}

fn is_here(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    address.map_or(host == "localhost", |address| address.to_canonical().is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_told_from_all_others() {
        for host in ["127.0.0.1", "127.3.2.1", "[::1]", "localhost", "[::ffff:127.0.0.1]"] {
            assert!(is_here(host), "{host}");
        }
        for host in ["10.0.0.1", "0.0.0.0", "localhost.example.com", "127.0.0.1.example.com", "[::2]", ""] {
            assert!(!is_here(host), "{host}");
        }
    }

    #[test]
    fn another_host_is_loaded_only_when_it_is_named_itself_and_only_a_little() {
        let refused =
            |hosts: &[&str], yes: &[String], count| check(hosts.iter().copied(), yes, count).is_err();
        let yes = ["pub.example.com".to_owned()];
        assert!(refused(&["pub.example.com"], &[], 1));
        assert!(refused(&["pub.example.com", "play.example.com"], &yes, 1));
        assert!(!refused(&["pub.example.com", "127.0.0.1"], &yes, MOST_ELSEWHERE));
        assert!(refused(&["pub.example.com"], &yes, MOST_ELSEWHERE + 1));
        assert!(!refused(&["127.0.0.1"], &[], MOST_HERE) && refused(&["127.0.0.1"], &[], MOST_HERE + 1));
    }
}
