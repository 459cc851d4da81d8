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
    #[doc(hidden)]
    const STOP_NAME: &'static str;
    #[doc(hidden)]
    const ADD_STREAM_NAME: &'static str;
    #[doc(hidden)]
    const REMOVE_STREAM_NAME: &'static str;
    #[doc(hidden)]
    const SET_LAYOUT_NAME: &'static str;
}
