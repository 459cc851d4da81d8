//! The `pili` command: calls, URLs and tokens from a shell, a local service, and a demonstration on it.

mod args;
mod calls;
mod clock;
mod cmd;
mod config;
mod context;
mod environment;
mod exit;
mod failure;
mod many;
mod output;
mod saved;
mod target;

use std::process::ExitCode;

use args::{Args, Command};
use context::Context;
use exit::Exit;

#[tokio::main]
async fn main() -> ExitCode {
    let Args { global, log, command } = args::parse();
    output::log_to_stderr(log.as_deref().unwrap_or(command.log()));
    match command {
        Command::Demo(demo) => cmd::demo::run(demo).await,
        Command::Local(local) => cmd::local::run(local, global.secret_stdin).await,
        command => run(command, &Context::new(global)).await.into(),
    }
}

async fn run(command: Command, context: &Context) -> Exit {
    match cmd::run(command, context).await {
        Ok(()) => Exit::Ok,
        Err(failure) => {
            failure.tell(context.is_verbose());
            failure.exit()
        }
    }
}
