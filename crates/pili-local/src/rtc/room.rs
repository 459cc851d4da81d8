use std::time::{Duration, SystemTime};

use pili_rtc::{
    RoomAccess,
    app::AppInfo,
    wire::{ForwardBody, JobBody, RoomBody},
};
use serde::{Deserialize, Serialize};

use super::{
    jobs::Jobs,
    merge::Merge,
    users::{Entered, Limits, Users},
};
use crate::{data::plain_rows, reply::Refused};

/// A room of an app, with the settings that the app had when the room began.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Room {
    id: Option<String>,
    pub(super) users: Users,
    #[serde(flatten)]
    limits: Limits,
    /// Whether the app's merged stream is published.
    pub(super) merging: bool,
    pub(super) forward_jobs: Jobs<ForwardBody>,
    pub(super) merge_jobs: Jobs<Merge>,
    pub(super) jobs: Jobs<JobBody>,
    /// What was asked; it makes no difference here.
    #[serde(rename = "openRoom")]
    open: Option<bool>,
    /// How long it stays when its last user has left.
    stays_for: Duration,
    /// When it closes unless somebody enters.
    closes_at: Option<SystemTime>,
}

plain_rows!(Room);

impl Room {
    /// One that comes into being by entering.
    pub(super) fn of(app: &AppInfo) -> Self {
        let merge = app.merge_publish_rtmp.as_ref();
        Self {
            id: None,
            users: Users::default(),
            limits: Limits { max_users: app.max_users, no_auto_kick_user: app.no_auto_kick_user },
            merging: merge.and_then(|merge| merge.enable).unwrap_or(false),
            forward_jobs: Jobs::default(),
            merge_jobs: Jobs::default(),
            jobs: Jobs::default(),
            open: None,
            stays_for: Duration::ZERO,
            closes_at: None,
        }
    }

    /// One that was asked for; 0 is as good as not said.
    pub(super) fn created(app: &AppInfo, asked: RoomBody, id: String, now: SystemTime) -> Self {
        let RoomBody { room_name: _, max_users, auto_close_ttl_s, no_entre_ttl_s, open_room } = asked;
        let room = Self::of(app);
        let max_users = max_users.filter(|max| *max > 0).unwrap_or(room.limits.max_users);
        let unentered = no_entre_ttl_s.filter(|ttl| *ttl > 0).map(Duration::from_secs);
        Self {
            id: Some(id),
            limits: Limits { max_users, ..room.limits },
            open: open_room,
            stays_for: Duration::from_secs(auto_close_ttl_s.unwrap_or(0)),
            closes_at: unentered.and_then(|ttl| now.checked_add(ttl)),
            ..room
        }
    }

    pub(super) fn enter(&mut self, access: &RoomAccess) -> Result<Entered, Refused> {
        let entered = self.users.enter(access, self.limits)?;
        self.closes_at = None;
        Ok(entered)
    }

    pub(super) fn is_active(&self) -> bool {
        !self.users.is_empty()
    }

    pub(super) fn is_overdue(&self, now: SystemTime) -> bool {
        self.closes_at.is_some_and(|at| at <= now)
    }

    /// Whether it stays after its last user left, and if so, for how long.
    pub(super) fn stays_empty(&mut self, now: SystemTime) -> bool {
        self.closes_at = now.checked_add(self.stays_for);
        !self.stays_for.is_zero()
    }
}
