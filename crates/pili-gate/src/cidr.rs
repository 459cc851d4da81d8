use std::{net::IpAddr, str::FromStr};

/// A block of addresses, as in `10.0.0.0/8`; an address without a length is a block of one.
///
/// Example: [`AddressLimit`](crate::AddressLimit).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cidr {
    network: IpAddr,
    length: u32,
}

impl Cidr {
    /// Whether the address is one of the block; an IPv4 address in IPv6 is itself.
    ///
    /// ```
    /// use pili_gate::Cidr;
    /// let inside: Cidr = "10.0.0.0/8".parse()?;
    /// assert!(inside.contains("10.1.2.3".parse()?) && !inside.contains("192.0.2.7".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn contains(self, address: IpAddr) -> bool {
        match (self.network, address.to_canonical()) {
            (IpAddr::V4(network), IpAddr::V4(address)) => {
                let differing = network.to_bits() ^ address.to_bits();
                differing.leading_zeros() >= self.length
            }
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                let differing = network.to_bits() ^ address.to_bits();
                differing.leading_zeros() >= self.length
            }
            _ => false,
        }
    }
}

impl FromStr for Cidr {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WRONG: &str = "must be a CIDR block such as 10.0.0.0/8";
        let (network, length) = text.split_once('/').map_or((text, None), |(net, len)| (net, Some(len)));
        let network: IpAddr = network.parse().map_err(|_| WRONG)?;
        let most = if network.is_ipv4() { 32 } else { 128 };
        let length = length.map_or(Ok(most), str::parse).map_err(|_| WRONG)?;
        if length > most { Err(WRONG) } else { Ok(Self { network, length }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(block: &str, address: &str) -> bool {
        block.parse::<Cidr>().unwrap().contains(address.parse().unwrap())
    }

    #[test]
    fn a_block_holds_the_addresses_of_its_prefix_and_no_others() {
        for (block, address, held) in [
            ("127.0.0.0/8", "127.1.2.3", true),
            ("127.0.0.0/8", "128.0.0.0", false),
            ("10.1.2.3", "10.1.2.3", true),
            ("10.1.2.3", "10.1.2.4", false),
            ("0.0.0.0/0", "255.1.1.1", true),
            ("10.0.0.0/9", "10.127.255.255", true),
            ("10.0.0.0/9", "10.128.0.0", false),
            ("10.0.0.0/8", "::ffff:10.9.9.9", true),
            ("fd00::/8", "fdab::1", true),
            ("::/0", "10.0.0.1", false),
        ] {
            assert_eq!(holds(block, address), held, "{address} in {block}");
        }
    }

    #[test]
    fn what_is_no_block_is_refused() {
        for text in ["", "10.0.0", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "::/129", "example.com"] {
            assert!(text.parse::<Cidr>().is_err(), "{text}");
        }
    }
}
