//! A process for each target, as many at a time as there are processors.

use std::{
    fs,
    path::PathBuf,
    process::Command,
    sync::{Mutex, PoisonError},
    thread,
};

use crate::{arguments::Arguments, target::Target, targets};

pub(crate) fn run(arguments: &Arguments) -> Result<(), String> {
    let waiting = Mutex::new(chosen(arguments)?);
    let wrong = Mutex::new(Vec::new());
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).pop();
                while let Some(target) = next() {
                    if let Err(found) = run_one(target, arguments) {
                        wrong.lock().unwrap_or_else(PoisonError::into_inner).push(found);
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap_or_else(PoisonError::into_inner);
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

fn chosen(arguments: &Arguments) -> Result<Vec<&'static Target>, String> {
    let all = || targets::ALL.iter().copied().flatten();
    if arguments.targets.is_empty() {
        return Ok(all().collect());
    }
    let find = |name: &String| {
        let names = || all().map(|target| target.name).collect::<Vec<_>>().join(", ");
        all()
            .find(|target| target.name == name)
            .ok_or_else(|| format!("no target {name}; there are {}", names()))
    };
    arguments.targets.iter().map(find).collect()
}

fn run_one(target: &Target, arguments: &Arguments) -> Result<(), String> {
    let (seconds, runs) = (arguments.seconds.as_secs().to_string(), arguments.runs.to_string());
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let status = Command::new(program)
        .args(["--one", target.name, "--seconds", &seconds, "--runs", &runs])
        .args(["--seed", &arguments.seed.to_string(), "--each", &arguments.each.as_secs().to_string()])
        .status()
        .map_err(|error| error.to_string())?;
    let input = input_of(target.name);
    if status.success() {
        let _ = fs::remove_file(input);
        return Ok(());
    }
    Err(format!("{}: ended with {status}; the input is in {}", target.name, input.display()))
}

/// Where the process of a target keeps the input that it is at.
pub(crate) fn input_of(target: &str) -> PathBuf {
    std::env::temp_dir().join(format!("pili-fuzz-{target}"))
}
