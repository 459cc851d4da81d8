//! Every job of CI, of conformance and of a release, by name: `cargo xtask help`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool talks to its user")]

mod bench;
mod book;
mod bounds;
mod built;
mod calls;
mod ci;
mod conformance;
mod deny;
mod dist;
mod docs;
mod faults;
mod fuzz;
mod layering;
mod manifests;
mod metadata;
mod msrv;
mod problems;
mod programs;
mod release;
mod semver;
mod siege;
mod tree;
mod words;

use std::process::ExitCode;

use xshell::Shell;

type Result<T = (), E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

struct Command {
    name: &'static str,
    arguments: &'static str,
    about: &'static str,
    run: fn(&Shell, &[String]) -> Result,
}

const COMMANDS: &[Command] = &[
    Command { name: "ci", arguments: "[JOB…]", about: "every job of CI, or the named ones", run: ci::run },
    Command {
        name: "conformance",
        arguments: "[SUITE…]",
        about: "vectors, recorded wire and the vendors' own SDKs against the local service",
        run: conformance::run,
    },
    Command {
        name: "bench",
        arguments: "[--compare REV] [NAME…] | fanout [OPTION…]",
        about: "what our work costs beside the same by hand and beside peers; fan-out beside nginx-rtmp",
        run: bench::run,
    },
    Command {
        name: "calls",
        arguments: "",
        about: "writes the table of every documented call, docs/calls.md",
        run: calls::run,
    },
    Command {
        name: "docs",
        arguments: "",
        about: "rustdoc, links, contents, feature tables, quoted commands",
        run: docs::run,
    },
    Command { name: "book", arguments: "", about: "docs/ as a book, by mdBook", run: book::run },
    Command {
        name: "faults",
        arguments: "",
        about: "what calls come to under faults; writes docs/faults.md",
        run: faults::run,
    },
    Command {
        name: "fuzz",
        arguments: "[--seconds N] [TARGET…]",
        about: "mutated input for every parser and verifier, N seconds each",
        run: fuzz::run,
    },
    Command {
        name: "siege",
        arguments: "[--together]",
        about: "the local service under siege while a good stream plays",
        run: siege::run,
    },
    Command {
        name: "dist",
        arguments: "[TARGET]",
        about: "the command `pili`, static, with its completions and manual, as an archive",
        run: dist::run,
    },
    Command {
        name: "release",
        arguments: "VERSION [--execute]",
        about: "rehearses a release; with --execute tags and publishes it",
        run: release::run,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result {
    let Some((name, rest)) = arguments.split_first() else {
        return help();
    };
    if ["help", "--help", "-h"].contains(&name.as_str()) {
        return help();
    }
    let command = COMMANDS.iter().find(|command| command.name == name);
    let command = command.ok_or_else(|| format!("no command {name:?}; see `cargo xtask help`"))?;
    (command.run)(&in_workspace()?, rest)
}

fn in_workspace() -> Result<Shell> {
    let sh = Shell::new()?;
    let root =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("xtask has no parent folder")?;
    sh.change_dir(root);
    Ok(sh)
}

fn help() -> Result {
    println!("cargo xtask COMMAND\n");
    for Command { name, arguments, about, .. } in COMMANDS {
        println!("  {:<32}{about}", format!("{name} {arguments}"));
    }
    println!("\nJobs of ci, in their order:   {}", ci::names().join(", "));
    println!("Suites of conformance:        {}", conformance::names().join(", "));
    Ok(())
}
