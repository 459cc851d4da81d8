//! The service's time, as a test moves it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use pili_core::auth::Clock;
use pili_local::{DEMO_HUB, Listen, Local};
use serde_json::json;

use crate::support::{hub, json, over_socket, raw};

const START: u64 = 1_700_000_000;

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn standing() -> Local {
    Local::builder().hub(DEMO_HUB).clock(Clock::fixed(at(START))).build()
}

#[tokio::test]
async fn a_room_token_expires_when_the_clock_is_moved_and_is_good_again_when_it_is_moved_back() {
    use pili_rtc::{Permission, RoomAccess, RoomName, UserId, v2::Rooms};

    let local = standing();
    let client = pili_rtc::builder(local.credentials().clone());
    let client = client.clock(local.clock().shared()).transport(local.transport());
    client.send(Rooms::v2().create_room("owner").room_name("room-01")).await.unwrap();
    let (room, user) = (RoomName::new("room-01").unwrap(), UserId::new("user_9").unwrap());
    let access = RoomAccess::v2(room, user, Permission::User, at(START + 60));
    let token = access.token(local.credentials()).unwrap();
    local.clock().advance(Duration::from_secs(61));
    let refused = local.enter_room(&token).unwrap_err();
    assert!(refused.to_string().starts_with("401: bad token: the room token expired 1 s ago"), "{refused}");
    local.clock().set(at(START));
    assert!(!local.enter_room(&token).unwrap().ended_older());
}

#[tokio::test]
async fn the_clock_is_shown_and_moved_over_the_wire_too() {
    let local = standing();
    let get = || http::Request::get("http://h/_local/clock").body("".into()).unwrap();
    assert_eq!(json(&raw(&local, get()).await), json!({ "now": "2023-11-14T22:13:20Z" }));
    let post = async |body: &'static str| {
        let answer =
            raw(&local, http::Request::post("http://h/_local/clock").body(body.into()).unwrap()).await;
        (answer.status().as_u16(), json(&answer))
    };
    assert_eq!(post(r#"{"advance_ms":1500}"#).await, (200, json!({ "now": "2023-11-14T22:13:21.5Z" })));
    assert_eq!(local.clock().now(), at(START) + Duration::from_millis(1500));
    assert_eq!(post(r#"{"set":"2023-11-14T22:13:00Z"}"#).await.0, 200);
    assert_eq!(local.clock().now(), at(START - 20));
    for wrong in ["{}", r#"{"set":"tomorrow"}"#, r#"{"advance_ms":-1}"#, r#"{"advance":1}"#] {
        assert_eq!(post(wrong).await.0, 400, "{wrong}");
    }
    assert_eq!(local.clock().now(), at(START - 20));
}

#[tokio::test]
async fn the_endpoint_of_a_service_on_all_addresses_can_be_called() {
    let local = Local::demo();
    let listen = Listen { http: "0.0.0.0:0".parse().unwrap(), ..Listen::any() };
    let server = local.serve(listen).await.unwrap();
    assert_eq!(server.endpoint().host_name(), "127.0.0.1");
    let client = over_socket(&local, &server);
    client.send(hub().streams()).await.unwrap();
}
