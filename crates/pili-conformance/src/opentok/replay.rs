//! A service with a session in which somebody is and publishes, and what else the recordings name.

use std::time::{Duration, UNIX_EPOCH};

use pili_auth::{Clock, Signer as _};
use pili_core::Operation;
use pili_local::{DEMO_APPLICATION_KEY, Local};
use pili_opentok::{
    ApplicationId, ClientToken, Credentials, Hls, MediaMode, PrivateKey, Project, Role, Session, StreamMode,
};

use super::requests::api_key;
use crate::{
    case::Case,
    outcome::Outcome,
    replay::{Answer, Exception, Names, Replay, Stage},
    runtime::block_on,
};

pub(super) const REPLAY: Replay = Replay { send: |case| block_on(replay(case)), exceptions: EXCEPTIONS };

const EXCEPTIONS: &[Exception] = &[
    TRANSCRIBED,
    Exception {
        file: "requests_rs256",
        cases: &["node-018 @vonage/video (npm) 1.28.0 getCaptionStatus"],
        status: 501,
        reason: "the SDK says itself that the vendor never had the call",
    },
    Exception {
        file: REQUEST_BODIES,
        cases: &["req-072 opentok (PyPI) 3.15.0 both-false", "req-073 opentok (npm) 2.23.2 both-false"],
        status: 400,
        reason: "the vendor documents an error for a stream with neither audio nor video (spec 7.4)",
    },
    Exception {
        file: REQUEST_BODIES,
        cases: &[
            "req-024 opentok (PyPI) 3.15.0 id-needing-escapes",
            "req-025 opentok (PyPI) 2.10.0 id-needing-escapes",
            "req-051 opentok (PyPI) 3.15.0 id-needing-escapes",
            "req-052 opentok (PyPI) 2.10.0 id-needing-escapes",
            "req-053 opentok (npm) 2.23.2 id-needing-escapes",
            "req-069 opentok (PyPI) 3.15.0 id-needing-escapes",
            "req-070 opentok (PyPI) 2.10.0 id-needing-escapes",
            "req-071 opentok (npm) 2.23.2 id-needing-escapes",
        ],
        status: 501,
        reason: "the SDK does not escape the id, so that it asks for a path which is none",
    },
    Exception {
        file: REQUEST_BODIES,
        cases: &["req-026 opentok (npm) 2.23.2 id-needing-escapes"],
        status: 404,
        reason: "the service gives no archive an id that needs escapes",
    },
];

const TRANSCRIBED: Exception = Exception {
    file: "archive.start",
    cases: &["opentok (PyPI) 3.15.0 full", "opentok (npm) 2.23.2 full"],
    status: 400,
    reason: "the vendor documents transcription for individual archives only (spec 7.1)",
};

const REQUEST_BODIES: &str = "request_bodies";

/// What recordings call things.
struct Recorded {
    session: &'static str,
    token: &'static str,
    streams: [&'static str; 2],
    /// A client, a SIP call, a WebSocket.
    connections: &'static [&'static str],
    archive: &'static str,
    broadcast: &'static str,
    render: &'static str,
    captions: &'static str,
    audio_connector: &'static str,
}

const OF_PROJECT: Recorded = Recorded {
    session: "1_MX40NTY3ODEyM35-MTY5OTk5OTk5MDEyM35xM1hHbTBwWWIxa1R6N3VXcTlMcjJzVm5-fg",
    token: "T1==sampleToken",
    streams: ["8b732909-0a06-46a2-8ea8-074e64d43422", "482bce73-f882-40fd-8ca5-cb74ff416036"],
    connections: &[],
    archive: "b40ef09b-3811-4726-b508-e41a0f96c68f",
    broadcast: "1748b707-0a81-464c-9759-c46ad10d3734",
    render: "none is named",
    captions: "none are named",
    audio_connector: "none is named",
};

const OF_APPLICATION: Recorded = Recorded {
    session: "2_MX5hcHBsaWNhdGlvbn4-session-0003_fg",
    token: "<client token>",
    streams: ["c894f637-1cc4-5b4e-a49f-c4818809f76e", "22bb05c9-7681-511a-9a56-faffc9eb6a89"],
    connections: &[
        "b885094a-bd6b-5d0a-9e88-f1e665da8ab4",
        "99be6e15-5e36-5073-95b2-dead1be717b0",
        "e0a8a304-35d1-5dc0-a876-1b26221639a4",
    ],
    archive: "a7b2de3d-4789-576a-8ce6-8172ac3fb3a6",
    broadcast: "2624d28d-1ea6-57dd-91d4-de526d53ee72",
    render: "53097820-7065-54bc-aff5-35d7d58e109b",
    captions: "b652639c-3812-5820-84ae-db7c5c7dfdef",
    audio_connector: "ea03c8ea-9c1c-5992-b2d2-f873361b03c8",
};

async fn replay(case: Case<'_>) -> Outcome<Answer> {
    let mut there = There::new(case)?;
    there.prepare(case.operation()?).await?;
    let mut request = there.names.request(case)?;
    there.credentials.signer().sign(&mut request, there.stage.clock.now())?;
    there.stage.send(request).await
}

/// What is there when the request comes.
struct There {
    stage: Stage,
    names: Names,
    recorded: Recorded,
    credentials: Credentials,
    token: String,
}

impl There {
    fn new(case: Case<'_>) -> Outcome<Self> {
        let clock = Clock::fixed(UNIX_EPOCH + Duration::from_secs(1_700_000_000));
        let local = Local::builder().clock(clock.clone());
        let (local, recorded, credentials) = match case.file["application_id"].as_str() {
            None => {
                let project = pili_auth::Credentials::new(api_key(case)?, "any secret");
                (local.credentials(project.clone()), OF_PROJECT, project.into())
            }
            Some(id) => {
                let (id, key) = (ApplicationId::new(id)?, PrivateKey::from_pem(DEMO_APPLICATION_KEY)?);
                let local = local.application(id.clone(), key.public_key());
                (local, OF_APPLICATION, Credentials::application(id, key))
            }
        };
        let stage = Stage { local: local.build(), clock };
        Ok(Self { stage, names: Names::default(), recorded, credentials, token: String::new() })
    }

    async fn call<O: Operation>(&self, operation: O) -> Outcome<O::Output> {
        self.stage.prepare(self.credentials.signer(), operation).await
    }

    async fn prepare(&mut self, operation: &str) -> Outcome {
        let project = Project::of(&self.credentials);
        let made = self.call(project.create_session().media_mode(MediaMode::Routed)).await?;
        self.names.add(self.recorded.session, &*made.session_id);
        self.join(&made.session_id)?;
        let session = project.session(made.session_id);
        match operation.split_once('.').unwrap_or_default() {
            (_, "start") => Ok(()),
            ("archive", call) => self.archive(&project, &session, call).await,
            ("broadcast", _) => self.broadcast(&session).await,
            ("render", _) => self.render(&session).await,
            ("captions", _) => self.captions(&session).await,
            ("audio_connector", _) => self.audio_connector(&session).await,
            _ => Ok(()),
        }
    }

    /// A moderator is connected, and publishes twice.
    fn join(&mut self, session: &str) -> Outcome {
        let token = ClientToken::new(session).role(Role::Moderator);
        self.token = token.signed_by(&self.credentials, self.stage.clock.now())?;
        let moderator = self.stage.local.connect(session, &self.token)?;
        self.names.add(self.recorded.token, &*self.token);
        for connection in self.recorded.connections {
            self.names.add(connection, moderator.connection_id());
        }
        for stream in self.recorded.streams {
            self.names.add(stream, moderator.publish_stream("")?.id);
        }
        Ok(())
    }

    /// One that is to be deleted was stopped.
    async fn archive(&mut self, project: &Project, session: &Session, call: &str) -> Outcome {
        let archive = self.call(session.start_archive().stream_mode(StreamMode::Manual)).await?;
        if call == "delete" {
            self.call(project.archive(&archive.id).stop()).await?;
        }
        self.names.add(self.recorded.archive, archive.id);
        Ok(())
    }

    async fn broadcast(&mut self, session: &Session) -> Outcome {
        let start = session.start_broadcast().hls(Hls::default()).stream_mode(StreamMode::Manual);
        let broadcast = self.call(start).await?;
        self.names.add(self.recorded.broadcast, broadcast.id);
        Ok(())
    }

    async fn render(&mut self, session: &Session) -> Outcome {
        let render = self.call(session.start_render(&*self.token, "https://example.com/page")).await?;
        self.names.add(self.recorded.render, render.id);
        Ok(())
    }

    async fn captions(&mut self, session: &Session) -> Outcome {
        let captions = self.call(session.start_captions(&*self.token)).await?;
        self.names.add(self.recorded.captions, captions.captions_id);
        Ok(())
    }

    async fn audio_connector(&mut self, session: &Session) -> Outcome {
        let connected = self.call(session.connect_audio(&*self.token, "wss://example.com/ws")).await?;
        self.names.add(self.recorded.audio_connector, connected.id);
        Ok(())
    }
}
