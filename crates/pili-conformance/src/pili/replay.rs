//! A service in which everything is that the recordings name.

use std::{
    net::TcpListener,
    time::{Duration, UNIX_EPOCH},
};

use pili_auth::{
    Clock,
    qiniu::{FirstGen, QiniuV2},
};
use pili_core::Operation;
use pili_live::{
    Hub,
    domain::DomainType,
    first::Streams,
    task::{RunType, Settings, Source, Task},
};
use pili_local::{Local, Server};
use pili_media::rtmp::Publisher;
use pili_rtc::{App, AppId, Permission, RoomAccess, RoomName, UserId, job, v2::Rooms};
use pili_urls::publish::PublishAuth;

use super::{request::credentials, scheme::Scheme};
use crate::{
    case::Case,
    outcome::Outcome,
    replay::{Answer, Exception, GOOD_FOR, Names, Replay, Stage, publish},
    runtime::block_on,
};

pub(super) const REPLAY: Replay = Replay { send: |case| block_on(replay(case)), exceptions: EXCEPTIONS };

const EXCEPTIONS: &[Exception] = &[
    Exception {
        file: "stat.play_history",
        cases: &["pili2-python missing-question-mark"],
        status: 501,
        reason: "the SDK forgets the `?`, so that it asks for a path which is none",
    },
    Exception {
        file: "stream.create",
        cases: &["pili2-python unicode", "pili-sdk-php.v2 unicode"],
        status: 400,
        reason: "the vendor documents letters and digits for a stream key (spec 6)",
    },
    Exception {
        file: "v1.stream.create",
        cases: &[
            "pili-python-1.5.8 basic",
            "pili-sdk-nodejs@v1.5.5 basic",
            "pili-sdk-go basic",
            "pili-sdk-php@1.5.4 basic",
        ],
        status: 400,
        reason: "the vendor documents at least four characters for a title (spec 6)",
    },
];

const HUB: &str = "demo-hub";
const STREAM: &str = "stream-001";
const V1_STREAM: &str = "55d80075e3ba5723280000d2";
const FIRST_STREAM: &str = "54068a9063b906000d000001";
const APP: &str = "dgdl5ge8y";
const ROOM: &str = "room-01";
const USER: &str = "player-1";
const OLD_ROOM: &str = "roomname";
const TASK: &str = "5f0d2c";

async fn replay(case: Case<'_>) -> Outcome<Answer> {
    let mut there = There::new(case)?;
    there.prepare(case.operation()?).await?;
    let request = there.names.request(case)?;
    let keys = there.stage.local.credentials().clone();
    let signed = Scheme::of(case.text("/signature/scheme")?, keys)?.sign(&request)?;
    there.stage.send(signed.request).await
}

/// What is there when the request comes.
struct There {
    stage: Stage,
    names: Names,
    /// Whoever publishes meanwhile.
    publishing: Option<(Server, Publisher)>,
    /// What a task names.
    silent: Option<TcpListener>,
}

impl There {
    /// At the time that the call asks for, so that there is something of that time.
    fn new(case: Case<'_>) -> Outcome<Self> {
        let start = case.get("/meaning/body_json/start").and_then(|start| start.as_u64());
        let start = start.filter(|start| *start > 0).unwrap_or(1_700_000_000);
        let clock = Clock::fixed(UNIX_EPOCH + Duration::from_secs(start));
        let keys = credentials(case.file)?;
        let local = Local::builder().credentials(keys).hub(HUB).clock(clock.clone()).build();
        Ok(Self { stage: Stage { local, clock }, names: Names::default(), publishing: None, silent: None })
    }

    async fn prepare(&mut self, operation: &str) -> Outcome {
        match operation {
            // These make something new.
            "domain.bind"
            | "first.stream.create"
            | "pub.task.create"
            | "rtc.app.create"
            | "rtc.room.create"
            | "stream.create"
            | "v1.stream.create" => Ok(()),
            "rtc.room.get" | "rtc.room.users_v12" => self.make_old_rooms().await,
            _ => match operation.split_once('.').unwrap_or_default().0 {
                "domain" => self.bind_domain().await,
                "first" => self.make_first_stream().await,
                "pub" => self.make_task(operation).await,
                "rtc" => self.make_app(operation).await,
                "stat" | "stream" => self.publish(STREAM).await,
                "v1" => self.publish(V1_STREAM).await,
                _ => Ok(()),
            },
        }
    }

    async fn call<O: Operation>(&self, operation: O) -> Outcome<O::Output> {
        let signer = QiniuV2::new(self.stage.local.credentials().clone());
        self.stage.prepare(signer, operation).await
    }

    async fn bind_domain(&self) -> Outcome {
        self.call(Hub::new(HUB).domain("live.example.com").bind(DomainType::LiveHls)).await
    }

    async fn make_first_stream(&mut self) -> Outcome {
        let signer = FirstGen::new(self.stage.local.credentials().clone());
        let made = self.stage.prepare(signer, Streams::default().create()).await?;
        self.names.add(FIRST_STREAM, made.id.as_str());
        Ok(())
    }

    /// Publishes to the end, and once more.
    async fn publish(&mut self, key: &str) -> Outcome {
        self.call(Hub::new(HUB).stream(key).create()).await?;
        let server = self.stage.serve().await?;
        let url = format!("rtmp://{}/{HUB}/{key}", server.addresses().rtmp);
        let credentials = self.stage.local.credentials().clone();
        let auth = PublishAuth::ExpirySk { credentials, expires_at: self.stage.clock.now() + GOOD_FOR };
        let url = auth.sign(&url)?;
        publish(&url).await?.finish().await?;
        self.publishing = Some((server, publish(&url).await?));
        Ok(())
    }

    /// A task of a source and a place that nobody answers at, so that it runs until it is stopped.
    async fn make_task(&mut self, operation: &str) -> Outcome {
        let silent = TcpListener::bind("127.0.0.1:0")?;
        let place = format!("{}/live/door", silent.local_addr()?);
        self.silent = Some(silent);
        let settings = Settings::new(Source::vod(format!("http://{place}.flv")), format!("rtmp://{place}"));
        let create = Task::create("demo1", settings.run_type(RunType::Seek));
        let id = self.call(create).await?;
        self.names.add(TASK, id.as_str());
        match operation {
            "pub.task.seek" | "pub.task.stop" => self.call(Task::new(id).start()).await.map(drop),
            _ => Ok(()),
        }
    }

    async fn make_old_rooms(&self) -> Outcome {
        for rooms in [Rooms::v1(), Rooms::v2()] {
            self.call(rooms.create_room("admin_user").room_name(OLD_ROOM)).await?;
        }
        Ok(())
    }

    async fn make_app(&mut self, operation: &str) -> Outcome {
        let id = self.call(App::create()).await?.app_id;
        self.names.add(APP, id.as_str());
        let room = App::new(id.clone()).room(ROOM);
        if operation != "rtc.room.create_v3" {
            self.enter(id)?;
        }
        match operation {
            "rtc.merge_v3.tracks" => self.call(room.merge_job("merge-1").start()).await.map(drop),
            "rtc.job_v4.stop" => {
                let output = job::Output::rtmp("rtmp://publish.example.com/demo-hub/evening");
                let start = room.start_job(job::Kind::Basic).id("basic-1").output(output);
                self.call(start).await.map(drop)
            }
            _ => Ok(()),
        }
    }

    /// Lets a user into the room.
    fn enter(&self, app: AppId) -> Outcome {
        let (room, user) = (RoomName::new(ROOM)?, UserId::new(USER)?);
        let expires_at = self.stage.clock.now() + GOOD_FOR;
        let access = RoomAccess::v3(app, room, user, Permission::User, expires_at);
        let token = access.token(self.stage.local.credentials())?;
        self.stage.local.enter_room(&token)?;
        Ok(())
    }
}
