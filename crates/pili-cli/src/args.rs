//! What the command understands.

mod api;
mod app;
mod callback;
pub(crate) mod choice;
mod config;
mod domain;
mod gate;
mod global;
mod hub;
mod job;
mod json;
mod load;
mod local;
mod many;
mod names;
pub(crate) mod opentok;
mod oss;
mod pub_task;
mod room;
mod rule;
mod save;
mod sign;
mod span;
mod stat;
mod stream;
mod task;
mod topic;
mod tree;
mod url;
mod watch;

use std::path::PathBuf;

use clap::{Args as Arguments, Parser, Subcommand};
use clap_complete::Shell;
use tracing_subscriber::{EnvFilter, filter::ParseError};

pub(crate) use api::Api;
pub(crate) use app::App;
pub(crate) use callback::{Callback, Check, Listen, Saved, Verify};
pub(crate) use config::Config;
pub(crate) use domain::Domain;
pub(crate) use gate::Gate;
pub(crate) use global::Global;
pub(crate) use hub::Hub;
pub(crate) use job::{Forward, Job, Merge, OneForward, OneJob, StartMerge};
pub(crate) use json::json;
pub(crate) use load::{Load, LoadOptions, LoadPlay, LoadPublish};
pub(crate) use local::Local;
pub(crate) use many::{Chosen, Many};
pub(crate) use names::{InApp, InHub, Until};
pub(crate) use opentok::OpenTok;
pub(crate) use oss::{Channel, ChannelUrl, CreateChannel, InBucket, OneChannel, Oss, Vod};
pub(crate) use pub_task::{PubTask, WithRoomToken};
pub(crate) use room::{CreateRoom, OneRoom, Room, RoomToken, Version};
pub(crate) use rule::Rule;
pub(crate) use save::{SaveStreams, SnapshotStreams};
pub(crate) use sign::{Scheme, Sign, SignExplain};
pub(crate) use span::{InSpan, between};
pub(crate) use stat::{Play, Stat, Usage, UsageOf};
pub(crate) use stream::{
    Converts, Disable, Enable, Key, KeyInSpan, ListStreams, LiveStreams, Stream, StreamInfo,
};
pub(crate) use task::{AtHost, OneTask, Pulled, RunHistory, Task, TaskSettings};
pub(crate) use tree::{parse, whole, with_short_help};
pub(crate) use url::{Explain, Leech, PlayProtocol, PlayUrl, PublishProtocol, PublishUrl, Url};
pub(crate) use watch::{Watch, Watched};

/// The whole command line. What `pili --help` says first is the description of the crate.
#[derive(Debug, Parser)]
#[command(
    name = "pili",
    version,
    about,
    max_term_width = 100,
    subcommand_required = true,
    arg_required_else_help = true,
    help_template = "{about}\nCommands:\n{subcommands}{after-help}",
    after_help = "\
`pili help` also knows: options, environment, exit-codes, completions, man."
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    /// Logs to standard error what passes this filter: `info`, `pili_local=debug` …
    #[arg(
        long,
        global = true,
        env = "PILI_LOG",
        value_name = "FILTER",
        value_parser = filter,
        help_heading = "Options of every command"
    )]
    pub(crate) log: Option<String>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Does the whole job once on a local service
    #[command(after_help = "\
Examples:
  pili demo
  pili demo --stay --http-port 8935 --rtmp-port 1935")]
    Demo(Demo),
    /// Runs a local service that speaks the vendors' wire, until Ctrl-C
    #[command(
        after_help = "\
Examples (`pili help local` tells more):
  pili local --hub shows --test-stream evening",
        after_long_help = "\
Examples:
  pili local --hub shows --test-stream evening
  pili local --config shows.toml --publish-rule none
  PILI_LOCAL_SECRET_KEY=secret pili local --host 0.0.0.0 --access-key key

What happens is told on standard error, a line for each publish, play, refusal,
call and so on; --quiet keeps silent. --json prints one object with addresses,
keys and URLs; --jsonl that object, and then a line of JSON for each event."
    )]
    Local(Local),
    /// Decides for live engines of your own who may publish and play
    #[command(after_help = "\
Examples (docs/your-own-edge.md has the file, and what each engine needs):
  pili gate --config gate.toml
  pili gate --config gate.toml --check
  pili gate --config gate.toml --explain 'rtmp://a.example.com/shows/evening?e=1'")]
    Gate(Gate),
    /// Lists, shows, disables, saves streams and more
    #[command(subcommand)]
    Stream(Stream),
    /// Lists hubs, shows and changes their settings
    #[command(subcommand)]
    Hub(Hub),
    /// Binds domains to hubs, shows and changes their settings
    #[command(subcommand)]
    Domain(Domain),
    /// Tells who played, and what was used
    #[command(subcommand)]
    Stat(Stat),
    /// Pulls sources and publishes them onward, by tasks of Pub
    #[command(subcommand)]
    Task(Task),
    /// Makes publish and play URLs, and explains them
    #[command(subcommand)]
    Url(Url),
    /// Explains the signature of a request
    #[command(subcommand)]
    Sign(Sign),
    /// Lists, creates, changes and deletes RTC apps
    #[command(subcommand)]
    App(App),
    /// Makes tokens for RTC rooms, shows users, merges and forwards
    #[command(subcommand)]
    Room(Room),
    /// Creates, shows and changes live channels of OSS
    #[command(subcommand)]
    Oss(Oss),
    /// Makes tokens for OpenTok, records and broadcasts sessions
    #[command(subcommand, name = "opentok")]
    OpenTok(OpenTok),
    /// Sends a signed call of any method and path
    Api(Api),
    /// Publishes and plays many streams for a while, and measures it
    #[command(subcommand)]
    Load(Load),
    /// Receives and verifies callbacks
    #[command(subcommand)]
    Callback(Callback),
    /// Keeps keys and names in profiles
    #[command(subcommand)]
    Config(Config),
    /// Says where calls go, with which keys, and who said so
    #[command(after_help = "Example:\n  pili whoami --profile production")]
    Whoami,
    /// Prints completions for a shell
    #[command(
        hide = true,
        after_help = "\
Examples:
  pili completions bash > ~/.local/share/bash-completion/completions/pili
  pili completions zsh > ~/.zfunc/_pili
  pili completions fish > ~/.config/fish/completions/pili.fish"
    )]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Prints the manual
    #[command(
        hide = true,
        after_help = "\
Examples:
  pili man | man -l -
  pili man stream | man -l -
  pili man --dir ~/.local/share/man/man1"
    )]
    Man {
        /// The command whose page it is; `pili` itself without one
        command: Vec<String>,
        /// Writes all pages into this folder instead
        #[arg(long, value_name = "DIR", conflicts_with = "command")]
        dir: Option<PathBuf>,
    },
    /// The options of every command
    #[command(hide = true, help_template = "{all-args}")]
    Options,
    /// What the exit codes mean
    #[command(hide = true, about = topic::EXIT_CODES, help_template = "{about}\n")]
    ExitCodes,
    /// Which variables and files are read
    #[command(hide = true, about = topic::ENVIRONMENT, help_template = "{about}\n")]
    Environment,
}

/// Arguments of `pili demo`.
#[derive(Clone, Copy, Debug, Arguments)]
pub(crate) struct Demo {
    /// Prints a line of JSON for each step.
    #[arg(long)]
    pub(crate) json: bool,
    /// Keeps the service up afterwards, and prints commands to try it with.
    #[arg(long)]
    pub(crate) stay: bool,
    /// The port of the API and of playback over HTTP; any free one unless it is given. `pili --local` looks at 8935.
    #[arg(long, default_value_t = 0, hide_default_value = true, value_name = "PORT")]
    pub(crate) http_port: u16,
    /// The port of RTMP; any free one unless it is given.
    #[arg(long, default_value_t = 0, hide_default_value = true, value_name = "PORT")]
    pub(crate) rtmp_port: u16,
}

fn filter(text: &str) -> Result<String, ParseError> {
    EnvFilter::try_new(text).map(|_| text.to_owned())
}
