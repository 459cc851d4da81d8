//! The bodies of requests, for a service that speaks this wire. Under the feature that shows them, answers can be
//! written as literals too.

pub use crate::{
    account::project::{StatusBody, create::ProjectCreate},
    archive::start::ArchiveStart,
    archive_storage::set::ArchiveStorage,
    broadcast::start::{BroadcastStart, Outputs},
    callback::register::CallbackRegister,
    captions::start::CaptionsStart,
    composed::{
        layout::{LayoutBody, LayoutType},
        streams::SelectStream,
    },
    insights::query::InsightsQuery,
    read::project::Owner,
    receiver::{play_dtmf::Dtmf, signal::SignalBody},
    render::start::{RenderProperties, RenderStart},
    session::{
        connect_audio::{AudioEncoding, AudioTransportBody, AudioTransportType, ConnectBody, WebSocket},
        dial::{DialBody, Sip, SipAuth},
        mute_all::Mute,
    },
    stream::set_class_lists::{ClassLists, StreamClasses},
    webhook::envelope::Envelope,
};
