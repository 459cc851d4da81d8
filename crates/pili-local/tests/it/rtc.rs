//! RTC through the operations of `pili-rtc`, in process.

mod apps;
mod jobs;
mod old;
mod presence;
mod pub_tasks;
mod rooms;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use pili_core::{Error, Response, auth::Clock};
use pili_local::{DEMO_HUB, EnteredRoom, Local, Refused};
use pili_rtc::{App, Client, Permission, RoomAccess, RoomName, UserId, app, app::AppInfo};
use serde_json::{Value, json};

use crate::support::{in_process, json, raw};

/// A service whose time stands still, at [`now`], with an app.
struct Stage {
    local: Local,
    client: Client,
    info: AppInfo,
    app: App,
}

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_700_000_000)
}

fn at(now: SystemTime) -> Local {
    Local::builder().hub(DEMO_HUB).clock(Clock::fixed(now)).build()
}

impl Stage {
    async fn new() -> Self {
        Self::with(App::create().hub(DEMO_HUB).title("show")).await
    }

    async fn with(create: app::Create) -> Self {
        let local = at(now());
        let client = in_process(&local).for_api::<pili_rtc::Rtc>();
        let info = client.send(create).await.unwrap();
        let app = App::new(info.app_id.clone());
        Self { local, client, info, app }
    }

    /// A token good for a minute.
    fn token(&self, room: &str, user: &str) -> String {
        self.access(room, user, now() + Duration::from_secs(60)).token(self.local.credentials()).unwrap()
    }

    fn access(&self, room: &str, user: &str, expires_at: SystemTime) -> RoomAccess {
        let app = self.info.app_id.clone();
        let (room, user) = (RoomName::new(room).unwrap(), UserId::new(user).unwrap());
        RoomAccess::v3(app, room, user, Permission::User, expires_at)
    }

    fn enter(&self, room: &str, user: &str) -> Result<EnteredRoom, Refused> {
        self.local.enter_room(&self.token(room, user))
    }

    fn exit(&self, room: &str, user: &str) {
        self.local.leave_room(&self.token(room, user)).unwrap();
    }

    /// The same over the wire.
    async fn join(&self, room: &str, user: &str) -> Response {
        hold(&self.local, "join", &self.token(room, user)).await
    }

    async fn users(&self, room: &str) -> Vec<String> {
        let users = self.client.send(self.app.room(room).users()).await.unwrap();
        users.iter().map(UserId::to_string).collect()
    }

    async fn active_rooms(&self) -> Vec<String> {
        let rooms: Vec<_> = self.client.items(self.app.rooms()).collect().await.unwrap();
        rooms.iter().map(RoomName::to_string).collect()
    }

    /// What the service knows of a room.
    async fn shown(&self, room: &str) -> Value {
        let path = format!("http://h/_local/rtc/apps/{}", self.info.app_id);
        let answer = raw(&self.local, http::Request::get(path).body("".into()).unwrap()).await;
        json(&answer)["rooms"][room].take()
    }
}

/// Posts a room token to the service's own routes.
async fn hold(local: &Local, what: &str, token: &str) -> Response {
    let request = http::Request::post(format!("http://h/_local/rtc/rooms/{what}"));
    raw(local, request.body(json!({ "token": token }).to_string().into()).unwrap()).await
}

/// The status and text of a refusal.
fn refusal(error: &Error) -> (u16, &str) {
    let api = error.api_error().expect("the service refused");
    (api.status.as_u16(), api.message.as_deref().unwrap_or_default())
}

/// Why an entry was refused.
fn why(entered: Result<EnteredRoom, Refused>) -> (u16, String) {
    let refused = entered.expect_err("nobody may enter");
    (refused.status(), refused.message().to_owned())
}

/// The status and text of an answer.
fn told(answer: &Response) -> (u16, String) {
    (answer.status().as_u16(), json(answer)["error"].as_str().unwrap_or_default().to_owned())
}
