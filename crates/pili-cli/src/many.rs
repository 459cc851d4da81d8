//! Work on many things: a bounded number at a time, with a progress bar, an end on Ctrl-C that forgets nothing,
//! and a file of what failed that can be fed back.

mod engine;
mod failures;
mod outcomes;
mod progress;
mod source;

use futures_util::stream;
use serde::Serialize;
use serde_json::json;

use crate::{
    args::Many,
    cmd::local::until_stopped,
    exit::Exit,
    failure::{Failure, Result},
    output::{Output, Shape},
};
use engine::{Stop, Tally};
use outcomes::Outcomes;
use progress::Progress;

pub(crate) use source::names;

const NAMES: Shape = Shape::new(&["name"]);

/// What is done, in the words of the summary (`disable`, `disabled`, `streams`), and how what is answered is shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Verb {
    pub(crate) to_do: &'static str,
    pub(crate) done: &'static str,
    pub(crate) things: &'static str,
    /// The members beside the name, which is all that `()` has; a text shows no more than these.
    pub(crate) answer: &'static Shape,
}

/// What answers nothing.
pub(crate) const NOTHING: Shape = Shape::new(&[]);

/// Does it to each of the names.
///
/// # Errors
/// With [`Exit::Partly`] when some were done and some were not; with the first failure's own when none was.
pub(crate) async fn run<T: Serialize, F: Future<Output = Result<T>>>(
    names: Vec<String>,
    verb: Verb,
    options: &Many,
    output: Output,
    act: impl Fn(String) -> F,
) -> Result {
    if options.dry_run {
        return dry_run(&names, verb, output);
    }
    let (total, jobs) = (names.len(), options.jobs.get());
    let progress = Progress::new(total, output.is_quiet());
    let mut outcomes = Outcomes::new(verb, output);
    let report = |name: &str, outcome: &Result<T>| {
        progress.done_with(name, outcome);
        outcomes.push(name, outcome)
    };
    let interrupts = stream::unfold((), async |()| {
        until_stopped().await;
        Some(((), ()))
    });
    let tally = engine::each(names, jobs, act, interrupts, report).await;
    progress.end();
    let written = outcomes.end(&tally);
    if let Some(path) = &options.failures {
        failures::write(path, &tally)?;
    }
    verdict(tally, total, verb, options, output)?;
    written
}

fn dry_run(names: &[String], verb: Verb, output: Output) -> Result {
    let mut list = output.list(&NAMES);
    for name in names {
        list.push(&json!({ "name": name }))?;
    }
    list.end()?;
    output.note(format_args!(
        "would {} {} {}; --dry-run was given, so none was",
        verb.to_do,
        names.len(),
        verb.things
    ));
    Ok(())
}

fn verdict(tally: Tally, total: usize, verb: Verb, options: &Many, output: Output) -> Result {
    let (done, idle, failed, left) = (tally.done, tally.idle.len(), tally.failed.len(), tally.left.len());
    if total == 1 && failed + idle == 1 {
        return tally.failed.into_iter().chain(tally.idle).try_for_each(|(_, failure)| Err(failure));
    }
    let mut summary = format!("{} {done} of {total} {}", verb.done, verb.things);
    if idle > 0 {
        summary += &format!("; for {idle} there was nothing to {}", verb.to_do);
    }
    if failed + left == 0 {
        output.note(summary);
        return Ok(());
    }
    summary += &format!("; {failed} failed, {left} left");
    summary += match &tally.stop {
        Some(Stop::Interrupted) => " when it was interrupted",
        Some(Stop::Hopeless) => ", as the keys were refused",
        Some(Stop::Output(_)) => ", as the output could not be written",
        None => "",
    };
    let exit = match (done, tally.failed.first()) {
        (0, Some((_, failure))) if left == 0 || matches!(tally.stop, Some(Stop::Hopeless)) => failure.exit(),
        _ => Exit::Partly,
    };
    let failure = Failure::new(exit, summary);
    Err(match &options.failures {
        Some(path) => failure.advise(format!("--from-file {} does the rest", path.display())),
        None => failure.advise("--failures FILE would have kept a list of them"),
    })
}
