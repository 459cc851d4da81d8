use std::time::SystemTime;

use pili_rtc::{AppId, RoomAccess, app::AppInfo, wire::RoomBody};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    pub_tasks,
    room::Room,
    settings::{EventCallback, Settings},
    users::Entered,
};
use crate::{
    data::{Changes, Data, Row, Table},
    reply::Refused,
};

/// An app and its rooms.
#[derive(Serialize, Deserialize)]
pub(super) struct App {
    pub(super) info: AppInfo,
    event_callback: EventCallback,
    #[serde(skip)]
    pub(super) rooms: Table<String, Room>,
    pub(super) pub_tasks: pub_tasks::Kept,
}

impl Row for App {
    const HAS_TABLES: bool = true;

    fn open(&mut self, data: &Data, within: &str) {
        self.rooms = data.table(format!("{within}rooms"));
    }

    fn keep(&mut self, changes: &mut Changes) {
        let Self { info: _, event_callback: _, rooms, pub_tasks: _ } = self;
        rooms.keep(changes);
    }
}

impl App {
    pub(super) fn new(id: String, settings: Settings, now: SystemTime) -> Self {
        let info = AppInfo {
            app_id: AppId::unchecked(id),
            hub: String::new(),
            title: String::new(),
            max_users: 0,
            no_auto_kick_user: false,
            merge_publish_rtmp: None,
            no_auto_close_room: None,
            no_auto_create_room: None,
            created_at: Some(now),
            updated_at: None,
        };
        let (event_callback, rooms, pub_tasks) = Default::default();
        let mut app = Self { info, event_callback, rooms, pub_tasks };
        app.change(settings, now);
        app
    }

    /// Rooms that exist keep the settings they began with.
    pub(super) fn change(&mut self, settings: Settings, now: SystemTime) {
        settings.apply(&mut self.info, &mut self.event_callback);
        self.info.updated_at = Some(now);
    }

    pub(super) fn close_overdue(&mut self, now: SystemTime) {
        self.rooms.retain(|_, room| !room.is_overdue(now));
    }

    /// All that is known of it, as tests are shown it.
    pub(super) fn shown(&self) -> Value {
        let Self { info, event_callback, rooms, pub_tasks } = self;
        json!({
            "info": info, "eventCallback": event_callback.shown(), "rooms": **rooms, "pubTasks": pub_tasks,
        })
    }

    /// The room, if somebody is in.
    pub(super) fn active(&mut self, room: &str) -> Result<&mut Room, Refused> {
        let found = self.rooms.get_mut(room).filter(|room| room.is_active());
        found.ok_or(Refused::new(615, "room not active"))
    }

    pub(super) fn create_room(
        &mut self,
        asked: RoomBody,
        id: String,
        now: SystemTime,
    ) -> Result<(), Refused> {
        let name = asked.room_name.clone();
        if self.rooms.contains_key(&name) {
            return Err(Refused::new(614, "room already exists"));
        }
        self.rooms.insert(name, Room::created(&self.info, asked, id, now));
        Ok(())
    }

    /// A room comes into being when its first user enters.
    pub(super) fn enter(&mut self, access: &RoomAccess) -> Result<Entered, Refused> {
        let room = self.rooms.entry(access.room().to_string(), || Room::of(&self.info));
        room.enter(access)
    }

    /// Takes a user out of a room, which goes with its last one.
    pub(super) fn take_out(&mut self, room: &str, user: &str, now: SystemTime) -> Result<(), Refused> {
        let found = self.active(room)?;
        found.users.take_out(user)?;
        if !found.is_active() && !found.stays_empty(now) {
            self.rooms.remove(room);
        }
        Ok(())
    }
}
