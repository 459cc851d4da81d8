//! Connections: the clients of a session (spec 9.1 and 10).
//!
//! Example: [`Session::connections`](crate::session::Session::connections).

mod force_disconnect;
mod list;

use pili_core::{Endpoint, Result, Url};

use crate::{
    Session,
    id::Id,
    noun::Noun,
    receiver::{self, Receiver},
};

pub use force_disconnect::ForceDisconnect;
pub use list::{ConnectionInfo, ConnectionState, List};

/// Signals to one client: `opentok.connection.signal`.
///
/// Example: [`Session::connections`].
pub type Signal = receiver::Signal<Connection>;
/// Plays tones to one SIP call: `opentok.connection.play_dtmf`.
///
/// Example: [`Session::connections`].
pub type PlayDtmf = receiver::PlayDtmf<Connection>;

/// A client's connection to a session. Builds operations; holds no client.
///
/// Example: [`Session::connections`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    pub(crate) session: Session,
    pub(crate) id: Id,
}

impl Connection {
    /// Signals to this client; `data` of at most 8192 bytes. Example: [`Session::connections`].
    pub fn signal(&self, data: impl Into<String>) -> Signal {
        receiver::Signal::new(self, data)
    }

    /// Plays tones to this SIP call: `0` to `9`, `*`, `#`, and `p` for a pause of 500 ms.
    /// Example: [`Session::connections`].
    pub fn play_dtmf(&self, digits: impl Into<String>) -> PlayDtmf {
        receiver::PlayDtmf::new(self, digits)
    }
}

impl Noun for Connection {
    fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.session.url(endpoint)?.path(["connection"]).id(self.id.checked()?))
    }
}

impl Receiver for Connection {
    const SIGNAL_NAME: &'static str = "opentok.connection.signal";
    const PLAY_DTMF_NAME: &'static str = "opentok.connection.play_dtmf";
}
