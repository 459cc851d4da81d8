use pili_rtc::v2::{Room, Rooms, room::RoomStatus};

use super::*;

fn token(
    local: &Local,
    access: fn(RoomName, UserId, Permission, SystemTime) -> RoomAccess,
    user: &str,
) -> String {
    let (room, user) = (RoomName::new("room-01").unwrap(), UserId::new(user).unwrap());
    access(room, user, Permission::Admin, now() + Duration::from_secs(60)).token(local.credentials()).unwrap()
}

async fn users(client: &Client, room: &Room) -> Vec<String> {
    client.send(room.users()).await.unwrap().into_iter().map(|user| user.user_id.to_string()).collect()
}

#[tokio::test]
async fn a_room_of_either_version_goes_from_new_to_in_use_to_finished() {
    let local = at(now());
    let client = in_process(&local).for_api::<pili_rtc::Rtc>();
    for (rooms, access) in
        [(Rooms::v1(), RoomAccess::v1 as fn(_, _, _, _) -> _), (Rooms::v2(), RoomAccess::v2)]
    {
        let room = rooms.room("room-01");
        assert_eq!(local.enter_room(&token(&local, access, "user_9")).unwrap_err().status(), 612);
        let name = client.send(rooms.create_room("owner").room_name("room-01").max_users(1)).await.unwrap();
        assert_eq!(name, RoomName::new("room-01").unwrap());
        let info = client.send(room.info()).await.unwrap();
        assert_eq!((info.owner_id.as_str(), info.status, info.max_users), ("owner", RoomStatus::New, 1));
        local.enter_room(&token(&local, access, "user_9")).unwrap();
        assert_eq!(local.enter_room(&token(&local, access, "user_1")).unwrap_err().status(), 403);
        assert_eq!(users(&client, &room).await, ["user_9"]);
        assert_eq!(client.send(room.info()).await.unwrap().status, RoomStatus::InUse);
        client.send(room.kick("user_9")).await.unwrap();
        assert!(users(&client, &room).await.is_empty());
        assert_eq!(client.send(room.info()).await.unwrap().status, RoomStatus::Finished);
        let gone = client.send(room.kick("user_9")).await.unwrap_err();
        assert_eq!(refusal(&gone), (612, "user not found"));
        client.send(room.delete()).await.unwrap();
        for error in [
            client.send(room.info()).await.unwrap_err(),
            client.send(room.users()).await.unwrap_err(),
            client.send(room.delete()).await.unwrap_err(),
        ] {
            assert_eq!(refusal(&error), (612, "room not found"));
        }
    }
}

#[tokio::test]
async fn a_name_is_invented_when_none_is_given_and_taken_once() {
    let local = at(now());
    let client = in_process(&local).for_api::<pili_rtc::Rtc>();
    let rooms = Rooms::v2();
    let first = client.send(rooms.create_room("owner")).await.unwrap();
    let second = client.send(rooms.create_room("owner")).await.unwrap();
    assert_ne!(first, second);
    let taken = client.send(rooms.create_room("owner").room_name(first.clone())).await.unwrap_err();
    assert_eq!(refusal(&taken), (614, "room already exists"));
    assert_eq!(client.send(rooms.room(first).info()).await.unwrap().max_users, 10);
}
