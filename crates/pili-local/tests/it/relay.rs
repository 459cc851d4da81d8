//! Pub tasks, carried out.

use std::time::Duration;

use pili_core::{ErrorKind, Reason};
use pili_live::{
    Code, Hub,
    stream::Format,
    task::{
        self, Change, Loops, Run, RunType, Settings, Source, Status, StatusCallback, Task, TaskId, TaskInfo,
    },
};
use pili_local::{DEMO_HUB, Local, Server, rtmp::Player};
use tokio::time::{sleep, timeout};

use crate::{
    callbacks::Owner,
    media::go_live,
    support::{hub, over_socket, plain_url, publish_url, serve},
};

/// A service on sockets, and its clients.
struct There {
    local: Local,
    server: Server,
    tasks: task::Client,
}

impl There {
    async fn new() -> Self {
        let local = Local::demo();
        let server = serve(&local).await;
        let tasks = over_socket(&local, &server).for_api();
        Self { local, server, tasks }
    }

    /// From a stream of the service over RTMP, to another.
    fn settings(&self, from: &str, to: &str) -> Settings {
        self.settings_of(Source::live(plain_url(&self.server, from)), to)
    }

    fn settings_of(&self, source: Source, to: &str) -> Settings {
        Settings::new(source, publish_url(&self.server, to, self.local.credentials()))
    }

    async fn create(&self, name: &str, settings: Settings) -> Task {
        let id: TaskId = self.tasks.send(Task::create(name, settings)).await.unwrap();
        Task::new(id)
    }

    async fn info(&self, task: &Task) -> TaskInfo {
        self.tasks.send(task.info()).await.unwrap()
    }

    async fn is_live(&self, key: &str) -> bool {
        let live = over_socket(&self.local, &self.server).send(hub().stream(key).live()).await;
        live.is_ok_and(|live| live.is_some())
    }

    async fn goes_live(&self, key: &str) {
        soon(async || self.is_live(key).await).await;
    }

    async fn becomes(&self, task: &Task, status: Status) -> TaskInfo {
        soon(async || self.info(task).await.status == Some(status.clone())).await;
        self.info(task).await
    }

    async fn history(&self) -> Vec<Run> {
        self.tasks.items(Task::history()).collect().await.unwrap()
    }

    async fn log(&self, task: &Task) -> String {
        self.tasks.send(task.run_info()).await.unwrap()
    }

    /// The clip as a file of the service.
    async fn file(&self, name: &str) -> String {
        go_live(&self.local, &self.server, "taped").await.finish().await.unwrap();
        let save = Hub::new(DEMO_HUB).stream("taped").save_as().file_name(name).format(Format::Flv);
        let client = over_socket(&self.local, &self.server);
        soon(async || client.send(&save).await.is_ok()).await;
        format!("http://{}/{DEMO_HUB}/files/{name}", self.server.addresses().http)
    }
}

/// Waits until something is so.
async fn soon(is_so: impl AsyncFn() -> bool) {
    let waiting = async {
        while !is_so().await {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(Duration::from_secs(20), waiting).await.expect("it is so soon");
}

#[tokio::test]
async fn a_task_relays_a_stream_of_the_service_until_it_is_stopped() {
    let there = There::new().await;
    let _publisher = go_live(&there.local, &there.server, "evening").await;
    let task = there.create("relay1", there.settings("evening", "copy")).await;
    assert_eq!(there.info(&task).await.status, Some(Status::Pending));
    assert_eq!(there.tasks.send(task.start()).await.unwrap(), Change::Made);
    there.goes_live("copy").await;
    let running = there.info(&task).await;
    assert_eq!((running.status, running.stop_time), (Some(Status::Running), None));
    let mut player = Player::connect(&plain_url(&there.server, "copy")).await.unwrap();
    assert!(player.next().await.unwrap().is_some());

    assert_eq!(there.tasks.send(task.start()).await.unwrap(), Change::Repeated);
    let refused = there.tasks.send(task.delete()).await.unwrap_err();
    assert_eq!(Code::of(&refused), Some(Code::TaskRunning));

    assert_eq!(there.tasks.send(task.stop()).await.unwrap(), Change::Made);
    assert!(!there.is_live("copy").await, "a stopped task publishes no more");
    assert_eq!(there.tasks.send(task.stop()).await.unwrap(), Change::Repeated);
    let log = there.log(&task).await;
    assert!(log.contains("/demo/evening") && log.contains("stopped") && !log.contains("token"), "{log}");
    let [run] = &there.history().await[..] else { panic!("one run") };
    assert_eq!((run.name.as_str(), &run.status), ("relay1", &Some(Status::Stopped)));
    assert!(run.start_time <= run.stop_time);

    assert_eq!(there.tasks.send(task.start()).await.unwrap(), Change::Made);
    there.goes_live("copy").await;
}

#[tokio::test]
async fn flv_over_http_is_pulled_and_a_source_that_ends_finishes_the_task() {
    let there = There::new().await;
    let publisher = go_live(&there.local, &there.server, "evening").await;
    let url = format!("http://{}/{DEMO_HUB}/evening.flv", there.server.addresses().http);
    let task = there.create("flv1", there.settings_of(Source::live(url), "copy")).await;
    there.tasks.send(task.start()).await.unwrap();
    there.goes_live("copy").await;
    publisher.finish().await.unwrap();
    there.becomes(&task, Status::Finished).await;
    soon(async || !there.is_live("copy").await).await;
}

#[tokio::test]
async fn a_file_is_played_in_its_own_time_as_often_as_asked() {
    let there = There::new().await;
    let url = there.file("clip.flv").await;
    let settings = there.settings_of(Source::vod(url), "copy").loops(Loops::Times(1)).sustain();
    let task = there.create("loop1", settings).await;
    let begun = std::time::Instant::now();
    there.tasks.send(task.start()).await.unwrap();
    there.becomes(&task, Status::Finished).await;
    assert!(begun.elapsed() > Duration::from_secs(3), "two seconds, twice: {:?}", begun.elapsed());
    let log = there.log(&task).await;
    assert_eq!(log.matches("pulling").count(), 2, "{log}");
    assert_eq!(log.matches("publishing to").count(), 1, "sustained: {log}");
}

#[tokio::test]
async fn a_position_is_sought_in_a_file_and_nowhere_else() {
    let there = There::new().await;
    let url = there.file("clip.flv").await;
    let endless = there.settings_of(Source::vod(url), "copy").run_type(RunType::Seek).loops(Loops::Endless);
    let task = there.create("seek1", endless).await;
    let early = there.tasks.send(task.seek(0, Duration::ZERO)).await.unwrap_err();
    assert!(early.to_string().contains("the task is not running"), "{early}");
    there.tasks.send(task.start()).await.unwrap();
    there.goes_live("copy").await;
    there.tasks.send(task.seek(0, Duration::from_secs(1))).await.unwrap();
    soon(async || there.log(&task).await.contains("to source 0 at 1 s")).await;
    let absent = there.tasks.send(task.seek(1, Duration::ZERO)).await.unwrap_err();
    assert!(absent.to_string().contains("invalid parameter: index"), "{absent}");
    let normal = there.create("normal1", there.settings("evening", "other")).await;
    let refused = there.tasks.send(normal.seek(0, Duration::ZERO)).await.unwrap_err();
    assert!(refused.to_string().contains("runType must be seek"), "{refused}");
}

#[tokio::test]
async fn what_is_out_of_reach_is_said_and_not_answered_with_success() {
    let there = There::new().await;
    let to = publish_url(&there.server, "copy", there.local.credentials());
    for (n, (settings, why)) in [
        (
            Settings::new(Source::live("rtsp://127.0.0.1/cam?key=secret"), &*to),
            "neither FLV over HTTP nor RTMP",
        ),
        (
            Settings::new(Source::live("rtmp://camera.example.com/live/a?key=secret"), &*to),
            "not on this machine",
        ),
        (
            there.settings("evening", "copy").forward("rtmp://publish.example.com/a/b?key=secret"),
            "not on this machine",
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let task = there.create(&format!("far{n}"), settings.clone()).await;
        let error = there.tasks.send(task.start()).await.unwrap_err();
        assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Api, 501));
        assert!(error.to_string().contains(why) && !error.to_string().contains("secret"), "{error}");
        assert_eq!(there.info(&task).await.status, Some(Status::Pending));
        let later = there.local.clock().now() + Duration::from_secs(60);
        let error = there.tasks.send(Task::create("later", settings.deliver(later..))).await.unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), 501);
    }
}

#[tokio::test]
async fn a_source_that_is_not_there_fails_the_task_and_is_named() {
    let there = There::new().await;
    let task = there.create("gone1", there.settings("nobody", "copy")).await;
    there.tasks.send(task.start()).await.unwrap();
    there.becomes(&task, Status::Failed).await;
    let [run] = &there.history().await[..] else { panic!("one run") };
    assert!(run.message.contains("/demo/nobody: play refused"), "{}", run.message);
    assert!(!there.is_live("copy").await);
}

#[tokio::test]
async fn a_break_is_mended_within_the_retry_time() {
    let there = There::new().await;
    let settings = there.settings("evening", "copy").retry_time(Duration::from_secs(60));
    let task = there.create("retry1", settings).await;
    there.tasks.send(task.start()).await.unwrap();
    soon(async || there.log(&task).await.contains("connecting again")).await;
    assert_eq!(there.info(&task).await.status, Some(Status::Running));
    let _publisher = go_live(&there.local, &there.server, "evening").await;
    there.goes_live("copy").await;
}

#[tokio::test]
async fn each_status_is_told_signed_and_with_the_values_of_its_variables() {
    let there = There::new().await;
    let mut owner = Owner::answering([]).await;
    let _publisher = go_live(&there.local, &there.server, "evening").await;
    let callback = StatusCallback::form(owner.url.as_str())
        .var("id", "$(taskID)")
        .var("status", "$(status)")
        .var("from", "$(startTime)")
        .var("to", "$(stopTime)");
    let task = there.create("told1", there.settings("evening", "copy").status_callback(callback)).await;
    there.tasks.send(task.start()).await.unwrap();
    let begun = owner.event(&there.local).await;
    assert_eq!((begun.get("status"), begun.get("to")), (Some("running"), None));
    let millis: u64 = begun.get("from").unwrap().parse().unwrap();
    assert!(millis > 1_600_000_000_000, "milliseconds: {millis}");
    there.goes_live("copy").await;
    there.tasks.send(task.stop()).await.unwrap();
    let ended = owner.event(&there.local).await;
    assert_eq!((ended.get("status"), ended.get("id")), (Some("stopped"), begun.get("id")));
    assert!(ended.get("to") >= ended.get("from"));
}

#[tokio::test]
async fn a_task_starts_and_stops_by_the_clock() {
    let there = There::new().await;
    let _publisher = go_live(&there.local, &there.server, "evening").await;
    let now = there.local.clock().now();
    let at = |seconds| now + Duration::from_secs(seconds);
    let task = there.create("timed1", there.settings("evening", "copy").deliver(at(600)..at(1200))).await;
    sleep(Duration::from_millis(300)).await;
    assert_eq!(there.info(&task).await.status, Some(Status::Pending));
    there.local.clock().advance(Duration::from_secs(601));
    there.goes_live("copy").await;
    there.local.clock().advance(Duration::from_secs(600));
    there.becomes(&task, Status::Stopped).await;
    assert!(!there.is_live("copy").await);
    let past = Task::create("late1", there.settings("evening", "copy").deliver(at(0)..at(1)));
    let refused = there.tasks.send(past).await.unwrap_err();
    assert!(refused.to_string().contains("deliverStartTime must be in the future"), "{refused}");
}

#[tokio::test]
async fn a_start_whose_answer_is_lost_is_no_failure() {
    let there = There::new().await;
    let _publisher = go_live(&there.local, &there.server, "evening").await;
    let task = there.create("lost1", there.settings("evening", "copy")).await;
    let lost = there.local.faults().on("pub.task.start").unwrap().cut().times(1).inject().unwrap();
    let change = there.tasks.send(task.start()).await.unwrap();
    assert_eq!(lost.met(), 1);
    assert_eq!(change, Change::Repeated);
    there.goes_live("copy").await;
}

#[tokio::test]
async fn tasks_are_listed_page_by_page_changed_and_deleted() {
    let there = There::new().await;
    for n in 0..5 {
        there.create(&format!("task{n}"), there.settings("evening", "copy").desc("a relay")).await;
    }
    there.create("other", there.settings("evening", "copy")).await;
    let names = async |list: task::List| {
        let found: Vec<TaskInfo> = there.tasks.items(list.limit(2)).collect().await.unwrap();
        found.into_iter().map(|task| task.name).collect::<Vec<_>>()
    };
    assert_eq!(names(Task::list()).await.len(), 6);
    assert_eq!(names(Task::list().name("relay")).await, ["task0", "task1", "task2", "task3", "task4"]);
    let found: Vec<TaskInfo> = there.tasks.items(Task::list().name("other")).collect().await.unwrap();
    let other = Task::new(found[0].task_id.clone());
    let taken = Task::create("task1", there.settings("evening", "copy"));
    let refused = there.tasks.send(taken).await.unwrap_err();
    assert!(refused.to_string().contains("another task has this name"), "{refused}");
    there.tasks.send(other.update(there.settings("night", "copy").loops(Loops::Endless))).await.unwrap();
    let changed = there.info(&other).await;
    assert_eq!((changed.name.as_str(), changed.loop_times), ("other", Loops::Endless));
    there.tasks.send(other.delete()).await.unwrap();
    assert_eq!(there.tasks.send(other.info()).await.unwrap_err().reason(), Reason::NotFound);
    assert_eq!(there.tasks.send(other.delete()).await.unwrap_err().reason(), Reason::NotFound);
}

#[tokio::test]
async fn a_service_that_ends_stops_its_tasks() {
    let there = There::new().await;
    let _publisher = go_live(&there.local, &there.server, "evening").await;
    let mut owner = Owner::answering([]).await;
    let callback = StatusCallback::json(owner.url.as_str()).var("status", "$(status)");
    let task = there.create("ends1", there.settings("evening", "copy").status_callback(callback)).await;
    there.tasks.send(task.start()).await.unwrap();
    there.goes_live("copy").await;
    assert_eq!(owner.event(&there.local).await.get("status"), Some("running"));
    timeout(Duration::from_secs(15), there.server.shutdown()).await.expect("an end");
    assert_eq!(owner.event(&there.local).await.get("status"), Some("stopped"));
}
