//! What archives and broadcasts share, written once: both are composed of the streams of a session, which may be
//! picked by hand and laid out (spec 7.3 and 7.4).

pub(crate) mod layout;
mod set_layout;
mod stop;
pub(crate) mod streams;

pub use layout::{Layout, ScreenshareLayout};
pub use set_layout::SetLayout;
pub use stop::Stop;
pub use streams::{AddStream, RemoveStream, SelectedStream, StreamMode};

use crate::listed::Listed;

/// An archive or a broadcast.
///
/// Example: [`Start::name`](crate::archive::Start::name).
pub trait Composed: Listed {
    /// The name of [`Stop`].
    const STOP_NAME: &'static str;
    /// The name of [`AddStream`].
    const ADD_STREAM_NAME: &'static str;
    /// The name of [`RemoveStream`].
    const REMOVE_STREAM_NAME: &'static str;
    /// The name of [`SetLayout`].
    const SET_LAYOUT_NAME: &'static str;
}
