//! Our operations on Pili and RTC, and the recordings they are compared with.

use pili_core::Operation;
use pili_live::{
    domain, first, hub, stat,
    statd::{Caster, Codec, Downflow, Grouped, Nrop, Pub, Query, Upflow},
    stream, v1,
};
use pili_rtc::{app, forward_job, job, merge_job, room, v2 as rtc2};

use crate::vendor::{Evidence, Recorded};

const NOT_KEPT: &str = "no recording of it is kept";
const UNSENT: &str = "documented, but no SDK sends it";

pub(super) const ALL: &[Recorded] = &[
    recorded::<domain::Bind>(&["domain.bind"]),
    unrecorded::<domain::BindVod>(NOT_KEPT),
    recorded::<domain::Cert>(&["domain.cert"]),
    unrecorded::<domain::Info>(NOT_KEPT),
    recorded::<domain::List>(&["domain.list"]),
    unrecorded::<domain::Unbind>(NOT_KEPT),
    recorded::<domain::Rewrite>(&["domain.urlrewrite"]),
    unrecorded::<first::DeleteSegments>(NOT_KEPT),
    recorded::<first::Segments>(&["first.segments.list"]),
    unrecorded::<first::PlaySegments>(NOT_KEPT),
    recorded::<first::Create>(&["first.stream.create"]),
    unrecorded::<first::Delete>(NOT_KEPT),
    recorded::<first::Info>(&["first.stream.get"]),
    unrecorded::<first::List>(NOT_KEPT),
    recorded::<first::Status>(&["first.stream.status"]),
    unrecorded::<first::Update>(NOT_KEPT),
    unrecorded::<first::Watch>(NOT_KEPT),
    recorded::<hub::HlsPlus>(&["hub.hlsplus"]),
    recorded::<hub::Info>(&["hub.info"]),
    unrecorded::<hub::List>(NOT_KEPT),
    unrecorded::<hub::Persistence>(NOT_KEPT),
    recorded::<hub::Security>(&["hub.security"]),
    unrecorded::<hub::Snapshot>(NOT_KEPT),
    recorded::<app::Create>(&["rtc.app.create"]),
    unrecorded::<app::Delete>(NOT_KEPT),
    recorded::<app::Info>(&["rtc.app.get"]),
    unrecorded::<app::List>(NOT_KEPT),
    unrecorded::<app::SetEventCallback>(NOT_KEPT),
    unrecorded::<app::Update>(NOT_KEPT),
    recorded::<forward_job::Start>(&["rtc.forward.create"]),
    unrecorded::<forward_job::Stop>(NOT_KEPT),
    recorded::<job::Start>(&["rtc.job_v4.create"]),
    recorded::<job::Stop>(&["rtc.job_v4.stop"]),
    unrecorded::<job::Update>(NOT_KEPT),
    recorded::<merge_job::Start>(&["rtc.merge_v3.create"]),
    unrecorded::<merge_job::Stop>(NOT_KEPT),
    recorded::<merge_job::SetTracks>(&["rtc.merge_v3.tracks"]),
    unrecorded::<merge_job::SetWatermarks>(NOT_KEPT),
    recorded::<room::Create>(&["rtc.room.create_v3"]),
    unrecorded::<room::Delete>(NOT_KEPT),
    unrecorded::<room::Kick>(NOT_KEPT),
    recorded::<room::List>(&["rtc.room.list"]),
    unrecorded::<room::StopMerge>(NOT_KEPT),
    recorded::<room::Users>(&["rtc.room.users"]),
    recorded::<rtc2::room::Create>(&["rtc.room.create"]),
    unrecorded::<rtc2::room::Delete>(NOT_KEPT),
    recorded::<rtc2::room::Info>(&["rtc.room.get"]),
    unrecorded::<rtc2::room::Kick>(NOT_KEPT),
    recorded::<rtc2::room::Users>(&["rtc.room.users_v12"]),
    recorded::<stat::Play>(&["stat.play"]),
    unrecorded::<stat::Detail>(NOT_KEPT),
    recorded::<stat::PlayHistory>(&["stat.play_history"]),
    recorded::<Query<Caster>>(&["statd.caster"]),
    unrecorded::<Grouped<Caster>>(NOT_KEPT),
    recorded::<Query<Codec>>(&["statd.codec"]),
    unrecorded::<Grouped<Codec>>(NOT_KEPT),
    unrecorded::<Query<Downflow>>(NOT_KEPT),
    unrecorded::<Grouped<Downflow>>(NOT_KEPT),
    unrecorded::<Query<Nrop>>(NOT_KEPT),
    recorded::<Grouped<Nrop>>(&["statd.nrop_group"]),
    unrecorded::<Query<Pub>>(NOT_KEPT),
    recorded::<Grouped<Pub>>(&["statd.pub_group"]),
    recorded::<Query<Upflow>>(&["statd.upflow"]),
    recorded::<Grouped<Upflow>>(&["statd.upflow_group"]),
    unrecorded::<stream::BatchLive>(NOT_KEPT),
    unrecorded::<stream::Converts>(NOT_KEPT),
    recorded::<stream::Create>(&["stream.create"]),
    recorded::<stream::Disable>(&["stream.disable"]),
    recorded::<stream::History>(&["stream.history"]),
    unrecorded::<stream::Info>(NOT_KEPT),
    recorded::<stream::List>(&["stream.list"]),
    recorded::<stream::Live>(&["stream.live"]),
    recorded::<stream::SaveAs>(&["stream.saveas"]),
    unrecorded::<stream::Snapshot>(NOT_KEPT),
    unrecorded::<stream::Stats>(UNSENT),
    recorded::<v1::Available>(&["v1.stream.available"]),
    recorded::<v1::Create>(&["v1.stream.create"]),
    unrecorded::<v1::Delete>(NOT_KEPT),
    unrecorded::<v1::Info>(NOT_KEPT),
    recorded::<v1::List>(&["v1.stream.list"]),
    recorded::<v1::SaveAs>(&["v1.stream.saveas"]),
    recorded::<v1::Segments>(&["v1.stream.segments"]),
    unrecorded::<v1::Snapshot>(NOT_KEPT),
    recorded::<v1::Status>(&["v1.stream.status"]),
    unrecorded::<v1::Update>(NOT_KEPT),
];

const fn recorded<O: Operation>(operations: &'static [&'static str]) -> Recorded {
    Recorded { name: O::NAME, by: Evidence::Recordings(operations) }
}

const fn unrecorded<O: Operation>(reason: &'static str) -> Recorded {
    Recorded { name: O::NAME, by: Evidence::None(reason) }
}
