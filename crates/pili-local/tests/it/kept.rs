//! What is kept in a folder. A service that is killed leaves its files as they are: a copy of them, made while it runs, is
//! what the next one finds.

use std::{fs, path::Path, time::Duration};

use pili_core::auth::Credentials;
use pili_live::{
    PublishSecurity,
    domain::DomainType,
    stream::{Disabled, Format},
    task::{Settings, Source, Status, Task},
};
use pili_local::{DEMO_BUCKET, DEMO_HUB, Local};
use pili_opentok::{
    Account, AccountCredentials, ClientToken, MediaMode, Nonce, Project, ProjectJwt, account,
};
use pili_rtc::{App, Permission, RoomAccess, RoomName, UserId};
use serde_json::json;
use tempfile::TempDir;
use tokio::{io::AsyncReadExt as _, net::TcpListener};

use crate::{
    media::go_live,
    support::{Hands, hub, in_process, now, over_socket, raw, serve},
};

/// The folder of a service as it would be found if that was killed now.
pub(crate) fn killed(folder: &Path) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    copy_all(folder, copy.path());
    copy
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_all(&entry.path(), &to);
        } else if let Err(error) = fs::copy(entry.path(), &to) {
            // What is temporary may be gone by now.
            assert_eq!(error.kind(), std::io::ErrorKind::NotFound, "{error}");
        }
    }
}

pub(crate) fn open(folder: &Path) -> Local {
    Local::builder().hub(DEMO_HUB).bucket(DEMO_BUCKET).open(folder).unwrap()
}

#[tokio::test]
async fn streams_hubs_and_domains_are_as_they_were_answered() {
    let folder = tempfile::tempdir().unwrap();
    let local = open(folder.path());
    let client = in_process(&local);
    let (evening, gone) = (hub().stream("evening"), hub().stream("gone"));
    client.send(evening.create()).await.unwrap();
    client.send(evening.disable_until(now() + Duration::from_secs(3600))).await.unwrap();
    client.send(evening.set_converts(["720p"])).await.unwrap();
    client.send(hub().set_security(PublishSecurity::Static, "a publish key")).await.unwrap();
    client.send(hub().domain("live.test").bind(DomainType::LiveHdl)).await.unwrap();
    client.send(gone.create()).await.unwrap();
    let stream = client.send(evening.info()).await.unwrap();
    let settings = client.send(hub().info()).await.unwrap();
    let domain = client.send(hub().domain("live.test").info()).await.unwrap();

    let copy = killed(folder.path());
    let client = in_process(&open(copy.path()));
    assert_eq!(client.send(evening.info()).await.unwrap(), stream);
    assert_eq!(client.send(hub().info()).await.unwrap(), settings);
    assert_eq!(client.send(hub().domain("live.test").info()).await.unwrap(), domain);
    assert!(matches!(stream.disabled, Disabled::Until(_)));
}

#[tokio::test]
async fn a_hub_that_is_kept_is_there_without_being_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    drop(Local::builder().hub("evenings").open(folder.path()).unwrap());
    let client = in_process(&open(folder.path()));
    client.send(pili_live::Hub::new("evenings").info()).await.unwrap();
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let error = Local::builder().open(file.join("data")).unwrap_err();
    assert!(error.to_string().contains(&file.display().to_string()), "{error}");
}

/// A service whose access key is one of OpenTok's.
fn with_digits(folder: &Path) -> Local {
    let keys = Credentials::new("45678123", "9f0c4e1b7a2d5c8e3f60718293a4b5c6d7e8f901");
    Local::builder().credentials(keys).open(folder).unwrap()
}

async fn fetched(local: &Local, path: &str) -> (u16, Vec<u8>) {
    let answer = raw(local, http::Request::get(format!("http://h{path}")).body("".into()).unwrap()).await;
    (answer.status().as_u16(), answer.body().to_vec())
}

#[tokio::test]
async fn saved_files_and_the_history_of_publishes_are_there() {
    let folder = tempfile::tempdir().unwrap();
    let local = open(folder.path());
    let server = serve(&local).await;
    let client = over_socket(&local, &server);
    let evening = hub().stream("evening");
    go_live(&local, &server, "evening").await.finish().await.unwrap();
    let saved = client.send(evening.save_as().format(Format::Flv)).await.unwrap();
    let path = format!("/{DEMO_HUB}/files/{}", saved.fname);
    let file = fetched(&local, &path).await;
    assert_eq!(file.0, 200);
    let history = client.send(evening.history()).await.unwrap();

    let copy = killed(folder.path());
    let next = open(copy.path());
    assert_eq!(fetched(&next, &path).await, file);
    assert_eq!(in_process(&next).send(evening.history()).await.unwrap(), history);
}

#[tokio::test]
async fn a_publish_that_lasted_when_the_service_was_killed_has_an_end() {
    let folder = tempfile::tempdir().unwrap();
    let hands = Hands::at(1_700_000_000);
    let local = Local::builder().hub(DEMO_HUB).clock(hands.clock()).open(folder.path()).unwrap();
    let server = serve(&local).await;
    let _publisher = go_live(&local, &server, "evening").await;
    hands.advance(40);
    local.measure();
    let history = hub().stream("evening").history();
    in_process(&local).send(history.clone()).await.unwrap();

    hands.advance(1000);
    let copy = killed(folder.path());
    let next = Local::builder().hub(DEMO_HUB).clock(hands.clock()).open(copy.path()).unwrap();
    let past = in_process(&next).send(history).await.unwrap();
    let seen = crate::support::at(1_700_000_040);
    assert_eq!(past.iter().map(|past| past.end).collect::<Vec<_>>(), [Some(seen)]);
}

#[tokio::test]
async fn traffic_and_figures_are_there() {
    let folder = tempfile::tempdir().unwrap();
    let local = open(folder.path());
    let server = serve(&local).await;
    let _publisher = go_live(&local, &server, "evening").await;
    let figures = in_process(&local).send(hub().stream("evening").stats()).await.unwrap();
    assert_eq!(figures.len(), 1);
    let copy = killed(folder.path());
    let there = in_process(&open(copy.path())).send(hub().stream("evening").stats()).await.unwrap();
    assert_eq!(there, figures);
}

#[tokio::test]
async fn apps_rooms_and_who_is_in_them_are_there() {
    let folder = tempfile::tempdir().unwrap();
    let local = open(folder.path());
    let client = in_process(&local).for_api::<pili_rtc::Rtc>();
    let create = App::create().hub(DEMO_HUB).title("show");
    let info = client.send(create).await.unwrap();
    let app = App::new(info.app_id.clone());
    let room = app.room("room-1");
    client.send(room.create().max_users(3)).await.unwrap();
    let (name, user) = (RoomName::new("room-1").unwrap(), UserId::new("ann").unwrap());
    let expires_at = now() + Duration::from_secs(60);
    let access = RoomAccess::v3(info.app_id.clone(), name, user, Permission::Admin, expires_at);
    local.enter_room(&access.token(local.credentials()).unwrap()).unwrap();
    let gone = client.send(App::create().hub(DEMO_HUB).title("gone")).await.unwrap();
    client.send(App::new(gone.app_id.clone()).delete()).await.unwrap();
    let shown = fetched(&local, &format!("/_local/rtc/apps/{}", info.app_id)).await;

    let copy = killed(folder.path());
    let next = open(copy.path());
    assert_eq!(fetched(&next, &format!("/_local/rtc/apps/{}", info.app_id)).await, shown);
    let client = in_process(&next).for_api::<pili_rtc::Rtc>();
    assert_eq!(client.send(app.info()).await.unwrap(), info);
    let users = client.send(room.users()).await.unwrap();
    assert_eq!(users.iter().map(UserId::as_str).collect::<Vec<_>>(), ["ann"]);
    let newer = client.send(App::create().hub(DEMO_HUB).title("newer")).await.unwrap();
    assert_ne!(newer.app_id, gone.app_id, "no id is given twice");
}

#[tokio::test]
async fn projects_sessions_archives_and_broadcasts_are_there() {
    let folder = tempfile::tempdir().unwrap();
    let of = |local: &Local, keys: &Credentials| {
        pili_opentok::Client::builder(pili_opentok::ENDPOINT)
            .signer(ProjectJwt::new(keys.clone()))
            .transport(local.transport())
    };
    let local = with_digits(folder.path());
    let administrator = |local: &Local| {
        let keys = local.credentials();
        let account = AccountCredentials::new(keys.access_key(), keys.secret_key().clone());
        account::builder(account).transport(local.transport())
    };
    let acme = administrator(&local).send(Account.create_project().name("Acme")).await.unwrap();
    let (client, project) = (of(&local, &acme.credentials()), Project::new(&acme.id));
    let create = project.create_session().media_mode(MediaMode::Routed);
    let id = client.send(create).await.unwrap().session_id;
    let token = ClientToken::new(&id).jwt(&acme.credentials(), now(), Nonce::new(1).unwrap()).unwrap();
    local.connect(&id, &token).unwrap().publish_stream("camera").unwrap();
    let archive = client.send(project.session(&id).start_archive()).await.unwrap();
    let shown = fetched(&local, &format!("/_local/opentok/sessions/{id}")).await;
    assert_eq!(shown.0, 200);

    let copy = killed(folder.path());
    let next = with_digits(copy.path());
    assert_eq!(fetched(&next, &format!("/_local/opentok/sessions/{id}")).await, shown);
    let client = of(&next, &acme.credentials());
    assert_eq!(client.send(project.archive(&archive.id).info()).await.unwrap(), archive);
    let stopped = client.send(project.archive(&archive.id).stop()).await.unwrap();
    assert_eq!(stopped.id, archive.id);
    let other = administrator(&next).send(Account.create_project().name("Other")).await.unwrap();
    assert_ne!(other.id, acme.id);
}

#[tokio::test]
async fn webhooks_are_told_by_the_next_service_too() {
    let folder = tempfile::tempdir().unwrap();
    let local = with_digits(folder.path());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/told", listener.local_addr().unwrap());
    let body = json!({ "url": url, "secret": "s3cret" }).to_string();
    let put = http::Request::put("http://localhost/_local/opentok/webhooks/session");
    let put = put.header("content-type", "application/json").body(body.into()).unwrap();
    assert_eq!(raw(&local, put).await.status(), 204);

    let copy = killed(folder.path());
    let next = with_digits(copy.path());
    let client = pili_opentok::Client::builder(pili_opentok::ENDPOINT)
        .signer(ProjectJwt::new(next.credentials().clone()))
        .transport(next.transport());
    let create = Project::new(next.credentials().access_key()).create_session();
    let id = client.send(create).await.unwrap().session_id;
    let token = ClientToken::new(&id).jwt(next.credentials(), now(), Nonce::new(1).unwrap()).unwrap();
    next.connect(&id, &token).unwrap();
    let (mut told, _) = listener.accept().await.unwrap();
    let mut read = Vec::new();
    while !String::from_utf8_lossy(&read).contains("sessionCreated") {
        assert!(told.read_buf(&mut read).await.unwrap() > 0);
    }
}

#[tokio::test]
async fn pub_tasks_are_there() {
    let folder = tempfile::tempdir().unwrap();
    let local = open(folder.path());
    let client = in_process(&local).for_api::<pili_live::task::Pub>();
    let source = Source::live("rtmp://127.0.0.1:9/demo/from");
    let settings = Settings::new(source, "rtmp://127.0.0.1:9/demo/to");
    let task = Task::new(client.send(Task::create("relay", settings)).await.unwrap());
    let info = client.send(task.info()).await.unwrap();
    let copy = killed(folder.path());
    let there =
        in_process(&open(copy.path())).for_api::<pili_live::task::Pub>().send(task.info()).await.unwrap();
    assert_eq!(there, info);
    assert_eq!(there.status, Some(Status::Pending));
}

#[tokio::test]
async fn what_cannot_be_kept_is_not_answered_with_success() {
    let folder = tempfile::tempdir().unwrap();
    let local = open(folder.path());
    let server = serve(&local).await;
    let client = over_socket(&local, &server);
    go_live(&local, &server, "evening").await.finish().await.unwrap();
    fs::remove_dir_all(folder.path().join("objects")).unwrap();
    let save = hub().stream("evening").save_as().format(Format::Flv).file_name("evening.flv");
    let error = client.send(save).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(507), "{error}");
    // Until the service ends it is there, whole.
    let (status, file) = fetched(&local, &format!("/{DEMO_HUB}/files/evening.flv")).await;
    assert_eq!((status, &file[..3]), (200, &b"FLV"[..]));
    // What else is asked for is kept.
    client.send(hub().stream("other").create()).await.unwrap();
}

#[tokio::test]
async fn files_that_are_nobodys_are_removed_and_a_cut_one_is_not_served() {
    let folder = tempfile::tempdir().unwrap();
    let local = open(folder.path());
    let server = serve(&local).await;
    let client = over_socket(&local, &server);
    go_live(&local, &server, "evening").await.finish().await.unwrap();
    client
        .send(hub().stream("evening").save_as().format(Format::Flv).file_name("evening.flv"))
        .await
        .unwrap();

    let copy = killed(folder.path());
    let objects = copy.path().join("objects");
    // The next that will be written has this number too.
    fs::write(objects.join("2.part"), "half").unwrap();
    let files = || fs::read_dir(&objects).unwrap().map(|file| file.unwrap().path()).collect::<Vec<_>>();
    let cut = files().into_iter().find(|file| file.extension().is_none()).unwrap();
    fs::write(&cut, "FLV").unwrap();
    let next = open(copy.path());
    assert_eq!(fetched(&next, &format!("/{DEMO_HUB}/files/evening.flv")).await.0, 404);
    assert_eq!(files(), Vec::<std::path::PathBuf>::new());
}
