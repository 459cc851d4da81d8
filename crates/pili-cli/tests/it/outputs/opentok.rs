use std::time::Duration;

use pili::{
    Credentials,
    auth::{
        Clock,
        opentok::{ClientToken, Nonce, Role},
    },
};
use pili_local::{DEMO_APPLICATION_ID, DEMO_APPLICATION_KEY, Local, SessionClient};

use crate::stage::Stage;

/// Of the form that a project's have; the account's demo keys are not.
const KEYS: (&str, &str) = ("45678123", "a-secret-of-a-project");

/// A service with the keys of a project, which the profile in use has too, and a session, `SESSION`.
async fn stage() -> (Stage, String) {
    // It stands still, so that nothing takes a second on a slow machine, and a minute ahead of all that is signed.
    let clock = Clock::fixed(Clock::system().now() + Duration::from_secs(60));
    let local = Local::builder().credentials(Credentials::new(KEYS.0, KEYS.1)).clock(clock);
    let mut stage = Stage::on(local.build()).await;
    stage.run(&format!("pili config set local {}", stage.server.endpoint())).await;
    stage.run(&format!("pili config set access-key {}", KEYS.0)).await;
    stage.run_with("pili config set secret-key", KEYS.1).await;
    let session = stage.run("pili opentok session create --routed --json").await;
    let session: serde_json::Value = serde_json::from_str(&session).unwrap();
    let session = session["session_id"].as_str().unwrap().to_owned();
    stage.forget();
    stage.stands_for(&session, "SESSION");
    (stage, session)
}

/// A client that publishes, as `CONNECTION` and `STREAM`.
fn enter(stage: &mut Stage, session: &str) -> SessionClient {
    let now = Clock::system().now();
    let token = ClientToken::new(session).role(Role::Moderator);
    let token = token.jwt(stage.local.credentials(), now, Nonce::random().unwrap()).unwrap();
    let client = stage.local.connect(session, &token).unwrap();
    let stream = client.publish_stream("camera").unwrap();
    stage.stands_for(client.connection_id(), "CONNECTION");
    stage.stands_for(&stream.id, "STREAM");
    client
}

/// `name` stands for a member of what a command line says, from now on.
fn named(stage: &mut Stage, said: &str, member: &str, name: &'static str) {
    let said: serde_json::Value = serde_json::from_str(said).unwrap();
    let new = said[member].as_str();
    stage.stands_for(new.unwrap_or_else(|| panic!("no {member} in {said}")), name);
}

#[tokio::test]
async fn sessions() {
    let (mut stage, session) = stage().await;
    let client = enter(&mut stage, &session);
    let created = stage.run("pili opentok session create --routed --archive --archive-name evening --archive-resolution 1280x720 --jsonl").await;
    named(&mut stage, &created, "session_id", "OTHER-SESSION");
    stage
        .run_all([
            "pili opentok session create --archive",
            "pili --local opentok session create",
            "pili opentok session create --routed --archive --archive-resolution 1x1",
            "pili opentok connection ls SESSION",
            "pili opentok connection ls SESSION --json",
            "pili opentok stream ls SESSION",
            "pili opentok stream ls SESSION --json",
            "pili opentok stream info SESSION STREAM",
            "pili opentok stream info SESSION nosuch",
            "pili opentok stream mute SESSION STREAM",
            "pili opentok stream set-class-lists SESSION STREAM focus big",
            "pili opentok stream info SESSION STREAM --jsonl",
            "pili opentok session mute-all SESSION --except STREAM",
            "pili opentok session disable-mute SESSION",
            "pili opentok signal SESSION hello --type chat",
            "pili opentok signal SESSION hello --to CONNECTION",
            "pili opentok signal SESSION hello --to nosuch",
            "pili opentok dtmf SESSION 1p23#",
            "pili opentok dtmf SESSION 1 --to CONNECTION",
            "pili opentok dtmf SESSION abc",
            "pili opentok connection force-disconnect SESSION CONNECTION",
            "pili opentok connection force-disconnect SESSION CONNECTION",
            "pili opentok stream ls SESSION --json",
        ])
        .await;
    drop(client);
    stage.is("opentok-session.txt");
}

#[tokio::test]
async fn archives() {
    let (mut stage, session) = stage().await;
    stage.run("pili opentok archive start SESSION").await;
    let _client = enter(&mut stage, &session);
    let started = stage
        .run("pili opentok archive start SESSION --name evening --resolution 1280x720 --layout bestFit --screenshare pip --stream-mode manual --json")
        .await;
    named(&mut stage, &started, "id", "ARCHIVE");
    stage
        .run_all([
            "pili opentok archive start SESSION --output-mode individual --layout pip",
            "pili opentok archive start SESSION --layout custom",
            "pili opentok archive start SESSION --resolution 1x1",
            "pili opentok archive add-stream ARCHIVE STREAM --tracks audio",
            "pili opentok archive remove-stream ARCHIVE STREAM",
            "pili opentok archive set-layout ARCHIVE --layout pip",
            "pili opentok archive set-layout ARCHIVE",
            "pili opentok archive info ARCHIVE",
            "pili opentok archive ls",
            "pili opentok archive ls --session SESSION --limit 5 --jsonl",
            "pili opentok archive stop ARCHIVE",
            "pili opentok archive stop ARCHIVE",
            "pili opentok archive delete ARCHIVE",
            "pili opentok archive info nosuch",
            "PILI_STORAGE_SECRET=secret pili opentok archive set-storage --s3-bucket recordings --storage-key AKIA --encrypted true --fallback opentok",
            "PILI_STORAGE_SECRET=secret pili opentok archive set-storage --azure-container recordings --storage-key account",
            "pili opentok archive set-storage --s3-bucket recordings --storage-key AKIA",
            "pili opentok archive set-storage --storage-key AKIA",
            "pili opentok archive delete-storage",
        ])
        .await;
    stage.is("opentok-archive.txt");
}

#[tokio::test]
async fn broadcasts() {
    let (mut stage, session) = stage().await;
    let _client = enter(&mut stage, &session);
    let started = stage
        .run("pili opentok broadcast start SESSION --hls low-latency --rtmp rtmp://a.example/live secret-name --max-duration 1h --stream-mode manual --json")
        .await;
    named(&mut stage, &started, "id", "BROADCAST");
    stage
        .run_all([
            "pili opentok broadcast start SESSION",
            "pili opentok broadcast start SESSION --hls --max-duration 1s",
            "pili opentok broadcast add-stream BROADCAST STREAM",
            "pili opentok broadcast remove-stream BROADCAST STREAM",
            "pili opentok broadcast set-layout BROADCAST --layout custom --stylesheet 'stream { width: 50% }'",
            "pili opentok broadcast info BROADCAST",
            "pili opentok broadcast ls",
            "pili opentok broadcast ls --session SESSION --json",
            "pili opentok broadcast stop BROADCAST",
            "pili opentok broadcast info nosuch",
        ])
        .await;
    stage.is("opentok-broadcast.txt");
}

#[tokio::test]
async fn pages_captions_calls_and_callbacks() {
    let (mut stage, session) = stage().await;
    let _client = enter(&mut stage, &session);
    let started = stage
        .run("pili opentok render start SESSION https://www.example.com/score --max-duration 1h --name score --resolution 1280x720 --json")
        .await;
    named(&mut stage, &started, "id", "RENDER");
    stage
        .run_all([
            "pili opentok render start SESSION https://a",
            "pili opentok render info RENDER",
            "pili opentok render ls",
            "pili opentok render stop RENDER",
            "pili opentok render info nosuch",
        ])
        .await;
    let started = stage
        .run("pili opentok captions start SESSION --language-code en-US --partial-captions true --json")
        .await;
    named(&mut stage, &started, "captionsId", "CAPTIONS");
    stage.run("pili opentok captions stop CAPTIONS").await;
    stage.run_with("pili opentok captions start SESSION --token-stdin", "forged").await;
    let called = stage
        .run("PILI_SIP_PASSWORD=secret pili opentok sip dial SESSION sip:user@sip.example.com --user user --from 1@example.com -H 'X-Call: 7' --secure --json")
        .await;
    named(&mut stage, &called, "id", "CALL");
    named(&mut stage, &called, "connectionId", "CALL-CONNECTION");
    named(&mut stage, &called, "streamId", "CALL-STREAM");
    stage.run("pili opentok sip dial SESSION sip:user@sip.example.com --user user").await;
    let connected = stage
        .run("pili opentok audio-connector start SESSION wss://a.example/audio --audio-rate 16000 -H 'X-Call: 7' --bidirectional --json")
        .await;
    named(&mut stage, &connected, "id", "AUDIO");
    named(&mut stage, &connected, "connectionId", "AUDIO-CONNECTION");
    stage.run("pili opentok audio-connector stop AUDIO").await;
    stage.run("pili opentok audio-connector start SESSION wss://a.example/audio --audio-rate 1").await;
    let registered = stage
        .run("pili opentok callback register connection created https://hooks.example.com/opentok --json")
        .await;
    named(&mut stage, &registered, "id", "HOOK");
    stage
        .run_all([
            "pili opentok callback ls",
            "pili opentok callback unregister HOOK",
            "pili opentok callback unregister HOOK",
            "pili opentok callback ls --json",
        ])
        .await;
    stage.is("opentok-more.txt");
}

#[tokio::test]
async fn projects_of_an_account_and_insights() {
    let (mut stage, _) = stage().await;
    let created = stage.run("pili opentok project create --name evening --show-keys --json").await;
    named(&mut stage, &created, "id", "PROJECT");
    named(&mut stage, &created, "secret", "HUSH");
    stage
        .run_all([
            "pili opentok project ls",
            "pili opentok project ls --jsonl",
            "pili opentok project info PROJECT",
            "pili opentok project info PROJECT --show-keys --jsonl",
            "pili opentok project suspend PROJECT",
            "pili opentok project activate PROJECT",
            "pili opentok project delete PROJECT",
            "pili opentok project info PROJECT",
            "pili opentok insights '{ project { name } }' --variable start=2030-01-01",
        ])
        .await;
    stage.is("opentok-project.txt");
}

/// An application of Vonage is called by its ID and private key; the demo's is known.
#[tokio::test]
async fn applications() {
    let clock = Clock::fixed(Clock::system().now() + Duration::from_secs(60));
    let mut stage = Stage::on(Local::builder().clock(clock).build()).await;
    stage.stands_for(&stage.server.endpoint().to_string(), "SERVICE");
    stage.stands_for(DEMO_APPLICATION_ID, "VONAGE-ID");
    std::fs::write(stage.file("key.pem"), DEMO_APPLICATION_KEY).unwrap();
    std::fs::write(stage.file("no-key.pem"), "no key").unwrap();
    stage.varies(r"ey[\w-]+\.[\w-]+\.[\w-]+", "JWT");
    let created = stage.run("pili LOCAL --application VONAGE-ID opentok session create --json").await;
    named(&mut stage, &created, "session_id", "SESSION");
    let session: serde_json::Value = serde_json::from_str(&created).unwrap();
    let token = stage.run("pili LOCAL --application VONAGE-ID opentok token SESSION").await;
    let client = stage.local.connect(session["session_id"].as_str().unwrap(), token.trim()).unwrap();
    client.publish_stream("camera").unwrap();
    let started = stage.run("pili LOCAL --application VONAGE-ID opentok captions start SESSION --json").await;
    named(&mut stage, &started, "captionsId", "CAPTIONS");
    stage
        .run_all([
            "pili LOCAL --application VONAGE-ID opentok stream ls SESSION --json",
            "pili LOCAL --application VONAGE-ID opentok token SESSION --role moderator --expires-in 1d --jsonl",
            "pili LOCAL --application VONAGE-ID opentok token SESSION --t1",
            "pili LOCAL --application VONAGE-ID whoami",
            "pili LOCAL opentok session create",
            "pili LOCAL --application 45678123 opentok session create",
            "pili LOCAL --application a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d opentok session create",
            "pili LOCAL --application a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d --private-key-file key.pem opentok session create",
            "pili LOCAL --application VONAGE-ID --private-key-file no-key.pem opentok session create",
            "pili LOCAL --application VONAGE-ID --private-key-file nosuch.pem opentok session create",
            "PILI_APPLICATION=VONAGE-ID PILI_PRIVATE_KEY_FILE=key.pem pili --endpoint SERVICE opentok stream ls SESSION --json",
            "PILI_APPLICATION=VONAGE-ID PILI_PRIVATE_KEY_FILE=key.pem pili LOCAL opentok stream ls SESSION",
            "PILI_APPLICATION=VONAGE-ID PILI_PRIVATE_KEY_FILE=key.pem pili whoami",
            "pili config set application VONAGE-ID --profile vonage",
            "pili config set private-key-file key.pem --profile vonage",
            "pili LOCAL --profile vonage opentok stream ls SESSION --json",
            "pili LOCAL --profile vonage --access-key 45678123 opentok stream ls SESSION",
        ])
        .await;
    stage.is("opentok-application.txt");
}
