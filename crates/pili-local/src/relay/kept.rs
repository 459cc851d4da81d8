use std::{collections::VecDeque, time::SystemTime};

use jiff::Timestamp;
use pili_live::{
    task::{Preload, PreloadStatus, Run, RunType, Status, TaskId, TaskInfo, VideoType},
    wire::task::{SeekBody, TaskBody},
};
use serde::{Deserialize, Serialize};
use tokio::sync::{mpsc, watch};

use super::check::wrong;
use crate::{data::plain_rows, reply::Refused};

/// A task, as the service keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) settings: TaskBody,
    pub(super) status: Status,
    pub(super) start_time: Option<SystemTime>,
    pub(super) stop_time: Option<SystemTime>,
    /// How often it was started: tells a run from an older one.
    pub(super) runs: u64,
    /// How many times it was put on a schedule: tells one from an older one.
    pub(super) schedules: u64,
    #[serde(skip)]
    control: Option<Control>,
    create_time: SystemTime,
    log: VecDeque<String>,
}

/// What a run is told, and whether it is over.
#[derive(Clone, Debug)]
pub(super) struct Control {
    pub(super) stop: watch::Sender<bool>,
    pub(super) seek: mpsc::Sender<SeekBody>,
    /// Closed when the run is over.
    pub(super) over: watch::Receiver<()>,
}

plain_rows!(Kept);

impl Kept {
    /// Lines of a log.
    const LINES: usize = 200;

    pub(super) fn new(settings: TaskBody, create_time: SystemTime) -> Self {
        Self {
            settings,
            status: Status::Pending,
            start_time: None,
            stop_time: None,
            runs: 0,
            schedules: 0,
            control: None,
            create_time,
            log: VecDeque::new(),
        }
    }

    pub(super) fn is_running(&self) -> bool {
        self.status == Status::Running
    }

    pub(super) fn is_called(&self, part: &str) -> bool {
        let texts = [&self.settings.name, &self.settings.desc];
        texts.into_iter().any(|text| text.as_deref().unwrap_or_default().contains(part))
    }

    /// Begins a run, and gives its number.
    pub(super) fn begin(&mut self, now: SystemTime, control: Control) -> u64 {
        self.runs += 1;
        self.status = Status::Running;
        (self.start_time, self.stop_time) = (Some(now), None);
        self.control = Some(control);
        self.log.clear();
        self.runs
    }

    /// Ends the run.
    pub(super) fn end(&mut self, now: SystemTime, status: Status, message: &str) -> Run {
        self.note(now, message);
        self.status = status.clone();
        self.stop_time = Some(now);
        Run {
            name: self.settings.name.clone().unwrap_or_default(),
            start_time: self.start_time,
            stop_time: self.stop_time,
            status: Some(status),
            message: message.to_owned(),
        }
    }

    /// What the last run is told by.
    pub(super) fn control(&self) -> Option<Control> {
        self.control.clone()
    }

    pub(super) fn note(&mut self, now: SystemTime, line: &str) {
        let at = Timestamp::try_from(now).map(|at| format!("{at:.3} ")).unwrap_or_default();
        self.log.push_back(format!("{at}{line}\n"));
        while self.log.len() > Self::LINES {
            self.log.pop_front();
        }
    }

    pub(super) fn log(&self) -> String {
        self.log.iter().map(String::as_str).collect()
    }

    /// Takes a run to another position, if it can be.
    pub(super) fn seek(&self, to: SeekBody) -> Result<(), Refused> {
        if self.settings.run_type != RunType::Seek {
            return Err(wrong("runType must be seek"));
        }
        let source = self.settings.source_urls.get(to.index as usize);
        let source = source.ok_or_else(|| wrong("index must be that of a source"))?;
        if source.video_type != VideoType::Vod {
            return Err(wrong("the source must be a file: nobody can seek in what is live"));
        }
        let control = self.control.as_ref().filter(|_| self.is_running());
        let control = control.ok_or(Refused::fixed(400, "invalid parameter: the task is not running"))?;
        control.seek.try_send(to).map_err(|_| Refused::new(500, "seek task fail"))
    }

    pub(super) fn info(&self, id: &str) -> TaskInfo {
        let settings = self.settings.clone();
        TaskInfo {
            task_id: TaskId::unchecked(id),
            uid: Some(1),
            name: settings.name.unwrap_or_default(),
            desc: settings.desc.unwrap_or_default(),
            run_type: Some(settings.run_type),
            source_urls: settings.source_urls,
            forward_urls: settings.forward_urls,
            filter: settings.filter.unwrap_or_default(),
            status: Some(self.status.clone()),
            deliver_start_time: settings.deliver_start_time,
            deliver_stop_time: settings.deliver_stop_time,
            start_time: self.start_time,
            stop_time: self.stop_time,
            create_time: Some(self.create_time),
            loop_times: settings.loop_times.unwrap_or_default(),
            retry_time: settings.retry_time,
            retry: Some(0),
            preload: settings.preload.unwrap_or_default(),
            preload_status: settings.preload.and_then(fetched),
            status_callback: settings.status_callback,
        }
    }
}

/// Nothing is fetched before a task begins.
fn fetched(preload: Preload) -> Option<PreloadStatus> {
    preload.enable.then_some(PreloadStatus::Failed)
}
