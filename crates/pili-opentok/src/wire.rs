//! The bodies of the API, both ways: what operations return, and what a service that speaks this wire builds.
//!
//! Members that are not known are ignored, and every enum has a case for values that are not known. Times of
//! creation and change are milliseconds since 1970, durations seconds, sizes bytes.

mod archive;
mod broadcast;
mod callback;
mod captions;
mod connect;
mod open;
mod read;
mod render;
mod session;
mod sip;
mod stream;
mod token;

pub use archive::{ArchiveInfo, ArchiveStart, ArchiveStatus, Transcription, TranscriptionProperties};
pub use broadcast::{
    BroadcastInfo, BroadcastSettings, BroadcastStart, BroadcastStatus, BroadcastUrls, HlsSettings, HlsStatus,
    Outputs, RtmpStatus, RtmpTarget,
};
pub use callback::CallbackInfo;
pub use captions::{CaptionsInfo, CaptionsStart};
pub use connect::{AudioConnection, AudioConnector, WebSocket};
pub use open::{LayoutType, OutputMode, Resolution, StreamMode, VideoType};
pub use render::{RenderInfo, RenderProperties, RenderStart, RenderStatus};
pub use session::{MuteAll, PlayDtmf, SessionInfo, SignalBody};
pub use sip::{Dial, Sip, SipAuth, SipCall};
pub use stream::{LayoutBody, SelectStream, SelectedStream, StreamClasses, StreamInfo};
pub use token::Token;

use serde::{Deserialize, Serialize};

/// One page of a list. A missing list is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Page<T> {
    /// How many entries there are in all, not on this page.
    #[serde(default, deserialize_with = "read::or_default")]
    pub count: u64,
    /// The entries.
    #[serde(
        default = "Vec::new",
        deserialize_with = "read::or_default",
        bound(deserialize = "T: Deserialize<'de>")
    )]
    pub items: Vec<T>,
}

impl<T> Page<T> {
    /// A page of a list of `count` entries.
    pub fn new(count: u64, items: Vec<T>) -> Self {
        Self { count, items }
    }
}
