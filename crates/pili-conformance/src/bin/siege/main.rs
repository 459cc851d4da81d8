//! A service under siege: connections by the thousand that do nothing or little, oversized everything, viewers that do
//! not read, hostile publishers, a full disk. While it lasts a good stream plays, and whoever calls is answered.
//!
//! ```text
//! siege              one assault after the other, with a line for each
//! siege --together   all at once, which takes a minute
//! ```
//!
//! Everything stays on this machine. Needs `PILI_BIN`, and `/proc` to read what the service holds.

#![allow(clippy::print_stdout, reason = "the report is the program's output")]

mod assaults;
mod field;
mod good;
mod raw;
mod report;
mod service;
mod tally;
mod watch;

use std::{process::ExitCode, sync::Arc};

use clap::Parser;
use pili_conformance::Service;

use assaults::ASSAULTS;
use field::Field;
use report::Row;
use watch::Watch;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

#[derive(Debug, Parser)]
struct Arguments {
    /// All assaults at once
    #[arg(long)]
    together: bool,
    /// Only the assaults whose names begin so
    #[arg(long, default_value = "")]
    only: String,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            println!("FAILED  {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether the service held out.
fn run(arguments: &Arguments) -> Outcome<bool> {
    service::allow_files()?;
    let folder = tempfile::tempdir()?;
    let runtime = tokio::runtime::Runtime::new()?;
    let rows = runtime.block_on(async {
        let service = service::start(folder.path())?;
        let field = Arc::new(Field::new(&service)?);
        let watch = Watch::start(&field).await?;
        let rows = if arguments.together {
            vec![together(&field, &watch, &service).await?]
        } else {
            one_by_one(arguments, &field, &watch, &service).await?
        };
        watch.end().await?;
        Outcome::Ok(rows)
    })?;
    Ok(rows.iter().all(|row| row.wrong().is_empty()))
}

async fn one_by_one(
    arguments: &Arguments,
    field: &Arc<Field>,
    watch: &Watch,
    service: &Service,
) -> Outcome<Vec<Row>> {
    let mut rows = Vec::new();
    let named = |assault: &&assaults::Assault| assault.name.starts_with(&*arguments.only);
    for assault in ASSAULTS.iter().filter(named) {
        watch.forget().await?;
        let outcome = (assault.run)(field.clone()).await;
        let row = Row::new(assault.name, outcome, watch.seen().await?, service.peak()?);
        print!("{row}");
        rows.push(row);
    }
    Ok(rows)
}

async fn together(field: &Arc<Field>, watch: &Watch, service: &Service) -> Outcome<Row> {
    watch.forget().await?;
    let running: Vec<_> =
        ASSAULTS.iter().map(|assault| (assault.name, tokio::spawn((assault.run)(field.clone())))).collect();
    let mut all = Ok(tally::Tally::default());
    for (name, assault) in running {
        all = match (all, assault.await?) {
            (Ok(all), Ok(tally)) => Ok(all + tally),
            (Ok(_), Err(error)) => Err(format!("{name}: {error}").into()),
            (failed, _) => failed,
        };
    }
    let row = Row::new("all at once", all, watch.seen().await?, service.peak()?);
    print!("{row}");
    Ok(row)
}
