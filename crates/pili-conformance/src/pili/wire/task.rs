//! Pub tasks (spec 4.13).

use std::time::Duration;

use pili_live::task::{
    Create, Delete, Filter, Forward, History, Info, List, Loops, Preload, RunInfo, RunType, Seek, Settings,
    Source, Start, StatusCallback, Stop, Task, TaskId, TaskName, Update,
};

use super::meaning::{Meaning, set};
use crate::outcome::{Difference, Outcome};

pub(super) fn create(meaning: &Meaning<'_>) -> Outcome<Create> {
    let name = TaskName::unchecked(meaning.required::<String>("name")?);
    Ok(Task::create(name, settings(meaning)?))
}

pub(super) fn update(meaning: &Meaning<'_>) -> Outcome<Update> {
    Ok(task(meaning)?.update(settings(meaning)?))
}

pub(super) fn info(meaning: &Meaning<'_>) -> Outcome<Info> {
    Ok(task(meaning)?.info())
}

pub(super) fn list(meaning: &Meaning<'_>) -> Outcome<List> {
    let list = set(Task::list(), meaning.parameter("marker"), List::marker);
    let list = set(list, meaning.number_parameter("limit")?, List::limit);
    Ok(set(list, meaning.parameter("name"), List::name))
}

pub(super) fn delete(meaning: &Meaning<'_>) -> Outcome<Delete> {
    Ok(task(meaning)?.delete())
}

pub(super) fn start(meaning: &Meaning<'_>) -> Outcome<Start> {
    Ok(task(meaning)?.start())
}

pub(super) fn stop(meaning: &Meaning<'_>) -> Outcome<Stop> {
    Ok(task(meaning)?.stop())
}

pub(super) fn run_info(meaning: &Meaning<'_>) -> Outcome<RunInfo> {
    Ok(task(meaning)?.run_info())
}

pub(super) fn history(meaning: &Meaning<'_>) -> Outcome<History> {
    let history = Task::history().span(meaning.millis_span("start", "end")?);
    let history = set(history, meaning.parameter("marker"), History::marker);
    let history = set(history, meaning.number_parameter("limit")?, History::limit);
    Ok(set(history, meaning.parameter("name"), History::name))
}

pub(super) fn seek(meaning: &Meaning<'_>) -> Outcome<Seek> {
    let position = Duration::from_secs(meaning.required("seek")?);
    Ok(task(meaning)?.seek(meaning.required("index")?, position))
}

/// The task in the path.
fn task(meaning: &Meaning<'_>) -> Outcome<Task> {
    Ok(Task::new(TaskId::unchecked(meaning.name("task")?)))
}

fn settings(meaning: &Meaning<'_>) -> Outcome<Settings> {
    let mut sources = meaning.required::<Vec<Source>>("sourceUrls")?.into_iter();
    let mut forwards = meaning.required::<Vec<Forward>>("forwardUrls")?.into_iter();
    let none = || Difference::new("the body has no source or no forward");
    let first = sources.next().zip(forwards.next()).ok_or_else(none)?;
    let settings = sources.fold(Settings::new(first.0, first.1), Settings::source);
    let settings = forwards.fold(settings, Settings::forward);
    let settings = set(settings, meaning.member::<String>("desc")?, Settings::desc);
    let settings = set(settings, meaning.member::<RunType>("runType")?, Settings::run_type);
    let settings = set(settings, meaning.member::<Filter>("filter")?, Settings::filter);
    let settings = set(settings, meaning.member::<Loops>("loopTimes")?, Settings::loops);
    let retry = meaning.member("retryTime")?.map(Duration::from_secs);
    let settings = set(settings, retry, Settings::retry_time);
    let settings = settings.deliver(meaning.millis_members("deliverStartTime", "deliverStopTime")?);
    let settings = set(settings, meaning.member::<bool>("sustain")?, |settings, _| settings.sustain());
    let preload = meaning.member::<Preload>("preload")?.and_then(|preload| preload.preload_time);
    let settings = set(settings, preload, Settings::preload);
    Ok(set(settings, meaning.member::<StatusCallback>("statusCallback")?, Settings::status_callback))
}
