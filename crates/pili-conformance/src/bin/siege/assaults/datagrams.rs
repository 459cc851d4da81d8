//! Datagrams at the port of SRT: handshakes that are begun and not ended, and noise.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use fastrand::Rng;
use tokio::{net::UdpSocket, time::timeout};

use crate::{Outcome, field::Field, tally::Tally};

const HALVES: usize = 2_000;
const NOISE: usize = 20_000;
/// What a datagram may hold on its way through the net.
const LARGEST: usize = 1_472;
const AT_ONCE: Duration = Duration::from_secs(1);
/// For datagrams may be lost.
const TRIES: usize = 10;

/// Whoever comes after all of it is answered.
pub(super) async fn halves_and_noise(field: Arc<Field>) -> Outcome<Tally> {
    let mut kept = Vec::new();
    let mut tally = Tally::default();
    for _ in 0..HALVES {
        let half = UdpSocket::bind("127.0.0.1:0").await?;
        half.send_to(&INDUCTION, field.srt).await?;
        kept.push(half);
    }
    noise(&kept, field.srt).await?;
    for half in &kept {
        let is_answered = half.try_recv(&mut [0; LARGEST]).is_ok();
        tally.count(if is_answered { "answered" } else { "not answered" });
    }
    is_answered(field.srt).await?;
    Ok(tally)
}

/// From those who have begun, and from one who has not.
async fn noise(kept: &[UdpSocket], at: SocketAddr) -> Outcome {
    let stranger = UdpSocket::bind("127.0.0.1:0").await?;
    let mut random = Rng::with_seed(1);
    for _ in 0..NOISE {
        let from = if random.bool() { &stranger } else { &kept[random.usize(..kept.len())] };
        let mut datagram: Vec<u8> = (0..random.usize(..LARGEST)).map(|_| random.u8(..)).collect();
        // A handshake as far as its first bytes tell.
        if random.bool() {
            datagram.splice(..datagram.len().min(20), INDUCTION[..20].iter().copied());
        }
        from.send_to(&datagram, at).await?;
    }
    Ok(())
}

async fn is_answered(at: SocketAddr) -> Outcome {
    let newcomer = UdpSocket::bind("127.0.0.1:0").await?;
    for _ in 0..TRIES {
        newcomer.send_to(&INDUCTION, at).await?;
        if timeout(AT_ONCE, newcomer.recv(&mut [0; LARGEST])).await.is_ok() {
            return Ok(());
        }
    }
    Err("nobody is answered any more".into())
}

/// The first word of a caller: version 4, a datagram, 1500 bytes, a window of 8192.
const INDUCTION: [u8; 64] = {
    let mut packet = [0; 64];
    packet[0] = 0x80;
    (packet[19], packet[23]) = (4, 2);
    (packet[30], packet[31]) = (0x05, 0xDC);
    packet[34] = 0x20;
    packet[39] = 1;
    packet[43] = 7;
    packet
};
