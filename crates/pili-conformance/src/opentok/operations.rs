//! Our operations: the recordings of all of them are checked alike, for the call says which it is.

use pili_opentok::{
    archive, broadcast, callback, captions, connect, connection, dtmf, render, session, signal, sip, stream,
};

use super::requests::wire;
use crate::vendor::{Call, call};

pub(super) const CALLS: &[Call] = &[
    call::<archive::AddArchiveStream>(wire),
    call::<archive::DeleteArchive>(wire),
    call::<archive::GetArchive>(wire),
    call::<archive::ListArchives>(wire),
    call::<archive::RemoveArchiveStream>(wire),
    call::<archive::SetArchiveLayout>(wire),
    call::<archive::StartArchive>(wire),
    call::<archive::StopArchive>(wire),
    call::<broadcast::AddBroadcastStream>(wire),
    call::<broadcast::GetBroadcast>(wire),
    call::<broadcast::ListBroadcasts>(wire),
    call::<broadcast::RemoveBroadcastStream>(wire),
    call::<broadcast::SetBroadcastLayout>(wire),
    call::<broadcast::StartBroadcast>(wire),
    call::<broadcast::StopBroadcast>(wire),
    call::<callback::ListCallbacks>(wire),
    call::<callback::RegisterCallback>(wire),
    call::<callback::UnregisterCallback>(wire),
    call::<captions::StartCaptions>(wire),
    call::<captions::StopCaptions>(wire),
    call::<connect::ConnectAudio>(wire),
    call::<connection::ForceDisconnect>(wire),
    call::<dtmf::PlayDtmfToConnection>(wire),
    call::<dtmf::PlayDtmfToSession>(wire),
    call::<render::GetRender>(wire),
    call::<render::ListRenders>(wire),
    call::<render::StartRender>(wire),
    call::<render::StopRender>(wire),
    call::<session::CreateSession>(wire),
    call::<session::DisableMute>(wire),
    call::<session::MuteSession>(wire),
    call::<signal::SignalAll>(wire),
    call::<signal::SignalConnection>(wire),
    call::<sip::Dial>(wire),
    call::<stream::GetStream>(wire),
    call::<stream::ListStreams>(wire),
    call::<stream::MuteStream>(wire),
    call::<stream::SetStreamClassLists>(wire),
];
