//! Our operations: the recordings of all of them are checked alike, for the call says which it is.

use pili_opentok::{archive, broadcast, callback, captions, connection, render, session, stream};

use super::requests::wire;
use crate::vendor::{Call, call};

pub(super) const CALLS: &[Call] = &[
    call::<archive::AddStream>(wire),
    call::<archive::Delete>(wire),
    call::<archive::Info>(wire).recorded_as(&["archive.get"]),
    call::<archive::List>(wire),
    call::<archive::RemoveStream>(wire),
    call::<archive::SetLayout>(wire),
    call::<archive::Start>(wire),
    call::<archive::Stop>(wire),
    call::<broadcast::AddStream>(wire),
    call::<broadcast::Info>(wire).recorded_as(&["broadcast.get"]),
    call::<broadcast::List>(wire),
    call::<broadcast::RemoveStream>(wire),
    call::<broadcast::SetLayout>(wire),
    call::<broadcast::Start>(wire),
    call::<broadcast::Stop>(wire),
    call::<callback::List>(wire),
    call::<callback::Register>(wire),
    call::<callback::Unregister>(wire),
    call::<captions::Start>(wire),
    call::<captions::Stop>(wire),
    call::<connection::ForceDisconnect>(wire),
    call::<connection::PlayDtmf>(wire).recorded_as(&["dtmf.connection"]),
    call::<connection::Signal>(wire).recorded_as(&["signal.connection"]),
    call::<render::Info>(wire).recorded_as(&["render.get"]),
    call::<render::List>(wire),
    call::<render::Start>(wire),
    call::<render::Stop>(wire),
    call::<session::ConnectAudio>(wire).recorded_as(&["connect.audio"]),
    call::<session::Create>(wire),
    call::<session::Dial>(wire).recorded_as(&["sip.dial"]),
    call::<session::DisableMute>(wire),
    call::<session::MuteAll>(wire),
    call::<session::PlayDtmf>(wire).recorded_as(&["dtmf.session"]),
    call::<session::Signal>(wire).recorded_as(&["signal.all"]),
    call::<stream::Info>(wire).recorded_as(&["stream.get"]),
    call::<stream::List>(wire),
    call::<stream::Mute>(wire),
    call::<stream::SetClassLists>(wire),
];
