use pili_core::auth::Secret;
use pili_rtc::{App, app::MergePublishRtmp};

use super::*;
use crate::support::signed;

#[tokio::test]
async fn a_created_app_can_be_read_and_is_listed() {
    let stage = Stage::with(App::create().hub(DEMO_HUB).title("show").max_users(3)).await;
    let info = stage.client.send(stage.app.info()).await.unwrap();
    assert_eq!(info, stage.info);
    assert_eq!(
        (&*info.hub, &*info.title, info.max_users, info.no_auto_kick_user),
        ("demo", "show", 3, false)
    );
    assert_eq!((info.created_at, info.updated_at), (Some(now()), Some(now())));
    let other = stage.client.send(App::create()).await.unwrap();
    let listed = stage.client.send(App::list()).await.unwrap();
    assert_eq!(listed, [info, other]);
}

#[tokio::test]
async fn an_update_changes_what_it_names_and_nothing_else() {
    let stage = Stage::with(App::create().hub(DEMO_HUB).title("show").max_users(3)).await;
    let updated =
        stage.client.send(stage.app.update().title("late show").no_auto_kick_user(true)).await.unwrap();
    assert_eq!((&*updated.title, updated.max_users, updated.no_auto_kick_user), ("late show", 3, true));
    let updated = stage.client.send(stage.app.update().max_users(0).no_auto_kick_user(false)).await.unwrap();
    assert_eq!((&*updated.title, updated.max_users, updated.no_auto_kick_user), ("late show", 0, false));
    assert_eq!(updated.hub, DEMO_HUB);
}

#[tokio::test]
async fn merge_settings_are_changed_member_by_member_over_the_vendors_defaults() {
    let stage = Stage::new().await;
    assert_eq!(stage.info.merge_publish_rtmp, None);
    let merge = |settings| stage.app.update().merge_publish_rtmp(settings);
    let settings = MergePublishRtmp::new();
    stage.client.send(merge(settings.clone().enable(true).stream_title("$(roomName)"))).await.unwrap();
    let merged = stage.client.send(merge(settings.fps(30))).await.unwrap().merge_publish_rtmp.unwrap();
    assert_eq!((merged.enable, merged.fps, merged.kbps), (Some(true), Some(30), Some(1000)));
    assert_eq!((merged.width, merged.height), (Some(640), Some(480)));
    assert_eq!(merged.stream_title.as_deref(), Some("$(roomName)"));
}

#[tokio::test]
async fn a_hub_that_does_not_exist_does_not_match() {
    let stage = Stage::new().await;
    for error in [
        stage.client.send(App::create().hub("elsewhere")).await.unwrap_err(),
        stage.client.send(stage.app.update().hub("elsewhere")).await.unwrap_err(),
    ] {
        assert_eq!(refusal(&error), (616, "hub not match"));
    }
}

#[tokio::test]
async fn a_deleted_app_is_not_found_by_any_call() {
    let stage = Stage::new().await;
    stage.client.send(stage.app.delete()).await.unwrap();
    let room = stage.app.room("room-01");
    for error in [
        stage.client.send(stage.app.info()).await.unwrap_err(),
        stage.client.send(stage.app.update().title("x")).await.unwrap_err(),
        stage.client.send(stage.app.delete()).await.unwrap_err(),
        stage.client.send(stage.app.rooms()).await.unwrap_err(),
        stage.client.send(room.users()).await.unwrap_err(),
        stage.client.send(room.kick("user_9")).await.unwrap_err(),
        stage.client.send(room.create()).await.unwrap_err(),
    ] {
        assert_eq!(refusal(&error), (612, "app not found"));
    }
    assert_eq!(why(stage.enter("room-01", "user_9")), (612, "app not found".to_owned()));
}

#[tokio::test]
async fn an_event_callback_is_kept_and_its_secret_is_never_shown() {
    let stage = Stage::new().await;
    let set = stage.app.set_event_callback("https://example.com/events", Secret::from("hush"));
    stage.client.send(set).await.unwrap();
    let path = format!("http://h/_local/rtc/apps/{}", stage.info.app_id);
    let answer = raw(&stage.local, http::Request::get(path).body("".into()).unwrap()).await;
    assert_eq!(json(&answer)["eventCallback"], json!({ "url": "https://example.com/events", "version": 1 }));
    let error =
        stage.client.send(stage.app.set_event_callback("gopher://x", "hush".to_owned())).await.unwrap_err();
    assert_eq!(refusal(&error).0, 400);
}

#[tokio::test]
async fn calls_are_signed() {
    let stage = Stage::new().await;
    let request = http::Request::get("http://h/v3/apps").body("".into()).unwrap();
    assert_eq!(raw(&stage.local, request).await.status(), 401);
}

#[tokio::test]
async fn settings_may_come_as_a_form_which_one_official_sdk_sends() {
    let stage = Stage::new().await;
    let post = |body: &'static str| {
        let request = http::Request::post(format!("http://h/v3/apps/{}", stage.info.app_id));
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        signed(&stage.local, request.body(body.into()).unwrap())
    };
    let answer = post("title=late+show&maxUsers=7&noAutoKickUser=True").await;
    assert_eq!(answer.status(), 200);
    let info = stage.client.send(stage.app.info()).await.unwrap();
    assert_eq!((&*info.title, info.max_users, info.no_auto_kick_user), ("late show", 7, true));
    for wrong in ["maxUsers=many", "noAutoKickUser=perhaps", "{\"maxUsers\":-1}"] {
        let (status, text) = told(&post(wrong).await);
        assert_eq!(status, 400, "{wrong}");
        assert!(text.starts_with("invalid args"), "{text}");
    }
}
