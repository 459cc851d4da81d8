//! A service with a session in which somebody is and publishes, and what else the recordings name.

use std::time::{Duration, UNIX_EPOCH};

use pili_auth::{Clock, Credentials, Signer as _};
use pili_core::Operation;
use pili_local::Local;
use pili_opentok::{ClientToken, Hls, MediaMode, Nonce, Project, ProjectJwt, Role, Session, StreamMode};

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
const SESSION: &str = "1_MX40NTY3ODEyM35-MTY5OTk5OTk5MDEyM35xM1hHbTBwWWIxa1R6N3VXcTlMcjJzVm5-fg";
const TOKEN: &str = "T1==sampleToken";
const STREAMS: [&str; 2] = ["8b732909-0a06-46a2-8ea8-074e64d43422", "482bce73-f882-40fd-8ca5-cb74ff416036"];
const ARCHIVE: &str = "b40ef09b-3811-4726-b508-e41a0f96c68f";
const BROADCAST: &str = "1748b707-0a81-464c-9759-c46ad10d3734";

async fn replay(case: Case<'_>) -> Outcome<Answer> {
    let mut there = There::new(case)?;
    there.prepare(case.operation()?).await?;
    let mut request = there.names.request(case)?;
    there.signer().sign(&mut request, there.stage.clock.now())?;
    there.stage.send(request).await
}

/// What is there when the request comes.
struct There {
    stage: Stage,
    names: Names,
    project: Credentials,
}

impl There {
    fn new(case: Case<'_>) -> Outcome<Self> {
        let project = Credentials::new(api_key(case)?, "any secret");
        let clock = Clock::fixed(UNIX_EPOCH + Duration::from_secs(1_700_000_000));
        let local = Local::builder().credentials(project.clone()).clock(clock.clone()).build();
        Ok(Self { stage: Stage { local, clock }, names: Names::default(), project })
    }

    fn signer(&self) -> ProjectJwt {
        ProjectJwt::new(self.project.clone())
    }

    async fn call<O: Operation>(&self, operation: O) -> Outcome<O::Output> {
        self.stage.prepare(self.signer(), operation).await
    }

    async fn prepare(&mut self, operation: &str) -> Outcome {
        let project = Project::new(self.project.access_key());
        let made = self.call(project.create_session().media_mode(MediaMode::Routed)).await?;
        self.names.add(SESSION, &*made.session_id);
        self.join(&made.session_id)?;
        let session = project.session(made.session_id);
        match operation.split_once('.').unwrap_or_default() {
            ("archive", call) if call != "start" => self.archive(&session).await,
            ("broadcast", call) if call != "start" => self.broadcast(&session).await,
            _ => Ok(()),
        }
    }

    /// A moderator is connected, and publishes twice.
    fn join(&mut self, session: &str) -> Outcome {
        let token = ClientToken::new(session).role(Role::Moderator);
        let token = token.jwt(&self.project, self.stage.clock.now(), Nonce::new(1)?)?;
        let moderator = self.stage.local.connect(session, &token)?;
        self.names.add(TOKEN, token);
        for stream in STREAMS {
            self.names.add(stream, moderator.publish_stream("")?.id);
        }
        Ok(())
    }

    async fn archive(&mut self, session: &Session) -> Outcome {
        let archive = self.call(session.start_archive().stream_mode(StreamMode::Manual)).await?;
        self.names.add(ARCHIVE, archive.id);
        Ok(())
    }

    async fn broadcast(&mut self, session: &Session) -> Outcome {
        let start = session.start_broadcast().hls(Hls::default()).stream_mode(StreamMode::Manual);
        let broadcast = self.call(start).await?;
        self.names.add(BROADCAST, broadcast.id);
        Ok(())
    }
}
