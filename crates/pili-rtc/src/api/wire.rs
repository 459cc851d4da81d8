//! The JSON bodies of the API, both ways: what operations return, and what a service that speaks this wire
//! builds. Members that are not known are ignored.

mod app;
mod forward;
mod job;
mod merge;
mod room;
mod rooms;

pub(crate) use app::EventCallback;
pub use app::{AppBody, AppInfo, MergePublishRtmp};
pub use forward::{ForwardJob, ForwardTrack};
pub use job::{Job, JobConfig, JobInput, JobOutput, JobPosition, JobStarted, StretchMode};
pub use merge::{MergeJob, MergePicture, MergeTrack, MergeTracks, MergeUser, MergeWatermarks};
pub use room::{RoomBody, RoomCreated, RoomPage, User, UserList};
pub use rooms::{ActiveUser, ActiveUsers, OldRoomBody, RoomInfo, RoomNamed};
