//! Who hears signals and tones: all clients of a session, or one connection. These are two operations each, so that no
//! forgotten id turns one into the other.
//!
//! Example: [`Session::connections`](crate::session::Session::connections).

pub(crate) mod play_dtmf;
pub(crate) mod signal;

use crate::noun::Noun;

pub use play_dtmf::PlayDtmf;
pub use signal::Signal;

/// A session or a connection to it.
///
/// Example: [`Session::connections`](crate::session::Session::connections).
pub trait Receiver: Noun {
    #[doc(hidden)]
    const SIGNAL_NAME: &'static str;
    #[doc(hidden)]
    const PLAY_DTMF_NAME: &'static str;
}
