//! A user enters a room of RTC with a token.

use pili::rtc::{App, AppId, Permission, Room, RoomAccess, RoomName, Rtc, UserId};

use super::{HOUR, Narrator, Story};
use crate::clock;

const ROOM: &str = "lobby";
const USER: &str = "alice";

impl Story {
    pub(super) async fn enter_room(&self, narrator: &mut Narrator) -> Option<()> {
        let app = self.create_app(narrator).await?;
        let token = self.room_token(narrator, app.clone())?;
        self.enter(narrator, &App::new(app).room(ROOM), &token).await
    }

    async fn create_app(&self, narrator: &mut Narrator) -> Option<AppId> {
        let step = narrator.step("Create an app", "client.for_api::<Rtc>().send(App::create())", "");
        let app = self.client.clone().for_api::<Rtc>().send(App::create().title("demo")).await;
        step.outcome(app, |app| format!("the app {} exists", app.app_id)).map(|app| app.app_id)
    }

    fn room_token(&self, narrator: &mut Narrator, app: AppId) -> Option<String> {
        let call = "RoomAccess::v3(app, room, user, Permission::User, expires_at).token(&credentials)";
        let step = narrator.step("Make a room token, good for an hour", call, "");
        let (room, user) = (RoomName::new(ROOM).ok()?, UserId::new(USER).ok()?);
        let access = RoomAccess::v3(app, room, user, Permission::User, clock::now() + HOUR);
        step.outcome(access.token(self.local.credentials()), |token| {
            format!("{USER} may enter {ROOM}, and nobody else; {} characters", token.len())
        })
    }

    async fn enter(&self, narrator: &mut Narrator, room: &Room, token: &str) -> Option<()> {
        let step = narrator.step("Enter with it, and list who is there", "client.send(room.users())", "");
        let entered = async {
            self.local.enter_room(token).map_err(|refused| refused.to_string())?;
            let users = self.client.clone().for_api::<Rtc>().send(room.users()).await;
            let users = users.map_err(|error| error.to_string())?;
            let names: Vec<&str> = users.iter().map(UserId::as_str).collect();
            if names == [USER] { Ok(names.join(", ")) } else { Err(format!("in the room: {names:?}")) }
        };
        step.outcome(entered.await, |names| format!("in the room: {names}")).map(drop)
    }
}
