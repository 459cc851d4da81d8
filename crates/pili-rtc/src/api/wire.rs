//! The bodies of requests, and the forms of answers that operations do not return as they are, for a service that
//! speaks this wire. Not part of the public interface.

pub use super::{
    app::settings::AppBody,
    forward_job::start::{ForwardBody, ForwardTrack},
    job::body::{JobBody, JobConfig},
    merge_job::{
        set_tracks::{TracksBody, TracksMode},
        set_watermarks::WatermarksBody,
        start::MergeBody,
    },
    pub_task::{
        list::PubTasks,
        start::{PubBody, Started},
    },
    room::{
        create::RoomBody,
        users::{User, UserList},
    },
    v2::room::{
        create::{OwnedRoomBody, RoomNamed},
        users::ActiveUsers,
    },
};
