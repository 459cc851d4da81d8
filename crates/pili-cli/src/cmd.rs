//! One file a command.

mod api;
mod app;
mod callback;
mod completions;
mod config;
mod demo;
mod domain;
mod gate;
mod given;
mod hub;
mod load;
pub(crate) mod local;
mod man;
mod opentok;
mod oss;
mod room;
mod sign;
mod stat;
mod stream;
mod task;
mod url;
mod whoami;

use crate::{args::Command, context::Context, failure::Result};

/// Runs a command to its end.
pub(crate) async fn run(command: Command, context: &Context) -> Result {
    match command {
        Command::Stream(stream) => stream::run(stream, context).await,
        Command::Hub(hub) => hub::run(hub, context).await,
        Command::Domain(domain) => domain::run(domain, context).await,
        Command::Stat(stat) => stat::run(stat, context).await,
        Command::Task(task) => task::run(task, context).await,
        Command::Url(url) => url::run(url, context),
        Command::Sign(sign) => sign::run(sign, context),
        Command::App(app) => app::run(app, context).await,
        Command::Room(room) => room::run(room, context).await,
        Command::Oss(oss) => oss::run(oss, context).await,
        Command::OpenTok(opentok) => opentok::run(opentok, context).await,
        Command::Api(api) => api::run(api, context).await,
        Command::Load(load) => load::run(load, context).await,
        Command::Callback(callback) => callback::run(callback, context).await,
        Command::Config(config) => config::run(config, context),
        Command::Whoami => whoami::run(context),
        Command::Completions { shell } => completions::run(shell, context),
        Command::Man { command, dir } => man::run(&command, dir.as_deref(), context),
        Command::Demo(args) => demo::run(args, context).await,
        Command::Local(args) => local::run(args, context).await,
        Command::Gate(args) => gate::run(args, context).await,
        Command::Options | Command::ExitCodes | Command::Environment => man::topic(&command, context),
    }
}
