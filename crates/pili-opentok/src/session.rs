//! Sessions: the noun, and the operations on a whole session (spec 4 and 10).

pub(crate) mod connect_audio;
mod create;
mod date;
pub(crate) mod dial;
mod disable_mute;
pub(crate) mod mute_all;
pub(crate) mod xml;

use pili_core::{Endpoint, Result, Url};

use crate::{
    Connection, Project, Stream,
    id::Id,
    noun::Noun,
    receiver::{self, Receiver},
};

pub use connect_audio::{AudioConnection, AudioTransport, ConnectAudio, JsonAudio};
pub use create::{AutoArchive, Create, MediaMode, SessionInfo};
pub use dial::{Dial, SipCall};
pub use disable_mute::DisableMute;
pub use mute_all::MuteAll;

/// Signals to every client: `opentok.session.signal`.
///
/// Example: [`Session::signal`].
pub type Signal = receiver::Signal<Session>;
/// Plays tones to every SIP call: `opentok.session.play_dtmf`.
///
/// Example: [`Session::connections`].
pub type PlayDtmf = receiver::PlayDtmf<Session>;

/// A session. Builds operations; holds no client.
///
/// It comes to life when the first client connects: until then the service knows no streams, and starts no
/// archives.
///
/// Example: [`parse`](crate::webhook::parse).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub(crate) project: Project,
    pub(crate) id: Id,
}

impl Session {
    /// A stream of the session. Example: [`Session::streams`].
    pub fn stream(&self, id: impl Into<String>) -> Stream {
        Stream { session: self.clone(), id: Id::new("stream id", id) }
    }

    /// A client's connection to the session. Example: [`Session::connections`].
    pub fn connection(&self, id: impl Into<String>) -> Connection {
        Connection { session: self.clone(), id: Id::new("connection id", id) }
    }

    /// Signals to every client; `data` of at most 8192 bytes.
    ///
    /// ```no_run
    /// # async fn run(client: pili_opentok::Client) -> pili_opentok::core::Result<()> {
    /// # use pili_opentok::Project;
    /// # let session_id = "1_MX4";
    /// client.send(Project::new("45678123").session(session_id).signal("hello").kind("chat")).await?;
    /// # Ok(()) }
    /// ```
    pub fn signal(&self, data: impl Into<String>) -> Signal {
        receiver::Signal::new(self, data)
    }

    /// Plays tones to every SIP call: `0` to `9`, `*`, `#`, and `p` for a pause of 500 ms.
    /// Example: [`Session::connections`].
    pub fn play_dtmf(&self, digits: impl Into<String>) -> PlayDtmf {
        receiver::PlayDtmf::new(self, digits)
    }

    /// The id for a body.
    pub(crate) fn id(&self) -> Result<&str> {
        self.id.checked()
    }
}

impl Noun for Session {
    fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.project.url(endpoint)?.path(["session"]).id(self.id.checked()?))
    }
}

impl Receiver for Session {
    const SIGNAL_NAME: &'static str = "opentok.session.signal";
    const PLAY_DTMF_NAME: &'static str = "opentok.session.play_dtmf";
}
