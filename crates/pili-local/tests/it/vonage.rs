//! Vonage's unified mode: an application beside the project, and what each refuses of the other.

use std::time::Duration;

use pili_core::{
    Error,
    auth::{
        Credentials as KeyPair, Signer as _, jwt,
        opentok::{ApplicationJwt, TokenId},
        rsa::PrivateKey,
    },
};
use pili_local::{DEMO_APPLICATION_ID, DEMO_APPLICATION_KEY, Local};
use pili_opentok::{
    Application, ApplicationId, Client, ClientToken, Credentials, Hls, MediaMode, Project, Role, Session,
    VONAGE_ENDPOINT,
};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::support::Hands;

const KEY: &str = "45678123";
const OTHER: &str = "a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d";
const OTHER_KEY: &str = include_str!("../../../pili-auth/tests/keys/application.pkcs8.pem");
const START: u64 = 1_700_000_000;

fn private(pem: &str) -> PrivateKey {
    PrivateKey::from_pem(pem).unwrap()
}

fn application(id: &str, pem: &str) -> Credentials {
    Credentials::application(ApplicationId::new(id).unwrap(), private(pem))
}

fn demo() -> Credentials {
    application(DEMO_APPLICATION_ID, DEMO_APPLICATION_KEY)
}

fn other() -> Credentials {
    application(OTHER, OTHER_KEY)
}

fn project() -> Credentials {
    Credentials::project(KEY, "secret")
}

/// A project and two applications on a service whose clock stands still unless it is moved.
struct World {
    local: Local,
    hands: Hands,
}

impl World {
    fn new() -> Self {
        let public = |pem| private(pem).public_key();
        let hands = Hands::at(START);
        let local = Local::builder().credentials(KeyPair::new(KEY, "secret")).clock(hands.clock());
        let local =
            local.application(ApplicationId::new(DEMO_APPLICATION_ID).unwrap(), public(DEMO_APPLICATION_KEY));
        let local = local.application(ApplicationId::new(OTHER).unwrap(), public(OTHER_KEY)).build();
        Self { local, hands }
    }

    fn client(&self, credentials: Credentials) -> Client {
        pili_opentok::builder(credentials).clock(self.hands.clock()).transport(self.local.transport())
    }

    async fn session(&self, credentials: &Credentials) -> Session {
        let project = Project::of(credentials);
        let create = project.create_session().media_mode(MediaMode::Routed);
        let id = self.client(credentials.clone()).send(create).await.unwrap().session_id;
        let token = ClientToken::new(&*id).role(Role::Moderator);
        self.local.connect(&id, &token.signed_by(credentials, self.hands.clock().now()).unwrap()).unwrap();
        project.session(id)
    }

    /// The status and the message of an answer to a request as it is.
    async fn raw(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> (u16, Value) {
        let mut request =
            http::Request::builder().method(method).uri(format!("https://video.api.vonage.com{path}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.to_owned().into()).unwrap();
        let answer = self.local.transport().oneshot(request).await.unwrap();
        (answer.status().as_u16(), serde_json::from_slice(answer.body()).unwrap_or(Value::Null))
    }

    async fn refused(&self, path: &str, headers: &[(&str, &str)]) -> String {
        let (status, answer) = self.raw("GET", path, headers, "").await;
        assert_eq!((status, &answer["code"]), (403, &json!(-1)), "{answer}");
        answer["message"].as_str().unwrap().to_owned()
    }

    fn bearer(&self, credentials: Credentials) -> String {
        let Credentials::Application(application) = credentials else { panic!("an application") };
        format!("Bearer {}", ApplicationJwt::new(application).token(self.hands.clock().now()).unwrap())
    }
}

fn archives_of(id: &str) -> String {
    format!("/v2/project/{id}/archive")
}

/// The whole story of a program, which knows its credentials and nothing else of the platform.
async fn story(world: &World, credentials: Credentials) -> (String, Option<String>) {
    let project = Project::of(&credentials);
    let client = world.client(credentials.clone());
    let session = world.session(&credentials).await;
    let archive = client.send(session.start_archive().name("evening")).await.unwrap();
    let broadcast = client.send(session.start_broadcast().hls(Hls::Standard)).await.unwrap();
    client.send(session.signal("hello")).await.unwrap();
    let token = ClientToken::new(&*archive.session_id).role(Role::Moderator);
    let token = token.signed_by(&credentials, world.hands.clock().now()).unwrap();
    let render = client.send(session.start_render(&token, "https://example.com/page")).await.unwrap();
    let call = client.send(session.dial(&token, "sip:user@example.com")).await.unwrap();
    let captions = client.send(session.start_captions(&token)).await.unwrap();
    client.send(project.captions(captions.captions_id).stop()).await.unwrap();
    client.send(project.archive(&archive.id).stop()).await.unwrap();
    let listed = client.send(project.archives()).await.unwrap();
    assert_eq!((listed.count, &listed.items[0].id), (1, &archive.id));
    for owner in [&broadcast.project_id, &render.project_id, &call.project_id, &listed.items[0].project_id] {
        assert_eq!(owner.as_deref(), Some(project.id()));
    }
    (archive.project_id.unwrap(), archive.partner_id)
}

#[tokio::test]
async fn a_program_serves_both_platforms_and_one_line_of_it_differs() {
    let world = World::new();
    assert_eq!(story(&world, project()).await, (KEY.to_owned(), Some(KEY.to_owned())));
    assert_eq!(story(&world, demo()).await, (DEMO_APPLICATION_ID.to_owned(), None));
}

#[tokio::test]
async fn a_session_has_the_mode_of_its_platform_s_sdks_unless_it_is_told() {
    let world = World::new();
    for (credentials, relayed) in [(project(), true), (demo(), false)] {
        let create = Project::of(&credentials).create_session();
        let id = world.client(credentials).send(create).await.unwrap().session_id;
        let (_, shown) = world.raw("GET", &format!("/_local/opentok/sessions/{id}"), &[], "").await;
        assert_eq!(shown["relayed"], relayed, "{shown}");
    }
}

#[tokio::test]
async fn the_demo_has_an_application_and_a_service_with_keys_of_its_own_has_none() {
    let create = Project::of(&demo()).create_session();
    let client = pili_opentok::builder(demo()).transport(Local::demo().transport());
    client.send(create.clone()).await.unwrap();
    let own = Local::builder().credentials(KeyPair::new(KEY, "secret")).build();
    let error = pili_opentok::builder(demo()).transport(own.transport()).send(create).await.unwrap_err();
    assert!(told(&error).contains("here an API key and its secret are wanted, in HS256"), "{error}");
}

fn told(error: &Error) -> String {
    error.api_error().and_then(|told| told.message.clone()).unwrap_or_default()
}

#[tokio::test]
async fn what_one_made_the_others_neither_see_nor_change() {
    let world = World::new();
    let session = world.session(&demo()).await;
    let archive = world.client(demo()).send(session.start_archive()).await.unwrap();
    for stranger in [project(), other()] {
        let (client, theirs) = (world.client(stranger.clone()), Project::of(&stranger));
        assert_eq!(client.send(theirs.archives()).await.unwrap().count, 0);
        let error = client.send(theirs.archive(&archive.id).info()).await.unwrap_err();
        assert_eq!(error.status().unwrap(), 404);
        let error = client.send(Project::of(&demo()).archive(&archive.id).stop()).await.unwrap_err();
        assert_eq!(error.status().unwrap(), 403, "{error}");
    }
    let project = world.session(&project()).await;
    assert!(world.client(demo()).send(project.signal("x")).await.is_err());
}

#[tokio::test]
async fn a_token_of_the_other_mode_or_of_somebody_else_is_told_so() {
    let world = World::new();
    let (now, bearer) = (world.hands.clock().now(), world.bearer(demo()));
    let project_token = pili_opentok::ProjectJwt::new(KeyPair::new(KEY, "secret")).token(now).unwrap();
    let (of_demo, of_project, of_other) =
        (archives_of(DEMO_APPLICATION_ID), archives_of(KEY), archives_of(OTHER));

    for headers in
        [[("x-opentok-auth", project_token.clone())], [("authorization", format!("Bearer {project_token}"))]]
    {
        let [(name, value)] = headers;
        let told = world.refused(&of_demo, &[(name, &value)]).await;
        assert!(told.contains(&format!("made by the OpenTok project `{KEY}`")), "{told}");
        assert!(told.contains("an application's private key is wanted, in RS256"), "{told}");
    }
    for (name, value) in
        [("authorization", &*bearer), ("x-opentok-auth", bearer.trim_start_matches("Bearer "))]
    {
        let told = world.refused(&of_project, &[(name, value)]).await;
        assert!(told.contains(&format!("made by the Vonage application `{DEMO_APPLICATION_ID}`")), "{told}");
        assert!(told.contains("an API key and its secret are wanted, in HS256"), "{told}");
    }
    let told = world.refused(&of_other, &[("authorization", &bearer)]).await;
    assert!(
        told.starts_with("Issuer not found") && told.contains(DEMO_APPLICATION_ID) && told.contains(OTHER),
        "{told}"
    );
    let told = world
        .refused("/v2/project/00000000-0000-4000-8000-000000000009/archive", &[("authorization", &bearer)])
        .await;
    assert!(told.starts_with("Invalid project") && told.contains(DEMO_APPLICATION_ID), "{told}");
    assert!(world.refused(&of_demo, &[]).await.starts_with("No suitable authentication"));
    let told = world.refused(&of_demo, &[("authorization", "Basic dTpw")]).await;
    assert!(told.contains("must be `Authorization: Bearer`"), "{told}");
}

#[tokio::test]
async fn nobody_gets_in_by_the_algorithm_by_the_public_key_or_by_a_client_token() {
    let world = World::new();
    let of_demo = archives_of(DEMO_APPLICATION_ID);
    let claims =
        json!({ "application_id": DEMO_APPLICATION_ID, "iat": START, "exp": START + 900, "jti": "1" });
    let confused = jwt::encode(&claims, &DEMO_APPLICATION_KEY.into());
    let told = world.refused(&of_demo, &[("authorization", &format!("Bearer {confused}"))]).await;
    assert!(told.contains("HS256") && told.contains("RS256"), "{told}");

    let foreign = jwt::encode_rs256(&claims, &private(OTHER_KEY)).unwrap();
    let told = world.refused(&of_demo, &[("authorization", &format!("Bearer {foreign}"))]).await;
    assert!(told.starts_with("Invalid signature"), "{told}");

    let Credentials::Application(demo) = demo() else { panic!("an application") };
    let token = client_token(&world, &demo);
    let told = world.refused(&of_demo, &[("authorization", &format!("Bearer {token}"))]).await;
    assert!(told.contains("one for clients"), "{told}");

    let bearer = world.bearer(self::demo());
    world.hands.advance(901);
    let told = world.refused(&of_demo, &[("authorization", &bearer)]).await;
    assert!(told.contains("expired 1 s ago"), "{told}");
}

fn client_token(world: &World, application: &Application) -> String {
    let token = ClientToken::new("2_opaque");
    token.application_jwt(application, world.hands.clock().now(), &TokenId::random().unwrap()).unwrap()
}

#[tokio::test]
async fn a_client_of_a_session_needs_a_token_of_its_own_platform() {
    let world = World::new();
    let mine = id_of(&world, &demo(), &world.session(&demo()).await).await;
    let theirs = id_of(&world, &project(), &world.session(&project()).await).await;
    let now = world.hands.clock().now();
    let python = json!({
        "application_id": DEMO_APPLICATION_ID, "session_id": mine, "role": "publisher", "scope": "session.connect",
        "subject": "video", "acl": { "paths": { "/session/**": {} } }, "initial_layout_class_list": ["focus", "min"],
        "iat": START, "exp": START + 900, "jti": "1",
    });
    let python = jwt::encode_rs256(&python, &private(DEMO_APPLICATION_KEY)).unwrap();
    let camera = world.local.connect(&mine, &python).unwrap().publish_stream("").unwrap();
    assert_eq!(camera.layout_class_list, ["focus", "min"]);
    let token = ClientToken::new("2_opaque").signed_by(&demo(), now).unwrap();
    let refused = world.local.connect(&mine, &token).unwrap_err();
    assert_eq!((refused.status(), refused.message()), (403, "the token is for the session `2_opaque`"));
    let refused = world.local.connect(&theirs, &python).unwrap_err();
    assert!(refused.status() == 403 && refused.message().contains("here an API key"), "{refused}");
    let token = ClientToken::new(&*theirs).signed_by(&project(), now).unwrap();
    let refused = world.local.connect(&mine, &token).unwrap_err();
    assert!(refused.status() == 403 && refused.message().contains("here an application's"), "{refused}");
}

async fn id_of(world: &World, credentials: &Credentials, session: &Session) -> String {
    let archive = world.client(credentials.clone()).send(session.start_archive()).await.unwrap();
    archive.session_id
}

#[tokio::test]
async fn a_session_is_created_as_every_sdk_of_the_platform_asks_for_it() {
    let world = World::new();
    let form = ("content-type", "application/x-www-form-urlencoded");
    let json = ("content-type", "application/json");
    for (kind, accept, body, relayed, encrypted) in [
        (form, "application/json", "archiveMode=manual&location=null&p2p.preference=disabled", false, false),
        (json, "*/*", "p2p.preference=always&e2ee=False", true, false),
        (json, "text/xml", "p2p.preference=enabled&archiveMode=manual", true, false),
        (json, "application/json", "e2ee=True&p2p.preference=disabled", false, true),
        (json, "application/json", "", false, false),
    ] {
        let bearer = world.bearer(demo());
        let headers = [kind, ("accept", accept), ("authorization", &bearer)];
        let (status, made) = world.raw("POST", "/session/create", &headers, body).await;
        assert_eq!(
            (status, &made[0]["application_id"]),
            (200, &json!(DEMO_APPLICATION_ID)),
            "{body}: {made}"
        );
        let session = format!("/_local/opentok/sessions/{}", made[0]["session_id"].as_str().unwrap());
        let (_, shown) = world.raw("GET", &session, &[], "").await;
        assert_eq!(
            (&shown["relayed"], &shown["endToEndEncrypted"]),
            (&json!(relayed), &json!(encrypted)),
            "{body}"
        );
    }
}

#[tokio::test]
async fn answers_name_the_application_and_never_a_key() {
    let world = World::new();
    let session = world.session(&demo()).await;
    let id = id_of(&world, &demo(), &session).await;
    let bearer = world.bearer(demo());
    let headers = [("authorization", &*bearer), ("content-type", "application/json")];
    for (method, path, body) in [
        ("GET", archives_of(DEMO_APPLICATION_ID), String::new()),
        (
            "POST",
            format!("/v2/project/{DEMO_APPLICATION_ID}/broadcast/"),
            json!({ "sessionId": id, "outputs": { "hls": {} } }).to_string(),
        ),
        ("GET", format!("/v2/project/{DEMO_APPLICATION_ID}/session/{id}/connection/"), String::new()),
    ] {
        let (status, answer) = world.raw(method, &path, &headers, &body).await;
        let text = answer.to_string();
        assert_eq!(status, 200, "{path}: {text}");
        assert!(text.contains(&format!(r#""applicationId":"{DEMO_APPLICATION_ID}""#)), "{path}: {text}");
        assert!(!text.contains("projectId") && !text.contains("partnerId"), "{path}: {text}");
    }
}

#[test]
fn calls_of_an_application_go_to_vonage_and_are_signed_for_it() {
    let client = pili_opentok::endpoint(&demo());
    assert_eq!((client, pili_opentok::endpoint(&project())), (VONAGE_ENDPOINT, pili_opentok::ENDPOINT));
    let mut request = http::Request::new(bytes::Bytes::new());
    demo().signer().sign(&mut request, std::time::UNIX_EPOCH + Duration::from_secs(START)).unwrap();
    assert!(request.headers()["authorization"].to_str().unwrap().starts_with("Bearer ey"));
}
