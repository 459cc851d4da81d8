use std::time::{Duration, SystemTime};

use pili_core::{Error, Result, Span, null_as_default, open_enum, time::unix_millis};
use pili_qiniu::length::seconds;
use serde::{Deserialize, Serialize};

use super::{Filter, Forward, Loops, Preload, Source, StatusCallback};
use crate::noun::check_span;

/// What a task does: from where, to where, when, how often.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use pili_live::task::{Forward, Isp, Loops, Settings, Source, Task};
///
/// let first = Source::vod("http://files.example.com/one.flv");
/// let settings = Settings::new(first, Forward::to("rtmp://publish.example.com/shows/loop").isp(Isp::Unicom))
///     .source(Source::vod("http://files.example.com/two.flv"))
///     .loops(Loops::Endless)
///     .retry_time(Duration::from_secs(120))
///     .deliver(SystemTime::now() + Duration::from_secs(3600)..);
/// let create = Task::create("loop1", settings);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    body: TaskBody,
    deliver: Span,
}

impl Settings {
    /// The shortest time for reconnecting.
    const SHORTEST_RETRY: Duration = Duration::from_secs(60);

    /// Pulls a source and publishes it. Further ones are added below. Example: [`Settings`].
    pub fn new(source: Source, forward: impl Into<Forward>) -> Self {
        let body =
            TaskBody { source_urls: vec![source], forward_urls: vec![forward.into()], ..TaskBody::default() };
        Self { body, deliver: Span::default() }
    }

    /// Adds a source, which is pulled when the one before has ended. Example: [`Settings`].
    pub fn source(mut self, source: Source) -> Self {
        self.body.source_urls.push(source);
        self
    }

    /// Adds a place to publish to. Example: [`Settings::run_type`].
    pub fn forward(mut self, forward: impl Into<Forward>) -> Self {
        self.body.forward_urls.push(forward.into());
        self
    }

    /// Words of your own. Example: [`Settings::run_type`].
    pub fn desc(mut self, desc: impl Into<String>) -> Self {
        self.body.desc = Some(desc.into());
        self
    }

    /// Whether [`seek`](super::Task::seek) is possible; without it, it is not.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// use pili_live::task::{Area, Filter, Forward, RtspTransport, RunType, Settings, Source, StatusCallback};
    ///
    /// let camera = Source::live("rtsp://camera.example.com/door").rtsp(RtspTransport::Tcp);
    /// let callback = StatusCallback::form("https://hooks.example.com/tasks")
    ///     .timeout(Duration::from_secs(3))
    ///     .retries(2, Duration::from_secs(1));
    /// let settings = Settings::new(camera, "rtmp://publish.example.com/shows/door")
    ///     .source(Source::vod("https://example.com/night.mp4").seek(Duration::from_secs(10)))
    ///     .forward(Forward::to("rtmp://publish.example.com/shows/door2"))
    ///     .desc("the front door")
    ///     .run_type(RunType::Normal)
    ///     .filter(Filter::new().area(Area::East))
    ///     .sustain()
    ///     .preload(UNIX_EPOCH + Duration::from_secs(1_700_000_000))
    ///     .status_callback(callback);
    /// # drop(settings);
    /// # drop(StatusCallback::get("https://hooks.example.com/tasks"));
    /// ```
    pub fn run_type(mut self, run_type: RunType) -> Self {
        self.body.run_type = run_type;
        self
    }

    /// Which machines may carry it out. Example: [`Settings::run_type`].
    pub fn filter(mut self, filter: Filter) -> Self {
        self.body.filter = Some(filter);
        self
    }

    /// How often it goes through its sources again; without it never. Example: [`Settings`].
    pub fn loops(mut self, loops: Loops) -> Self {
        self.body.loop_times = Some(loops);
        self
    }

    /// How long in all the service tries to connect again after a break: whole seconds, at least 60. A run of more than
    /// a minute starts the count anew. The vendor advises against it for files, which may then go on for ever.
    /// Example: [`Settings`].
    pub fn retry_time(mut self, time: Duration) -> Self {
        self.body.retry_time = Some(time);
        self
    }

    /// Starts and stops it by the clock, whole milliseconds; an open end leaves that to the calls.
    /// Example: [`Settings`].
    pub fn deliver(self, span: impl Into<Span>) -> Self {
        Self { deliver: span.into(), ..self }
    }

    /// Goes through its sources again without a break in what is published. Example: [`Settings::run_type`].
    pub fn sustain(mut self) -> Self {
        self.body.sustain = Some(true);
        self
    }

    /// Fetches the sources from this time on, before the task begins. Example: [`Settings::run_type`].
    pub fn preload(mut self, time: SystemTime) -> Self {
        self.body.preload = Some(Preload { enable: true, preload_time: Some(time) });
        self
    }

    /// Tells your server when the task's status changes. Example: [`Settings::run_type`].
    pub fn status_callback(mut self, callback: StatusCallback) -> Self {
        self.body.status_callback = Some(callback);
        self
    }

    /// What is sent.
    pub(super) fn body(&self) -> Result<TaskBody> {
        self.check()?;
        let (deliver_start_time, deliver_stop_time) = (self.deliver.start(), self.deliver.end());
        Ok(TaskBody { deliver_start_time, deliver_stop_time, ..self.body.clone() })
    }

    fn check(&self) -> Result<()> {
        let TaskBody { source_urls, forward_urls, loop_times, status_callback, retry_time, .. } = &self.body;
        source_urls.iter().try_for_each(Source::check)?;
        forward_urls.iter().try_for_each(Forward::check)?;
        loop_times.map_or(Ok(()), Loops::check)?;
        status_callback.as_ref().map_or(Ok(()), StatusCallback::check)?;
        if retry_time.is_some_and(|time| time < Self::SHORTEST_RETRY) {
            return Err(Error::invalid("retry time", "must be at least 60 s"));
        }
        check_span(self.deliver)?;
        if self.deliver.start().is_some() && self.deliver.start() == self.deliver.end() {
            return Err(Error::invalid("span", "must end after it starts"));
        }
        Ok(())
    }
}

open_enum! {
    /// Whether a task's position can be set.
    ///
    /// Example: [`Settings::run_type`].
    #[derive(Default)]
    RunType {
        /// It cannot.
        #[default]
        Normal = "normal",
        /// It can.
        Seek = "seek",
    }
}

/// What creates and changes a task.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[allow(missing_docs, reason = "each member is documented at its setter in `Settings`")]
pub struct TaskBody {
    /// Only where it is created.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desc: Option<String>,
    pub run_type: RunType,
    #[serde(deserialize_with = "null_as_default")]
    pub source_urls: Vec<Source>,
    #[serde(deserialize_with = "null_as_default")]
    pub forward_urls: Vec<Forward>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loop_times: Option<Loops>,
    #[serde(with = "seconds::option", skip_serializing_if = "Option::is_none")]
    pub retry_time: Option<Duration>,
    #[serde(with = "unix_millis::option", skip_serializing_if = "Option::is_none")]
    pub deliver_start_time: Option<SystemTime>,
    #[serde(with = "unix_millis::option", skip_serializing_if = "Option::is_none")]
    pub deliver_stop_time: Option<SystemTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sustain: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preload: Option<Preload>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_callback: Option<StatusCallback>,
}
