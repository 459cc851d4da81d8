//! A connection that stands: messages out of packets, acknowledged and asked for again.

use std::time::Duration;

use bytes::Bytes;
use srt_protocol::{
    connection::{Connection, DuplexConnection},
    packet::{ControlTypes, Packet},
};
use tokio::time::sleep_until;

use super::{now, wire::Wire};

/// The shortest time to wait, so that a timer which is always due takes no processor.
const TICK: Duration = Duration::from_millis(1);

/// Packets that were sent and are not yet acknowledged.
const CROWD: u64 = 256;

#[derive(Debug)]
pub(super) struct Link {
    wire: Wire,
    connection: DuplexConnection,
    /// Whether anything was ever sent: only then are there acknowledgements to hear of.
    has_sent: bool,
}

impl Link {
    pub(super) fn new(wire: Wire, connection: Connection) -> Self {
        Self { wire, connection: DuplexConnection::new(connection), has_sent: false }
    }

    /// The next message; `None` when the connection is over. Nothing is lost if the future is dropped.
    pub(super) async fn next(&mut self) -> Option<Bytes> {
        loop {
            // First what has come: a timer that is over may drop the rest.
            if let Some((_, message)) = self.connection.next_data(now()) {
                return Some(message);
            }
            let due = self.connection.check_timers(now());
            self.flush().await;
            if !self.connection.is_open() {
                return None;
            }
            tokio::select! {
                packet = self.wire.receive() => self.take(packet?),
                () = sleep_until(due.max(now() + TICK).into()) => {}
            }
        }
    }

    /// Sends a message.
    pub(super) async fn send(&mut self, message: Bytes) {
        self.has_sent = true;
        self.connection.handle_data_input(now(), Some((now(), message)));
        self.flush().await;
    }

    /// Whether what was sent should arrive before more is: packets that do not fit are lost, and so are those that wait
    /// for long.
    pub(super) fn is_crowded(&mut self) -> bool {
        self.connection.update_statistics(now());
        self.connection.statistics().tx_buffered_data >= CROWD
    }

    /// Has nothing more to send: the connection is over once all has arrived.
    pub(super) fn end(&mut self) {
        self.connection.handle_data_input(now(), None);
    }

    /// Ends the connection at once, and tells the peer.
    pub(super) async fn close(mut self) {
        self.end();
        // What was to be said already goes first, then that it is over.
        for _ in 0..2 {
            self.flush().await;
            self.connection.check_timers(now());
        }
        self.flush().await;
    }

    fn take(&mut self, packet: Packet) {
        if self.has_sent || !is_about_sent(&packet) {
            self.connection.handle_packet_input(now(), Ok((packet, self.wire.peer())));
        }
    }

    async fn flush(&mut self) {
        while let Some((packet, _)) = self.connection.next_packet(now()) {
            self.wire.send(&packet).await;
        }
    }
}

fn is_about_sent(packet: &Packet) -> bool {
    let control = packet.control().map(|control| &control.control_type);
    matches!(control, Some(ControlTypes::Ack(_) | ControlTypes::Nak(_)))
}
