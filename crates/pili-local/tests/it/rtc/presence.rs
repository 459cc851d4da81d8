use pili_core::auth::Credentials;

use super::*;

#[tokio::test]
async fn a_room_token_lets_in_whom_it_names() {
    let stage = Stage::new().await;
    let answer = json(&stage.join("room-01", "user_9").await);
    assert_eq!(answer["roomName"], "room-01");
    assert_eq!((&answer["userId"], &answer["permission"]), (&"user_9".into(), &"user".into()));
    assert_eq!(answer["endedOlder"], false);
    assert_eq!(stage.shown("room-01").await["users"], json!({ "user_9": "user" }));
}

#[tokio::test]
async fn a_wrong_or_expired_token_is_refused_with_its_reason() {
    let stage = Stage::new().await;
    let access = stage.access("room-01", "user_9", now() - Duration::from_secs(5));
    let good = stage.token("room-01", "user_9");
    let keys = |access_key, secret_key| Credentials::new(access_key, secret_key);
    let forged = keys(stage.local.credentials().access_key(), "guessed");
    let table = [
        (access.token(stage.local.credentials()).unwrap(), "bad token: the room token expired 5 s ago"),
        (access.token(&forged).unwrap(), "bad token: the room token's signature is wrong"),
        (access.token(&keys("stranger", "x")).unwrap(), "access key `stranger` is unknown"),
        (good.replace(':', ";"), "is not `<access key>:<sign>:<payload>`"),
        (format!("{good}x"), "bad token"),
    ];
    for (token, reason) in table {
        let (status, text) = told(&hold(&stage.local, "join", &token).await);
        assert_eq!(status, 401, "{token}");
        assert!(text.contains(reason), "{token}: {text}");
    }
    assert!(stage.active_rooms().await.is_empty());
}

#[tokio::test]
async fn an_expired_token_still_tells_who_leaves_and_a_forged_one_does_not() {
    let stage = Stage::new().await;
    stage.join("room-01", "user_9").await;
    let access = stage.access("room-01", "user_9", now() - Duration::from_secs(5));
    let forged = Credentials::new(stage.local.credentials().access_key(), "guessed");
    assert_eq!(hold(&stage.local, "leave", &access.token(&forged).unwrap()).await.status(), 401);
    assert_eq!(stage.users("room-01").await, ["user_9"]);
    let expired = access.token(stage.local.credentials()).unwrap();
    assert_eq!(hold(&stage.local, "leave", &expired).await.status(), 200);
    assert!(stage.users("room-01").await.is_empty());
}

#[tokio::test]
async fn a_full_room_refuses_another_user_but_not_one_who_is_in() {
    let stage = Stage::with(App::create().max_users(2)).await;
    for user in ["user_1", "user_2"] {
        assert_eq!(stage.join("room-01", user).await.status(), 200);
    }
    assert_eq!(
        told(&stage.join("room-01", "user_3").await),
        (403, "room is full: at most 2 users".to_owned())
    );
    let again = stage.join("room-01", "user_2").await;
    assert_eq!((again.status().as_u16(), &json(&again)["endedOlder"]), (200, &true.into()));
    stage.exit("room-01", "user_1");
    assert_eq!(stage.join("room-01", "user_3").await.status(), 200);
}

#[tokio::test]
async fn with_no_auto_kick_user_a_second_entry_is_refused_and_the_first_stays() {
    let stage = Stage::with(App::create().no_auto_kick_user(true)).await;
    assert_eq!(stage.join("room-01", "user_9").await.status(), 200);
    assert_eq!(stage.join("room-01", "user_9").await.status(), 614);
    assert_eq!(stage.users("room-01").await, ["user_9"]);
}

#[tokio::test]
async fn the_client_check_compares_the_token_with_app_room_and_user() {
    let stage = Stage::new().await;
    let token = stage.token("room-01", "user_9");
    let check = async |room: &str, user: &str| {
        let path =
            format!("http://h/v3/apps/{}/rooms/{room}/auth?user={user}&token={token}", stage.info.app_id);
        raw(&stage.local, http::Request::get(path).body("".into()).unwrap()).await
    };
    let answer = check("room-01", "user_9").await;
    assert_eq!((answer.status().as_u16(), &json(&answer)["expireAt"]), (200, &1_700_000_060.into()));
    assert!(stage.active_rooms().await.is_empty(), "a check is no entry");
    let other = told(&check("room-02", "user_9").await);
    assert_eq!(other, (401, "bad token: the room token is for the room `room-01`, not `room-02`".to_owned()));
    let other = told(&check("room-01", "user_1").await);
    assert_eq!(other, (401, "bad token: the room token is for the user `user_9`, not `user_1`".to_owned()));
}
