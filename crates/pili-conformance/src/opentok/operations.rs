//! Our operations, and the recordings they are compared with.

use pili_core::Operation;
use pili_opentok::{archive, broadcast, callback, captions, connection, render, session, stream};

use super::requests;
use crate::vendor::{Check, Evidence, Recorded};

const NOT_KEPT: Evidence = Evidence::None("SDKs send it, but no recording of it is kept");

pub(super) const ALL: &[Recorded] = &[
    recorded::<archive::AddStream>(&["archive.add_stream"]),
    unrecorded::<archive::Delete>(),
    recorded::<archive::Info>(&["archive.get"]),
    recorded::<archive::List>(&["archive.list"]),
    unrecorded::<archive::RemoveStream>(),
    unrecorded::<archive::SetLayout>(),
    recorded::<archive::Start>(&["archive.start"]),
    unrecorded::<archive::Stop>(),
    unrecorded::<broadcast::AddStream>(),
    recorded::<broadcast::Info>(&["broadcast.get"]),
    unrecorded::<broadcast::List>(),
    recorded::<broadcast::RemoveStream>(&["broadcast.remove_stream"]),
    unrecorded::<broadcast::SetLayout>(),
    recorded::<broadcast::Start>(&["broadcast.start"]),
    unrecorded::<broadcast::Stop>(),
    unrecorded::<callback::List>(),
    recorded::<callback::Register>(&["callback.register"]),
    unrecorded::<callback::Unregister>(),
    recorded::<captions::Start>(&["captions.start"]),
    unrecorded::<captions::Stop>(),
    recorded::<session::ConnectAudio>(&["connect.audio"]),
    unrecorded::<connection::ForceDisconnect>(),
    unrecorded::<connection::PlayDtmf>(),
    recorded::<session::PlayDtmf>(&["dtmf.session"]),
    unrecorded::<render::Info>(),
    recorded::<render::List>(&["render.list"]),
    recorded::<render::Start>(&["render.start"]),
    unrecorded::<render::Stop>(),
    recorded::<session::Create>(&["session.create"]),
    unrecorded::<session::DisableMute>(),
    unrecorded::<session::MuteAll>(),
    recorded::<session::Signal>(&["signal.all"]),
    unrecorded::<connection::Signal>(),
    recorded::<session::Dial>(&["sip.dial"]),
    recorded::<stream::Info>(&["stream.get"]),
    unrecorded::<stream::List>(),
    recorded::<stream::Mute>(&["stream.mute"]),
    recorded::<stream::SetClassLists>(&["stream.set_class_lists"]),
];

/// The recordings of any operation are checked alike: the call says which it is.
pub(super) const WIRE: &[Check] = &[
    wire("archive.add_stream"),
    wire("archive.delete"),
    wire("archive.get"),
    wire("archive.list"),
    wire("archive.remove_stream"),
    wire("archive.set_layout"),
    wire("archive.start"),
    wire("archive.stop"),
    wire("broadcast.add_stream"),
    wire("broadcast.get"),
    wire("broadcast.list"),
    wire("broadcast.remove_stream"),
    wire("broadcast.set_layout"),
    wire("broadcast.start"),
    wire("broadcast.stop"),
    wire("callback.list"),
    wire("callback.register"),
    wire("callback.unregister"),
    wire("captions.start"),
    wire("captions.stop"),
    wire("connect.audio"),
    wire("connection.force_disconnect"),
    wire("dtmf.connection"),
    wire("dtmf.session"),
    wire("render.get"),
    wire("render.list"),
    wire("render.start"),
    wire("render.stop"),
    wire("session.create"),
    wire("session.disable_mute"),
    wire("session.mute_all"),
    wire("signal.all"),
    wire("signal.connection"),
    wire("sip.dial"),
    wire("stream.get"),
    wire("stream.list"),
    wire("stream.mute"),
    wire("stream.set_class_lists"),
];

const fn wire(name: &'static str) -> Check {
    Check { name, run: requests::wire }
}

const fn recorded<O: Operation>(operations: &'static [&'static str]) -> Recorded {
    Recorded { name: O::NAME, by: Evidence::Recordings(operations) }
}

const fn unrecorded<O: Operation>() -> Recorded {
    Recorded { name: O::NAME, by: NOT_KEPT }
}
