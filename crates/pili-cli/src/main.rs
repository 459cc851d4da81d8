//! The `pili` command: the local service, and a demonstration of the whole job on it.

mod args;
mod cmd;
mod output;

use std::process::ExitCode;

use clap::Parser as _;

use args::{Args, Command};

#[tokio::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    output::log_to_stderr(args.log.as_deref().unwrap_or(args.command.log()));
    match args.command {
        Command::Demo(demo) => cmd::demo::run(demo).await,
        Command::Local(local) => cmd::local::run(local).await,
    }
}
