use std::{collections::BTreeMap, time::SystemTime};

use pili_core::time::unix_millis;
use pili_opentok::{stream::StreamInfo, wire::SignalBody};
use serde::{Deserialize, Serialize};

use super::refused::{Answer, Refused};
use crate::data::plain_rows;

/// A session as `GET /_local/opentok/sessions/{id}` shows it.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Session {
    pub(super) relayed: bool,
    pub(super) always_archived: bool,
    pub(super) archive_name: Option<String>,
    pub(super) archive_resolution: Option<String>,
    pub(super) location: Option<String>,
    pub(super) end_to_end_encrypted: bool,
    /// Whether streams are muted, those of later too.
    pub(super) muted: bool,
    pub(super) connections: BTreeMap<String, Connection>,
    pub(super) streams: BTreeMap<String, Stream>,
    pub(super) signals: Vec<Signal>,
    pub(super) tones: Vec<Tones>,
    /// Whether anybody was ever connected: before, the service knows nothing of the session.
    pub(super) joined: bool,
}

/// A client, a SIP call or a WebSocket.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Connection {
    /// When it was connected.
    #[serde(with = "unix_millis")]
    pub(super) created_at: SystemTime,
    pub(super) role: String,
    pub(super) data: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) layout_classes: Vec<String>,
    /// Whom the connection stands for, if not a client.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) uri: Option<String>,
    /// The SIP call it stands for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) call: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Stream {
    pub(super) connection_id: String,
    pub(super) muted: bool,
    pub(super) created_at: SystemTime,
    #[serde(flatten)]
    pub(super) info: StreamInfo,
}

/// A signal, to one connection or to all.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Signal {
    pub(super) to: Option<String>,
    #[serde(flatten)]
    pub(super) body: SignalBody,
}

/// Tones that were played, to one connection or to all.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Tones {
    pub(super) to: Option<String>,
    pub(super) digits: String,
}

plain_rows!(Session);

impl Connection {
    pub(super) fn new(created_at: SystemTime) -> Self {
        let (role, data, layout_classes) = Default::default();
        Self { created_at, role, data, layout_classes, uri: None, call: None }
    }
}

impl Session {
    pub(super) fn stream(&mut self, id: &str) -> Answer<&mut Stream> {
        self.streams.get_mut(id).ok_or_else(|| Refused::not_found("stream"))
    }

    /// Refuses a call on a session or connection that nobody is behind.
    pub(super) fn check_connected(&self, connection: Option<&str>) -> Answer<()> {
        match connection {
            None if self.joined => Ok(()),
            None => Err(Refused::nobody()),
            Some(id) if self.connections.contains_key(id) => Ok(()),
            Some(_) => Err(Refused::not_found("connection")),
        }
    }
}
