use super::*;

#[tokio::test]
async fn a_room_lives_from_its_first_user_to_its_last() {
    let stage = Stage::new().await;
    assert!(stage.active_rooms().await.is_empty());
    assert!(stage.users("room-01").await.is_empty());
    stage.enter("room-01", "user_9").unwrap();
    stage.enter("room-01", "user_1").unwrap();
    assert_eq!(stage.active_rooms().await, ["room-01"]);
    assert_eq!(stage.users("room-01").await, ["user_1", "user_9"]);
    stage.exit("room-01", "user_9");
    assert_eq!(stage.users("room-01").await, ["user_1"]);
    stage.exit("room-01", "user_1");
    assert!(stage.active_rooms().await.is_empty());
}

#[tokio::test]
async fn a_list_holds_every_active_room_once_whatever_the_page() {
    let stage = Stage::new().await;
    let rooms: Vec<_> = (0..23).map(|n| RoomName::new(format!("room-{n:02}")).unwrap()).collect();
    for room in rooms.iter().map(RoomName::as_str).chain(["hall"]) {
        stage.enter(room, "user_9").unwrap();
    }
    for limit in [1, 5, 23, 24] {
        let list = stage.app.rooms().prefix("room-").limit(limit);
        let listed: Vec<_> = stage.client.items(list).collect().await.unwrap();
        assert_eq!(listed, rooms, "pages of {limit}");
    }
    let page = stage.client.send(stage.app.rooms().prefix("room-").offset(20).limit(2)).await.unwrap();
    assert_eq!((page.rooms.as_slice(), page.offset, page.end), (&rooms[20..22], 22, false));
    let page = stage.client.send(stage.app.rooms().prefix("room-").offset(22).limit(2)).await.unwrap();
    assert_eq!((page.rooms.as_slice(), page.offset, page.end), (&rooms[22..], 23, true));
}

#[tokio::test]
async fn a_kicked_user_is_out_and_the_refusals_tell_user_and_room_apart() {
    let stage = Stage::new().await;
    stage.enter("room-01", "user_9").unwrap();
    stage.enter("room-01", "user_1").unwrap();
    let room = stage.app.room("room-01");
    stage.client.send(room.kick("user_9")).await.unwrap();
    assert_eq!(stage.users("room-01").await, ["user_1"]);
    let gone = stage.client.send(room.kick("user_9")).await.unwrap_err();
    assert_eq!(refusal(&gone), (612, "user not found"));
    stage.client.send(room.kick("user_1")).await.unwrap();
    let over = stage.client.send(room.kick("user_1")).await.unwrap_err();
    assert_eq!(refusal(&over), (615, "room not active"));
}

#[tokio::test]
async fn a_created_room_exists_once_and_is_not_active_before_somebody_enters() {
    let stage = Stage::new().await;
    let room = stage.app.room("room-01");
    let created = stage.client.send(room.create().max_users(1).open(true)).await.unwrap();
    assert!(created.room_id.is_some());
    assert_eq!(stage.shown("room-01").await["openRoom"], true);
    assert_eq!(refusal(&stage.client.send(room.create()).await.unwrap_err()), (614, "room already exists"));
    assert!(stage.active_rooms().await.is_empty());
    stage.enter("room-01", "user_9").unwrap();
    assert_eq!(why(stage.enter("room-01", "user_1")), (403, "room is full: at most 1 users".to_owned()));
}

#[tokio::test]
async fn a_deleted_room_puts_everybody_out() {
    let stage = Stage::new().await;
    stage.enter("room-01", "user_9").unwrap();
    let room = stage.app.room("room-01");
    stage.client.send(room.delete()).await.unwrap();
    assert!(stage.users("room-01").await.is_empty());
    assert_eq!(refusal(&stage.client.send(room.delete()).await.unwrap_err()), (612, "room not found"));
}

#[tokio::test]
async fn a_created_room_closes_when_nobody_comes_or_all_are_gone_for_long_enough() {
    let seconds = std::sync::Arc::new(std::sync::atomic::AtomicU64::new(0));
    let later = {
        let seconds = seconds.clone();
        Clock::new(move || now() + Duration::from_secs(seconds.load(std::sync::atomic::Ordering::Relaxed)))
    };
    let pass = |more| seconds.fetch_add(more, std::sync::atomic::Ordering::Relaxed);
    let local = Local::builder().clock(later).build();
    let client = in_process(&local).for_api::<pili_rtc::Rtc>();
    let info = client.send(App::create()).await.unwrap();
    let stage = Stage { local, client, app: App::new(info.app_id.clone()), info };
    let room = stage.app.room("room-01");
    let minute = Duration::from_secs(10);
    let create = || room.create().close_unentered_after(minute).auto_close_after(minute);

    stage.client.send(create()).await.unwrap();
    pass(10);
    stage.client.send(create()).await.expect("the first one has closed");
    pass(5);
    stage.enter("room-01", "user_9").unwrap();
    pass(20);
    assert_eq!(stage.users("room-01").await, ["user_9"]);
    stage.exit("room-01", "user_9");
    pass(9);
    assert_eq!(refusal(&stage.client.send(create()).await.unwrap_err()).0, 614);
    pass(1);
    stage.client.send(create()).await.expect("the second one has closed");
}

#[tokio::test]
async fn an_open_room_keeps_the_settings_that_its_app_had() {
    let stage = Stage::with(App::create().max_users(2)).await;
    stage.enter("room-01", "user_1").unwrap();
    stage.client.send(stage.app.update().max_users(1)).await.unwrap();
    stage.enter("room-01", "user_2").unwrap();
    stage.enter("room-02", "user_1").unwrap();
    assert_eq!(stage.enter("room-02", "user_2").unwrap_err().status(), 403);
}

#[tokio::test]
async fn stopping_the_merged_stream_stops_it() {
    let stage = Stage::new().await;
    let settings = app::MergePublishRtmp::new().enable(true);
    stage.client.send(stage.app.update().merge_publish_rtmp(settings)).await.unwrap();
    stage.enter("room-01", "user_9").unwrap();
    assert_eq!(stage.shown("room-01").await["merging"], true);
    stage.client.send(stage.app.room("room-01").stop_merge()).await.unwrap();
    assert_eq!(stage.shown("room-01").await["merging"], false);
    let nobody = stage.client.send(stage.app.room("room-02").stop_merge()).await.unwrap_err();
    assert_eq!(refusal(&nobody), (615, "room not active"));
}
