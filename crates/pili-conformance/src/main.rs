//! Runs the crates of pili-rs against recorded output of the vendors' own SDKs.
//!
//! ```text
//! pili-conformance vectors DIR…      files of cases: signatures, URLs, tokens, bodies
//! pili-conformance wire DIR…         recorded requests: ours must mean the same
//! pili-conformance replay DIR…       recorded requests: the local service does what they ask, or says why not
//! pili-conformance operations        every operation with the recordings it is compared with
//! pili-conformance oss-call …        one call to a service of OSS, for stories that oss2 tells as well
//! ```
//!
//! One line per failure, then `N passed, M failed`; exits with 1 when something failed.

#![allow(clippy::print_stdout, reason = "the report is the program's output")]

mod case;
mod files;
mod opentok;
mod operations;
mod oss;
mod outcome;
mod pili;
mod replay;
mod report;
mod run;
mod runtime;
mod time;
mod vendor;

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};

use files::Layout;

/// Checks the crates of pili-rs against recorded output of the vendors' own SDKs.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs every case of every vector file in the folders, not in their subfolders.
    Vectors(Selection),
    /// Compares our requests with the recorded ones in the folders, or in their `wire` subfolders.
    Wire(Selection),
    /// Sends the recorded requests in the folders to the local service; fails for one that it refuses without a
    /// stated reason.
    Replay(Selection),
    /// Lists our operations with the recordings that are kept of them; fails for one that is in no table.
    Operations {
        /// The folder that holds our crates' sources.
        #[arg(long, default_value = "crates")]
        crates: PathBuf,
        /// The folder that holds a folder of vectors per vendor.
        #[arg(long, default_value = "crates/pili-conformance/vectors")]
        vectors: PathBuf,
    },
    /// Sends one call to a service of OSS and prints its answer under oss2's names.
    OssCall(oss::ask::Question),
}

#[derive(Args, Debug)]
struct Selection {
    /// Only files of this kind, or recordings of this operation; the beginning of a name will do. Repeatable.
    #[arg(long, value_name = "KIND")]
    only: Vec<String>,
    #[arg(required = true, value_name = "DIR")]
    folders: Vec<PathBuf>,
}

fn main() -> ExitCode {
    let report = match Arguments::parse().command {
        Command::Vectors(chosen) => run::run(Layout::Vectors, &chosen.folders, &chosen.only),
        Command::Wire(chosen) => run::run(Layout::Wire, &chosen.folders, &chosen.only),
        Command::Replay(chosen) => replay::run(&chosen.folders, &chosen.only),
        Command::Operations { crates, vectors } => operations::run(&crates, &vectors),
        Command::OssCall(question) => return told(oss::ask::ask(&question)),
    };
    println!("{report}");
    if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Prints an answer as it is; 1 when there is none.
fn told(answer: outcome::Outcome<serde_json::Value>) -> ExitCode {
    match answer {
        Ok(answer) => {
            println!("{answer}");
            ExitCode::SUCCESS
        }
        Err(difference) => {
            println!("{difference}");
            ExitCode::FAILURE
        }
    }
}
