//! `pili task`. Parts of a task may be given as the API has them, in JSON.

use std::time::{Duration, SystemTime};

use clap::{Args as Arguments, Subcommand, ValueEnum};
use pili::{
    Endpoint,
    live::task::{self, Filter, Forward, Loops, Source, StatusCallback},
};

use super::{InSpan, json};
use crate::clock;

/// `pili task`.
#[derive(Debug, Subcommand)]
pub(crate) enum Task {
    /// Lists tasks
    #[command(after_help = "Example:\n  pili task ls --name door --jsonl | jq -r .taskID")]
    Ls {
        #[command(flatten)]
        at: AtHost,
        /// Only those with this in their name or description
        #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
        name: String,
        /// At most so many
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
    },
    /// Creates a task, which begins when it is started
    #[command(after_help = "\
Example (`pili help task create` lists more options):
  pili task create door1 --source rtmp://camera.example.com/live/door --forward \"$URL\"")]
    Create(Box<CreateTask>),
    /// Changes a task to what is given now
    #[command(after_help = "\
Example (`pili help task update` lists more options):
  pili task update 42 --vod --source http://files.example.com/a.flv --forward \"$URL\"")]
    Update(Box<UpdateTask>),
    /// Shows a task, and how far it is
    #[command(after_help = "Example:\n  pili task info 42 --json | jq .status")]
    Info(OneTask),
    /// Starts a task now
    #[command(after_help = "Example:\n  pili task start 42")]
    Start(OneTask),
    /// Stops a task now
    #[command(after_help = "Example:\n  pili task stop 42")]
    Stop(OneTask),
    /// Shows what the machine of a task has logged
    #[command(after_help = "Example:\n  pili task run-info 42")]
    RunInfo(OneTask),
    /// Lists past runs of tasks
    #[command(after_help = "Example:\n  pili task history --name door --from -1d")]
    History(RunHistory),
    /// Goes on at a position of a source; Miku does not have it
    #[command(after_help = "Example:\n  pili task seek 42 0 1m30s")]
    Seek {
        #[command(flatten)]
        task: OneTask,
        /// The source, counted from 0
        source: u32,
        /// The position in it: `90s`, `1h30m`
        #[arg(value_parser = clock::length)]
        position: Duration,
    },
    /// Deletes a task, which must not be running
    #[command(after_help = "Example:\n  pili task delete 42")]
    Delete(OneTask),
}

/// At which of the vendor's hosts.
#[derive(Clone, Copy, Debug, Arguments)]
pub(crate) struct AtHost {
    /// Whose tasks, unless --endpoint or --local says where calls go
    #[arg(long, value_enum, value_name = "WHOSE")]
    pub(crate) host: Option<TaskHost>,
}

/// A host of Pub tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TaskHost {
    Pili,
    Overseas,
    Miku,
}

impl From<TaskHost> for Endpoint {
    fn from(host: TaskHost) -> Self {
        match host {
            TaskHost::Pili => task::ENDPOINT,
            TaskHost::Overseas => task::OVERSEAS_ENDPOINT,
            TaskHost::Miku => task::MIKU_ENDPOINT,
        }
    }
}

/// A task.
#[derive(Clone, Debug, Arguments)]
pub(crate) struct OneTask {
    /// The task's id
    #[arg(value_name = "TASK")]
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) at: AtHost,
}

/// Arguments of `pili task create`.
#[derive(Debug, Arguments)]
pub(crate) struct CreateTask {
    /// Its name: 1 to 20 letters or digits
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) at: AtHost,
    #[command(flatten)]
    pub(crate) settings: TaskSettings,
}

/// Arguments of `pili task update`.
#[derive(Debug, Arguments)]
pub(crate) struct UpdateTask {
    #[command(flatten)]
    pub(crate) task: OneTask,
    #[command(flatten)]
    pub(crate) settings: TaskSettings,
}

/// What a task does.
#[derive(Debug, Arguments)]
pub(crate) struct TaskSettings {
    /// What is pulled: a URL, or JSON; may be given several times
    #[arg(long = "source", value_name = "URL|JSON", required = true, value_parser = source)]
    pub(crate) sources: Vec<Pulled>,
    /// Where it is published: likewise
    #[arg(long = "forward", value_name = "URL|JSON", required = true, value_parser = forward)]
    pub(crate) forwards: Vec<Forward>,
    /// Sources that are given as URLs are files, not live streams
    #[arg(long)]
    pub(crate) vod: bool,
    /// Words of your own
    #[arg(long, value_name = "TEXT", hide_short_help = true)]
    pub(crate) desc: Option<String>,
    /// Allows `pili task seek`
    #[arg(long, hide_short_help = true)]
    pub(crate) seekable: bool,
    /// Which machines may carry it out, as the API has them
    #[arg(long, value_name = "JSON", value_parser = json::<Filter>, hide_short_help = true)]
    pub(crate) filter: Option<Filter>,
    /// Goes through its sources again so often, or `endless`
    #[arg(long, value_name = "N", value_parser = loops)]
    pub(crate) loops: Option<Loops>,
    /// Tries in all for so long to connect again; 1m at least
    #[arg(long, value_name = "TIME", value_parser = clock::length, hide_short_help = true)]
    pub(crate) retry_time: Option<Duration>,
    /// Starts by itself then, RFC 3339 or Unix seconds
    #[arg(long, value_name = "TIME", value_parser = clock::time, hide_short_help = true)]
    pub(crate) deliver_start_time: Option<SystemTime>,
    /// Stops by itself then
    #[arg(long, value_name = "TIME", value_parser = clock::time, hide_short_help = true)]
    pub(crate) deliver_stop_time: Option<SystemTime>,
    /// Goes through its sources again without a break
    #[arg(long, hide_short_help = true)]
    pub(crate) sustain: bool,
    /// Fetches the sources from then on, before it begins
    #[arg(long, value_name = "TIME", value_parser = clock::time, hide_short_help = true)]
    pub(crate) preload: Option<SystemTime>,
    /// What tells your server of its status, as the API has it
    #[arg(long, value_name = "JSON", value_parser = json::<StatusCallback>, hide_short_help = true)]
    pub(crate) status_callback: Option<StatusCallback>,
}

/// Arguments of `pili task history`.
#[derive(Debug, Arguments)]
pub(crate) struct RunHistory {
    #[command(flatten)]
    pub(crate) at: AtHost,
    /// Only runs of tasks whose names begin so
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) span: InSpan,
    /// At most so many
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
}

/// A source; whether a URL is a file is said for all of them.
#[derive(Clone, Debug)]
pub(crate) enum Pulled {
    Url(String),
    Whole(Source),
}

fn source(text: &str) -> Result<Pulled, String> {
    if is_json(text) { json(text).map(Pulled::Whole) } else { Ok(Pulled::Url(text.to_owned())) }
}

fn forward(text: &str) -> Result<Forward, String> {
    if is_json(text) { json(text) } else { Ok(Forward::to(text)) }
}

fn is_json(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

fn loops(text: &str) -> Result<Loops, String> {
    match text {
        "endless" => Ok(Loops::Endless),
        times => times.parse().map(Loops::Times).map_err(|_| "must be a number, or `endless`".to_owned()),
    }
}
