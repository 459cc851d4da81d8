//! The `pili` command: calls, URLs and tokens from a shell, a local service, and a demonstration on it.

mod args;
mod calls;
mod clip;
mod clock;
mod cmd;
mod config;
mod context;
mod environment;
mod exit;
mod failure;
mod ffmpeg;
mod many;
mod output;
mod saved;
mod target;
mod viewing;

use std::process::ExitCode;

use args::{Args, Command};
use context::Context;
use exit::Exit;
use mimalloc::MiMalloc;
use output::Output;

/// The system's holds some 40 % more than `--memory` under a hundred publishers: it keeps what their frames leave free.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let Args { global, log, command } = match args::parse() {
        Ok(args) => args,
        Err(help) => return told(&help),
    };
    output::log_to_stderr(log.as_deref().unwrap_or("warn"));
    run(command, &Context::new(global)).await.into()
}

/// Help that was asked for is an output like any other; what is wrong ends the program here.
fn told(help: &clap::Error) -> ExitCode {
    if help.use_stderr() {
        help.exit();
    }
    match Output::default().text(help.render().ansi()) {
        Ok(()) => Exit::Ok.into(),
        Err(failure) => {
            failure.tell(false);
            failure.exit().into()
        }
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
