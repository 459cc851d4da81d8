//! One program for OpenTok and for Vonage Video: what differs are the credentials. Both run against the local service.
//!
//! `cargo run -p pili --features opentok --example opentok_and_vonage`

#![allow(clippy::print_stdout, reason = "an example shows what happens")]

use std::error::Error;

use pili::opentok::{ApplicationId, ClientToken, Credentials, MediaMode, PrivateKey, Project};
use pili_local::{DEMO_APPLICATION_ID, DEMO_APPLICATION_KEY, Local};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    // An existing customer of OpenTok has an API key and a secret ...
    let project = Credentials::project("45678123", "the project's secret");
    // ... and everybody else an application of Vonage, with a private key.
    let id = ApplicationId::new(DEMO_APPLICATION_ID)?;
    let key = PrivateKey::from_pem(DEMO_APPLICATION_KEY)?;
    let application = Credentials::application(id.clone(), key.clone());

    let of_project = pili::Credentials::new("45678123", "the project's secret");
    let local = Local::builder().credentials(of_project).application(id, key.public_key()).build();
    record(&local, project).await?;
    record(&local, application).await
}

/// Records what a participant says.
async fn record(local: &Local, credentials: Credentials) -> Result<(), Box<dyn Error>> {
    // Without `transport` the calls go to the platform of the credentials.
    let client = pili::opentok::builder(credentials.clone()).transport(local.transport());
    let project = Project::of(&credentials);
    let made = client.send(project.create_session().media_mode(MediaMode::Routed)).await?;

    // The participant's program gets this token, and connects with it.
    let token = ClientToken::new(&*made.session_id).signed_by(&credentials, local.clock().now())?;
    local.connect(&made.session_id, &token)?;

    let archive = client.send(project.session(made.session_id).start_archive().name("evening")).await?;
    println!("{} records {} as {}", project.id(), archive.session_id, archive.id);
    client.send(project.archive(archive.id).stop()).await?;
    Ok(())
}
