//! `pili task`: Pub tasks, which pull a source and publish it onward.

mod settings;

use pili::live::task::{Change, Pub, Task};
use serde_json::json;

use crate::{
    args::{self, AtHost, OneTask, RunHistory},
    calls::Calls,
    context::Context,
    failure::Result,
    output::Shape,
    target::{Found, Source},
};

const TASKS: Shape = Shape::new(&["taskID", "name", "status", "startTime", "stopTime", "desc"]).millis(&[
    "createTime",
    "startTime",
    "stopTime",
    "deliverStartTime",
    "deliverStopTime",
    "preload.preloadTime",
]);
const RUNS: Shape =
    Shape::new(&["name", "startTime", "stopTime", "status", "message"]).millis(&["startTime", "stopTime"]);
const CREATED: Shape = Shape::new(&["taskID"]);
const LOG: Shape = Shape::new(&["out"]);

pub(super) async fn run(command: args::Task, context: &Context) -> Result {
    match command {
        args::Task::Ls { at, name, limit } => {
            calls(at, context)?.pages(Task::list().name(name), limit, &TASKS, |task| task).await
        }
        args::Task::Create(args) => {
            let create = Task::create(args.name, settings::of(args.settings)?);
            let id = calls(args.at, context)?.send(create).await?;
            context.output.item(&json!({ "taskID": id.as_str() }), &CREATED)
        }
        args::Task::Update(args) => {
            let told = format!("changed task {}", args.task.id);
            let (calls, task) = one(args.task, context)?;
            calls.done(task.update(settings::of(args.settings)?), told).await
        }
        args::Task::Info(named) => {
            let (calls, task) = one(named, context)?;
            calls.show(task.info(), &TASKS).await
        }
        args::Task::Start(named) => {
            let id = named.id.clone();
            let (calls, task) = one(named, context)?;
            let change = calls.send(task.start()).await?;
            tell(change, &format!("started task {id}"), &format!("task {id} runs already"), context)
        }
        args::Task::Stop(named) => {
            let id = named.id.clone();
            let (calls, task) = one(named, context)?;
            let change = calls.send(task.stop()).await?;
            tell(change, &format!("stopped task {id}"), &format!("task {id} does not run"), context)
        }
        args::Task::RunInfo(named) => {
            let (calls, task) = one(named, context)?;
            let log = calls.send(task.run_info()).await?;
            context.output.essence(log.trim_end(), &json!({ "out": log }), &LOG)
        }
        args::Task::History(args) => history(args, context).await,
        args::Task::Seek { task: named, source, position } => {
            let told = format!("task {} goes on at {} s of source {source}", named.id, position.as_secs());
            let (calls, task) = one(named, context)?;
            calls.done(task.seek(source, position), told).await
        }
        args::Task::Delete(named) => {
            let told = format!("deleted task {}", named.id);
            let (calls, task) = one(named, context)?;
            calls.done(task.delete(), told).await
        }
    }
}

async fn history(args: RunHistory, context: &Context) -> Result {
    let history = Task::history().name(args.name).span(args.span.get()?);
    calls(args.at, context)?.pages(history, args.limit, &RUNS, |run| run).await
}

/// Says what came of a start or a stop, which do nothing to a task that is so already.
fn tell(change: Change, made: &str, repeated: &str, context: &Context) -> Result {
    context.output.note(match change {
        Change::Made => made,
        Change::Repeated => repeated,
    });
    Ok(())
}

/// Calls to the host that is meant: `--endpoint` and a local service stand for all of them.
fn calls(at: AtHost, context: &Context) -> Result<Calls<Pub>> {
    let mut target = context.target()?;
    let is_said = |found: &Found<_>| found.source == Source::Flag("--endpoint");
    let is_elsewhere = target.is_local || target.endpoint.as_ref().is_some_and(is_said);
    if let Some(host) = at.host.filter(|_| !is_elsewhere) {
        target.endpoint = Some(Found::new(host.into(), Source::Flag("--host")));
    }
    Calls::new(&target, context.output)
}

/// Calls, and the task that is meant.
fn one(named: OneTask, context: &Context) -> Result<(Calls<Pub>, Task)> {
    Ok((calls(named.at, context)?, Task::new(named.id)))
}
