//! Prints the times of the named groups, or of all: a line of JSON a row.

use std::{env, process::ExitCode};

use pili_bench::{GROUPS, server};

fn main() -> ExitCode {
    if server::is_asked() {
        server::serve();
        return ExitCode::SUCCESS;
    }
    let rounds = env::var("ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(15);
    let names: Vec<String> = env::args().skip(1).collect();
    let address = server::start();
    for (name, rows) in GROUPS {
        if names.is_empty() || names.iter().any(|wanted| wanted == name) {
            for mut row in rows(&address) {
                assert!(row.is_sound(), "a row compares us with what is made by hand");
                println!("{}", row.time(rounds));
            }
        }
    }
    ExitCode::SUCCESS
}
