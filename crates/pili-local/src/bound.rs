//! Where the service listens, as the URLs in answers say it.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket},
    sync::{Arc, Mutex, PoisonError},
};

use crate::Addresses;

/// The addresses, once they are bound. Clones share them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bound(Arc<Mutex<Option<Addresses>>>);

impl Bound {
    /// Where clients reach it; in process, where they would.
    pub(crate) fn reachable(&self) -> Addresses {
        let known = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let on = |port| SocketAddr::from(([127, 0, 0, 1], port));
        known.unwrap_or(Addresses { http: on(80), rtmp: on(1935), srt: None })
    }

    pub(crate) fn to(&self, addresses: Addresses) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(addresses.reachable());
    }
}

impl Addresses {
    /// The same as clients can use them: no client can call `0.0.0.0`, so this machine's own address stands for it.
    ///
    /// ```
    /// use pili_local::{Listen, Local};
    ///
    /// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let everywhere = Listen { http: "0.0.0.0:0".parse()?, ..Listen::any() };
    /// let addresses = Local::demo().serve(everywhere).await?.addresses();
    /// assert!(addresses.http.ip().is_unspecified() && !addresses.reachable().http.ip().is_unspecified());
    /// assert_eq!(addresses.reachable().rtmp, addresses.rtmp);
    /// # Ok(()) }
    /// ```
    pub fn reachable(self) -> Self {
        Self { http: reachable(self.http), rtmp: reachable(self.rtmp), srt: self.srt.map(reachable) }
    }
}

fn reachable(mut address: SocketAddr) -> SocketAddr {
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => {
            address.set_ip(own_v4().unwrap_or(Ipv4Addr::LOCALHOST.into()))
        }
        // Whoever listens on `::` is as a rule reached over IPv4 too.
        IpAddr::V6(ip) if ip.is_unspecified() => {
            address.set_ip(own_v6().or_else(own_v4).unwrap_or(Ipv6Addr::LOCALHOST.into()));
        }
        _ => {}
    }
    address
}

/// The address by which this machine would reach the world: that of a socket which is told where to send, and sends
/// nothing. The peers are of documentation (RFC 5737, RFC 3849).
fn own_v4() -> Option<IpAddr> {
    own(Ipv4Addr::UNSPECIFIED.into(), Ipv4Addr::new(192, 0, 2, 1).into())
}

fn own_v6() -> Option<IpAddr> {
    own(Ipv6Addr::UNSPECIFIED.into(), Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1).into())
}

fn own(any: IpAddr, peer: IpAddr) -> Option<IpAddr> {
    let socket = UdpSocket::bind((any, 0)).ok()?;
    socket.connect((peer, 9)).ok()?;
    socket.local_addr().ok().map(|own| own.ip()).filter(|ip| !ip.is_unspecified())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_hold_an_address_that_a_client_can_use() {
        for (bound, stays) in
            [("127.0.0.1:80", true), ("[::1]:80", true), ("0.0.0.0:80", false), ("[::]:80", false)]
        {
            let bound: SocketAddr = bound.parse().expect("an address");
            let told = reachable(bound);
            assert!(
                !told.ip().is_unspecified() && told.port() == 80 && (told == bound) == stays,
                "{bound}: {told}"
            );
        }
    }
}
