use std::{sync::Arc, time::SystemTime};

use pili_rtc::wire::RoomBody;
use serde_json::{Value, json};

use super::{app::App, old::OldRoom, room::Room, settings::Settings};
use crate::{
    AppSeed,
    data::{Changes, Held, Keeps, Locked, Single, Table},
    ground::Ground,
    reply::Refused,
    store::Store,
};

const APP_NOT_FOUND: Refused = Refused::fixed(612, "app not found");

/// What the RTC API works on: apps, rooms and who is in them. Clones share it.
#[derive(Clone)]
pub(crate) struct Rtc {
    pub(super) ground: Ground,
    /// The hubs that an app may save to.
    store: Arc<Store>,
    state: Arc<Locked<State>>,
}

/// All apps, and the rooms of the versions before apps by version and name: `v1/evening`.
pub(super) struct State {
    pub(super) apps: Table<String, App>,
    pub(super) old_rooms: Table<String, OldRoom>,
    ids: Single<u32>,
}

impl Keeps for State {
    fn keep(&mut self, changes: &mut Changes) {
        let Self { apps, old_rooms, ids } = self;
        apps.keep(changes);
        old_rooms.keep(changes);
        ids.keep(changes);
    }
}

impl Rtc {
    pub(crate) fn new(ground: Ground, store: Arc<Store>) -> Self {
        let data = &ground.data;
        let (apps, old_rooms, ids) = (data.table("apps"), data.table("old rooms"), data.single("rtc ids"));
        let state = Arc::new(Locked::new(State { apps, old_rooms, ids }, data));
        Self { ground, store, state }
    }

    /// Forgets all.
    pub(crate) fn clear(&self) {
        let mut state = self.state();
        state.apps.clear();
        state.old_rooms.clear();
        *state.ids = 0;
    }

    /// Apps, rooms and who is in them, as a console shows them.
    pub(crate) fn shown(&self) -> Value {
        let rooms = |app: &App| {
            let room = |(name, room): (&String, &Room)| json!({ "name": name, "users": room.users });
            app.rooms.iter().map(room).collect::<Vec<_>>()
        };
        let shown = |(id, app): (&String, &App)| json!({ "id": id, "title": app.info.title, "hub": app.info.hub, "rooms": rooms(app) });
        self.state().apps.iter().map(shown).collect()
    }

    /// Makes an app, unless it is there, and its rooms.
    pub(crate) fn seed(&self, seed: &AppSeed) -> Result<(), Refused> {
        self.check_hub(seed.hub.as_deref())?;
        let settings = json!({ "hub": seed.hub, "title": seed.title }).to_string();
        let settings = Settings::read(settings.as_bytes())?;
        let now = self.now();
        let mut state = self.state();
        let app = state.apps.entry(seed.id.clone(), || App::new(seed.id.clone(), settings, now));
        for (number, room) in seed.rooms.iter().enumerate() {
            let asked = RoomBody {
                room_name: room.clone(),
                max_users: None,
                auto_close_ttl_s: None,
                no_entre_ttl_s: None,
                open_room: None,
            };
            // One that is there stays.
            let _ = app.create_room(asked, format!("seeded{:06}", number + 1), now);
        }
        Ok(())
    }

    pub(super) fn now(&self) -> SystemTime {
        self.ground.clock.now()
    }

    pub(super) fn state(&self) -> Held<'_, State> {
        self.state.lock()
    }

    /// Works on an app, whose overdue rooms are gone.
    pub(super) fn app<T>(
        &self,
        id: &str,
        work: impl FnOnce(&mut App) -> Result<T, Refused>,
    ) -> Result<T, Refused> {
        let mut state = self.state();
        let app = state.apps.get_mut(id).ok_or(APP_NOT_FOUND)?;
        app.close_overdue(self.now());
        work(app)
    }

    /// Works on a room of an app that somebody is in.
    pub(super) fn active_room<T>(
        &self,
        (app, room): (&str, &str),
        work: impl FnOnce(&mut Room) -> Result<T, Refused>,
    ) -> Result<T, Refused> {
        self.app(app, |app| work(app.active(room)?))
    }

    pub(super) fn delete_app(&self, id: &str) -> Result<(), Refused> {
        self.state().apps.remove(id).map(drop).ok_or(APP_NOT_FOUND)
    }

    /// An id that was not given before.
    pub(super) fn new_id(&self, prefix: &str) -> String {
        let mut state = self.state();
        *state.ids += 1;
        format!("{prefix}{:06}", *state.ids)
    }

    /// Refuses a hub that the account does not have.
    pub(super) fn check_hub(&self, hub: Option<&str>) -> Result<(), Refused> {
        let Some(hub) = hub else { return Ok(()) };
        self.store.hub(hub, |_| ()).map_err(|_| Refused::new(616, "hub not match"))
    }
}
