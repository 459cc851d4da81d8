use serde::{Deserialize, Serialize};

/// What can be monitored: each has a URL and a signature secret of its own on the vendor's dashboard (spec 24.1).
///
/// Example: [`parse`](crate::webhook::parse).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Monitoring {
    /// Sessions, their connections and their streams.
    Session,
    /// Archives, with their transcriptions.
    Archive,
    /// Broadcasts.
    Broadcast,
    /// Experience Composers.
    Render,
    /// Live captions.
    Captions,
    /// SIP calls.
    SipCall,
}
