//! Projects of an account, where archives go, and Insights.

use pili_core::{
    Reason,
    auth::{Credentials, Signer as _},
};
use pili_opentok::{
    Account, AccountCredentials, AccountJwt, Client, ClientToken, Layout, MediaMode, Nonce, Project, Role,
    account::{self, project::ProjectStatus},
    archive::ArchiveStatus,
    archive_storage::{Azure, Fallback, S3},
    insights,
};
use serde_json::{Value, json};

use super::{KEY, SECRET, World, refused, wire::call};
use crate::support::raw;

impl World {
    fn administrator(&self, secret: &str) -> account::Client {
        let account = account::builder(AccountCredentials::new(KEY, secret)).clock(self.hands.clock());
        account.transport(self.local.transport())
    }

    fn client_of(&self, keys: Credentials) -> Client {
        pili_opentok::builder(keys).clock(self.hands.clock()).transport(self.local.transport())
    }
}

fn forbidden(error: pili_core::Error, words: &str) {
    assert!(error.to_string().contains(words), "{error}");
    assert_eq!(refused(error), (Reason::Denied, 403));
}

#[tokio::test]
async fn a_new_project_has_keys_that_work_and_a_world_of_its_own() {
    let world = World::new();
    let administrator = world.administrator(SECRET);
    let acme = administrator.send(Account.create_project().name("Acme")).await.unwrap();
    assert_eq!((acme.name.as_deref(), &acme.status), (Some("Acme"), &ProjectStatus::Active));
    assert_eq!(acme.created_at, Some(world.hands.clock().now()));
    let keys = acme.credentials();
    let client = world.client_of(keys.clone());
    let project = Project::new(&acme.id);

    let create = project.create_session().media_mode(MediaMode::Routed);
    let made = client.send(create).await.unwrap();
    assert_eq!(made.project_id.as_ref(), Some(&acme.id));
    let id = made.session_id;
    let token = ClientToken::new(&id).role(Role::Publisher);
    let token = token.jwt(&keys, world.hands.clock().now(), Nonce::new(1).unwrap()).unwrap();
    let ann = world.local.connect(&id, &token).unwrap();
    let stream = ann.publish_stream("camera").unwrap();
    assert_eq!(world.shown(&id).await["streams"][&stream.id]["name"], "camera");
    let archive = client.send(project.session(&id).start_archive()).await.unwrap();
    assert_eq!(archive.project_id.as_ref(), Some(&acme.id));
    client.send(project.archive(&archive.id).stop()).await.unwrap();

    let foreign = world.client.send(Project::new(KEY).archive(archive.id).info()).await.unwrap_err();
    assert_eq!(refused(foreign), (Reason::NotFound, 404));
    assert_eq!(world.client.send(Project::new(KEY).archives()).await.unwrap().count, 0);
    let stranger = world.client_of(Credentials::new(&acme.id, "guess"));
    forbidden(stranger.send(project.archives()).await.unwrap_err(), "Invalid signature");
    forbidden(
        client.send(Project::new(KEY).archives()).await.unwrap_err(),
        "served here is the OpenTok project",
    );
}

#[tokio::test]
async fn layouts_and_ids_of_two_projects_are_told_apart() {
    let world = World::new();
    let acme = world.administrator(SECRET).send(Account.create_project()).await.unwrap();
    let client = world.client_of(acme.credentials());
    let mut archives = Vec::new();
    for (client, key, keys) in
        [(&world.client, KEY, Credentials::new(KEY, SECRET)), (&client, acme.id.as_str(), acme.credentials())]
    {
        let create = Project::new(key).create_session().media_mode(MediaMode::Routed);
        let id = client.send(create).await.unwrap().session_id;
        let token = ClientToken::new(&id);
        let token = token.jwt(&keys, world.hands.clock().now(), Nonce::new(1).unwrap()).unwrap();
        world.local.connect(&id, &token).unwrap();
        let start = Project::new(key).session(&id).start_archive();
        let layout = if key == KEY { Layout::Pip } else { Layout::BestFit { screenshare: None } };
        archives.push(client.send(start.layout(layout)).await.unwrap().id);
    }
    assert_ne!(archives[0], archives[1]);
    for (id, layout) in archives.iter().zip(["pip", "bestFit"]) {
        assert_eq!(world.local("GET", &format!("layouts/{id}"), Value::Null).await.1["type"], layout);
    }
}

#[tokio::test]
async fn projects_are_listed_suspended_activated_and_deleted() {
    let world = World::new();
    let administrator = world.administrator(SECRET);
    let acme = administrator.send(Account.create_project()).await.unwrap();
    let ids = |all: Vec<account::project::ProjectInfo>| all.into_iter().map(|it| it.id).collect::<Vec<_>>();
    let all = administrator.send(Account.projects()).await.unwrap();
    assert_eq!(ids(all), [KEY, acme.id.as_str()]);

    for (key, keys) in [(KEY, Credentials::new(KEY, SECRET)), (acme.id.as_str(), acme.credentials())] {
        let (project, client) = (Project::new(key), world.client_of(keys));
        administrator.send(project.suspend()).await.unwrap();
        let info = administrator.send(project.info()).await.unwrap();
        assert_eq!(info.status, ProjectStatus::Suspended);
        forbidden(client.send(project.archives()).await.unwrap_err(), "suspended");
        administrator.send(project.activate()).await.unwrap();
        client.send(project.archives()).await.unwrap();
        administrator.send(project.delete()).await.unwrap();
        forbidden(client.send(project.archives()).await.unwrap_err(), "Issuer not found");
        let gone = administrator.send(project.info()).await.unwrap_err();
        assert_eq!(refused(gone), (Reason::NotFound, 404));
    }
    assert_eq!(administrator.send(Account.projects()).await.unwrap().len(), 0);
    let next = administrator.send(Account.create_project()).await.unwrap();
    assert_ne!(next.id, acme.id, "a key is nobody's twice");
}

#[tokio::test]
async fn an_account_s_calls_and_a_project_s_are_told_apart_even_with_the_same_keys() {
    let world = World::new();
    let guess = world.administrator("guess").send(Account.projects()).await.unwrap_err();
    forbidden(guess, "Invalid signature");
    for (method, path) in
        [("GET", "/v2/project"), ("POST", "/v2/project"), ("DELETE", "/v2/project/45678123")]
    {
        let answer = call(&world, method, path, Value::Null).await;
        assert_eq!(answer.status(), 403, "{answer:?}");
        assert!(String::from_utf8_lossy(answer.body()).contains("`account`"), "{answer:?}");
    }
    let account = world.administrator(SECRET).for_api();
    forbidden(account.send(Project::new(KEY).archives()).await.unwrap_err(), "`project`");
}

#[tokio::test]
async fn a_project_is_active_or_suspended_and_nothing_else() {
    let world = World::new();
    let account = AccountJwt::new(AccountCredentials::new(KEY, SECRET));
    for (body, words) in [(r#"{"status":"FROZEN"}"#, "FROZEN"), (r#"{"environmentId":"1"}"#, "status")] {
        let uri = format!("https://api.opentok.com/v2/project/{KEY}");
        let mut request = http::Request::put(uri).body(bytes::Bytes::from(body)).unwrap();
        account.sign(&mut request, world.hands.clock().now()).unwrap();
        let answer = raw(&world.local, request).await;
        assert_eq!(answer.status(), 400, "{answer:?}");
        assert!(String::from_utf8_lossy(answer.body()).contains(words), "{answer:?}");
    }
    let info = world.administrator(SECRET).send(Project::new(KEY).info()).await.unwrap();
    assert_eq!(info.status, ProjectStatus::Active);
}

#[tokio::test]
async fn archives_of_a_project_with_an_upload_target_are_uploaded_and_without_it_fetched() {
    let world = World::new();
    let (id, session) = world.routed().await;
    world.connect(&id);
    let project = Project::new(KEY);
    let record = async || {
        let archive = world.client.send(session.start_archive()).await.unwrap();
        world.client.send(project.archive(&archive.id).stop()).await.unwrap();
        world.client.send(project.archive(archive.id).info()).await.unwrap()
    };
    let bucket = S3::new("recordings", "access", "hush").encrypted(true);
    world.client.send(project.set_archive_storage(bucket).fallback(Fallback::OpenTok)).await.unwrap();
    let archive = record().await;
    assert_eq!((&archive.status, &archive.url), (&ArchiveStatus::Uploaded, &None));
    world.client.send(project.archive(archive.id).delete()).await.unwrap();
    let azure = Azure::new("recordings", "account", "hush");
    world.client.send(project.set_archive_storage(azure)).await.unwrap();
    assert_eq!(record().await.status, ArchiveStatus::Uploaded);
    world.client.send(project.delete_archive_storage()).await.unwrap();
    let archive = record().await;
    assert_eq!((&archive.status, archive.url.is_some()), (&ArchiveStatus::Available, true));
}

#[tokio::test]
async fn an_upload_target_that_cannot_be_one_is_refused_with_the_field() {
    let world = World::new();
    let s3 = json!({ "accessKey": "a", "secretKey": "hush", "bucket": "b" });
    for (body, words) in [
        (json!({ "type": "s3", "config": { "accessKey": "a", "secretKey": "hush" } }), "bucket"),
        (json!({ "type": "s3", "config": { "accessKey": "a", "secretKey": "", "bucket": "b" } }), "secret"),
        (json!({ "type": "azure", "config": s3 }), "account"),
        (json!({ "type": "ftp", "config": s3 }), "ftp"),
        (json!({ "type": "s3", "config": s3, "fallback": "elsewhere" }), "elsewhere"),
        (json!({}), "type"),
    ] {
        let answer = call(&world, "PUT", "archive/storage", body.clone()).await;
        let told = String::from_utf8_lossy(answer.body()).into_owned();
        assert_eq!(answer.status(), 400, "{body}: {told}");
        assert!(told.contains(words) && !told.contains("hush"), "{body}: {told}");
    }
    let good = json!({ "type": "s3", "config": s3, "fallback": "none" });
    assert_eq!(call(&world, "PUT", "archive/storage", good).await.status(), 200);
}

#[tokio::test]
async fn insights_are_asked_with_a_project_s_key_and_the_service_says_that_it_has_none() {
    let world = World::new();
    let client = |secret: &str| {
        let project = insights::builder(Credentials::new(KEY, secret)).clock(world.hands.clock());
        project.transport(world.local.transport())
    };
    forbidden(client("guess").send(insights::query("{ a }")).await.unwrap_err(), "Invalid signature");
    let error = client(SECRET).send(insights::query("{ a }").variable("a", 1)).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 501);
    assert!(error.to_string().contains("pili-local"), "{error}");
    let answer = call(&world, "POST", "/graphql", json!({ "variables": {} })).await;
    assert_eq!(answer.status(), 400, "{answer:?}");
}
