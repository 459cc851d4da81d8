//! Our operations, and the recordings they are compared with.

use pili_core::Operation;
use pili_opentok::{
    archive, broadcast, callback, captions, connect, connection, dtmf, render, session, signal, sip, stream,
};

use super::requests;
use crate::vendor::{Check, Evidence, Recorded};

const NOT_KEPT: Evidence = Evidence::None("SDKs send it, but no recording of it is kept");

pub(super) const ALL: &[Recorded] = &[
    recorded::<archive::AddArchiveStream>(&["archive.add_stream"]),
    unrecorded::<archive::DeleteArchive>(),
    recorded::<archive::GetArchive>(&["archive.get"]),
    recorded::<archive::ListArchives>(&["archive.list"]),
    unrecorded::<archive::RemoveArchiveStream>(),
    unrecorded::<archive::SetArchiveLayout>(),
    recorded::<archive::StartArchive>(&["archive.start"]),
    unrecorded::<archive::StopArchive>(),
    unrecorded::<broadcast::AddBroadcastStream>(),
    recorded::<broadcast::GetBroadcast>(&["broadcast.get"]),
    unrecorded::<broadcast::ListBroadcasts>(),
    recorded::<broadcast::RemoveBroadcastStream>(&["broadcast.remove_stream"]),
    unrecorded::<broadcast::SetBroadcastLayout>(),
    recorded::<broadcast::StartBroadcast>(&["broadcast.start"]),
    unrecorded::<broadcast::StopBroadcast>(),
    unrecorded::<callback::ListCallbacks>(),
    recorded::<callback::RegisterCallback>(&["callback.register"]),
    unrecorded::<callback::UnregisterCallback>(),
    recorded::<captions::StartCaptions>(&["captions.start"]),
    unrecorded::<captions::StopCaptions>(),
    recorded::<connect::ConnectAudio>(&["connect.audio"]),
    unrecorded::<connection::ForceDisconnect>(),
    unrecorded::<dtmf::PlayDtmfToConnection>(),
    recorded::<dtmf::PlayDtmfToSession>(&["dtmf.session"]),
    unrecorded::<render::GetRender>(),
    recorded::<render::ListRenders>(&["render.list"]),
    recorded::<render::StartRender>(&["render.start"]),
    unrecorded::<render::StopRender>(),
    recorded::<session::CreateSession>(&["session.create"]),
    unrecorded::<session::DisableMute>(),
    unrecorded::<session::MuteSession>(),
    recorded::<signal::SignalAll>(&["signal.all"]),
    unrecorded::<signal::SignalConnection>(),
    recorded::<sip::Dial>(&["sip.dial"]),
    recorded::<stream::GetStream>(&["stream.get"]),
    unrecorded::<stream::ListStreams>(),
    recorded::<stream::MuteStream>(&["stream.mute"]),
    recorded::<stream::SetStreamClassLists>(&["stream.set_class_lists"]),
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
