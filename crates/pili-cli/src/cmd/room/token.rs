use pili::rtc::{AppId, Permission, RoomAccess, RoomName, UserId};
use serde_json::json;

use crate::{
    args::{RoomToken, Version},
    clock,
    context::Context,
    failure::Result,
    output::Shape,
};

const TOKEN: Shape = Shape::new(&["roomToken", "appId", "roomName", "userId", "permission", "expireAt"]);

pub(super) fn run(args: RoomToken, context: &Context) -> Result {
    let target = context.target()?;
    let (room, user) = (RoomName::new(&*args.room.room)?, UserId::new(&*args.user)?);
    let permission = if args.admin { Permission::Admin } else { Permission::User };
    let expires_at = args.until.time()?;
    let access = match args.version {
        Version::V3 => {
            RoomAccess::v3(AppId::new(target.app(args.room.app.app)?)?, room, user, permission, expires_at)
        }
        Version::V2 => RoomAccess::v2(room, user, permission, expires_at),
        Version::V1 => RoomAccess::v1(room, user, permission, expires_at),
    };
    let token = access.token(&target.credentials()?)?;
    let told = json!({
        "roomToken": token,
        "appId": access.app().map(AppId::as_str),
        "roomName": access.room().as_str(),
        "userId": access.user().as_str(),
        "permission": permission.as_str(),
        "expireAt": clock::rfc3339(expires_at),
    });
    context.output.essence(&token, &told, &TOKEN)
}
