//! A client connects to a session of OpenTok with a token.

use pili::{
    Credentials,
    auth::opentok::{ClientToken, Nonce},
    opentok::{self, Client, MediaMode, Project},
};
use pili_local::Local;

use super::{HOUR, Narrator, Story};
use crate::clock;

/// The keys of a project are digits, so it is a service of its own.
const API_KEY: &str = "45678123";

impl Story {
    pub(super) async fn connect(&self, narrator: &mut Narrator) -> Option<()> {
        let project = Credentials::new(API_KEY, "the-secret-of-a-demo-project");
        let local = Local::builder().credentials(project.clone()).build();
        let client = opentok::builder(project.clone()).transport(local.transport());
        let session = create_session(narrator, &client).await?;
        let token = client_token(narrator, &session, &project)?;
        publish_camera(narrator, &local, &client, &session, &token).await
    }
}

async fn create_session(narrator: &mut Narrator, client: &Client) -> Option<String> {
    let call = "client.send(project.create_session().media_mode(MediaMode::Routed))";
    let step = narrator.step("Create a session", call, "");
    let created = client.send(Project::new(API_KEY).create_session().media_mode(MediaMode::Routed)).await;
    step.outcome(created, |created| format!("the session {}", created.session_id))
        .map(|created| created.session_id)
}

fn client_token(narrator: &mut Narrator, session: &str, project: &Credentials) -> Option<String> {
    let step = narrator.step(
        "Make a client token, good for an hour",
        "ClientToken::new(&session).data(\"name=Ann\").jwt(&project, now, nonce)",
        "",
    );
    let now = clock::now();
    let token = ClientToken::new(session).data("name=Ann").expires_at(now + HOUR);
    let token = Nonce::random().and_then(|nonce| token.jwt(project, now, nonce));
    step.outcome(token, |token| format!("Ann may connect; {} characters", token.len()))
}

async fn publish_camera(
    narrator: &mut Narrator,
    local: &Local,
    client: &Client,
    session: &str,
    token: &str,
) -> Option<()> {
    let call = "client.send(session.stream(id).info())";
    let step = narrator.step("Connect with it, publish a camera, and ask about it", call, "");
    let asked = async {
        let ann = local.connect(session, token).map_err(|refused| refused.to_string())?;
        let stream = ann.publish_stream("camera of Ann").map_err(|refused| refused.to_string())?;
        let info = Project::new(API_KEY).session(session).stream(&stream.id).info();
        client.send(info).await.map_err(|error| error.to_string())
    };
    step.outcome(asked.await, |stream| format!("the session has a stream, {:?}", stream.name)).map(drop)
}
