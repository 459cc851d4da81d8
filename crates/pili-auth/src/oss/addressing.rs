use std::net::{Ipv4Addr, Ipv6Addr};

/// How a URL names the bucket (spec 1).
///
/// ```
/// use pili_auth::oss::Addressing;
/// assert_eq!(Addressing::default().at("oss-cn-hangzhou.aliyuncs.com"), Addressing::VirtualHost);
/// assert_eq!(Addressing::default().at("127.0.0.1:8935"), Addressing::Path);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Addressing {
    /// In the host: `bucket.endpoint`. What the public endpoints want.
    #[default]
    VirtualHost,
    /// In the path: `endpoint/bucket`.
    Path,
    /// Not at all: the endpoint is a domain that is bound to the bucket.
    CustomDomain,
}

impl Addressing {
    /// The form for a host, with or without a port: an IP address or `localhost` takes no virtual hosts, so
    /// the bucket goes into the path. Example: [`Addressing`].
    pub fn at(self, host: &str) -> Self {
        if self == Self::VirtualHost && is_address(host) { Self::Path } else { self }
    }
}

fn is_address(host: &str) -> bool {
    if let Some((address, _)) = host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return address.parse::<Ipv6Addr>().is_ok();
    }
    let name = host.split(':').next().unwrap_or_default();
    name == "localhost" || name.parse::<Ipv4Addr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_the_bucket_in_the_path() {
        for host in ["127.0.0.1:9000", "localhost", "[::1]:80"] {
            assert_eq!(Addressing::VirtualHost.at(host), Addressing::Path, "{host}");
        }
        assert_eq!(Addressing::VirtualHost.at("oss.example.com:80"), Addressing::VirtualHost);
        assert_eq!(Addressing::CustomDomain.at("127.0.0.1"), Addressing::CustomDomain);
    }
}
