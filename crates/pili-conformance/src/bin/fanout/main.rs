//! A thousand viewers of one stream: what they cost a server of RTMP and HTTP-FLV, and how long frames are on
//! their way. Servers, publisher and viewers are on this machine; the load is in this process, the server in its own.
//!
//! ```text
//! fanout compare [--viewers N] [--seconds N] [--rounds N]   pili local beside nginx-rtmp, as a table
//! fanout rounds [--viewers N] [--seconds N]                 the memory of pili local after two equal rounds
//! ```
//!
//! Needs `PILI_BIN`; `compare` needs nginx with its RTMP module. Figures of processes are read from `/proc`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the report is the program's output")]

mod compare;
mod crowd;
mod figures;
mod hello;
mod machine;
mod observer;
mod rounds;
mod server;
mod source;
mod stamp;
mod usage;

use std::{error::Error, process::ExitCode, time::Duration};

use clap::{Args, Parser, Subcommand};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// What a thousand viewers of one stream cost.
#[derive(Debug, Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Measures pili local and nginx-rtmp in turns.
    Compare {
        #[command(flatten)]
        load: Load,
        /// How often each is measured.
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
        rounds: u32,
    },
    /// Fails if a second round of viewers leaves more memory resident than the first.
    Rounds(Load),
}

/// Who watches, and for how long.
#[derive(Args, Clone, Copy, Debug)]
struct Load {
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..))]
    viewers: u32,
    /// How long it is measured.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,
}

impl Load {
    fn time(self) -> Duration {
        Duration::from_secs(self.seconds)
    }
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Outcome {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    match command {
        Command::Compare { load, rounds } => {
            usage::allow_files(load.viewers)?;
            runtime.block_on(compare::run(load, rounds))
        }
        Command::Rounds(load) => {
            usage::allow_files(load.viewers)?;
            runtime.block_on(rounds::run(load))
        }
    }
}
