use pili_rtc::{
    RoomAccess,
    api::wire::{AppInfo, ForwardJob, Job, RoomBody},
};
use serde::Serialize;

use super::{
    jobs::Jobs,
    merge::Merge,
    users::{Entered, Limits, Users},
};
use crate::reply::Refused;

/// A room of an app, with the settings that the app had when the room began.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Room {
    id: Option<String>,
    pub(super) users: Users,
    #[serde(flatten)]
    limits: Limits,
    /// Whether the app's merged stream is published.
    pub(super) merging: bool,
    pub(super) forward_jobs: Jobs<ForwardJob>,
    pub(super) merge_jobs: Jobs<Merge>,
    pub(super) jobs: Jobs<Job>,
    /// Seconds that it stays when its last user has left.
    #[serde(skip)]
    stays_for: i64,
    /// When it closes unless somebody enters.
    #[serde(skip)]
    closes_at: Option<i64>,
}

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
            stays_for: 0,
            closes_at: None,
        }
    }

    /// One that was asked for; 0 is as good as not said.
    pub(super) fn created(app: &AppInfo, asked: &RoomBody, id: String, now: i64) -> Self {
        let mut room = Self::of(app);
        room.id = Some(id);
        if let Some(max) = asked.max_users.filter(|max| *max > 0) {
            room.limits.max_users = max.into();
        }
        room.stays_for = seconds(asked.auto_close_ttl_s);
        room.closes_at = Some(seconds(asked.no_entre_ttl_s)).filter(|ttl| *ttl > 0).map(|ttl| now + ttl);
        room
    }

    pub(super) fn enter(&mut self, access: &RoomAccess) -> Result<Entered, Refused> {
        let entered = self.users.enter(access, self.limits)?;
        self.closes_at = None;
        Ok(entered)
    }

    pub(super) fn is_active(&self) -> bool {
        !self.users.is_empty()
    }

    pub(super) fn is_overdue(&self, now: i64) -> bool {
        self.closes_at.is_some_and(|at| at <= now)
    }

    /// Whether it stays after its last user left, and if so, for how long.
    pub(super) fn stays_empty(&mut self, now: i64) -> bool {
        self.closes_at = Some(now + self.stays_for);
        self.stays_for > 0
    }
}

/// Some day, but none that overflows.
fn seconds(ttl: Option<u64>) -> i64 {
    ttl.unwrap_or(0).min(u32::MAX.into()) as i64
}
