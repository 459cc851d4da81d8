//! Recorded requests of the vendors' SDKs, sent to the local service: it does what they ask, or there is a
//! reason why not.

mod recording;
mod stage;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use crate::{
    case::Case,
    files::{Layout, VectorFile, case_name, of_folder},
    outcome::{Difference, Outcome},
    report::Report,
    vendor::VENDORS,
};

pub(crate) use recording::Names;
pub(crate) use stage::{Answer, GOOD_FOR, Stage, publish};

/// How the recordings of a vendor are replayed.
#[derive(Debug)]
pub(crate) struct Replay {
    /// Sends the request to a service of its own, in which everything is that the request names.
    pub(crate) send: fn(Case<'_>) -> Outcome<Answer>,
    pub(crate) exceptions: &'static [Exception],
}

/// Recordings that the service rightly refuses.
#[derive(Debug)]
pub(crate) struct Exception {
    /// The name of their file.
    pub(crate) file: &'static str,
    /// Who recorded what, as reports name it.
    pub(crate) cases: &'static [&'static str],
    /// The status of the refusal.
    pub(crate) status: u16,
    pub(crate) reason: &'static str,
}

/// Files of recorded requests that are no single operation's.
const OF_SEVERAL: [&str; 2] = ["request_bodies.json", "requests_rs256.json"];

/// Replays the recordings of the folders: those of their `wire` subfolders, and of [`OF_SEVERAL`].
pub(crate) fn run(folders: &[PathBuf], only: &[String]) -> Report {
    let mut run = Run::default();
    for folder in folders {
        match recordings(folder) {
            Ok(files) => files.into_iter().for_each(|file| run.file(file, only)),
            Err(error) => run.report.fail(folder.display(), error),
        }
    }
    run.stale_exceptions();
    if run.report.is_empty() {
        run.report.fail("the whole run", "there was nothing to replay");
    }
    run.report
}

fn recordings(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = of_folder(Layout::Wire, folder)?;
    files.extend(OF_SEVERAL.map(|name| folder.join(name)).into_iter().filter(|file| file.is_file()));
    Ok(files)
}

#[derive(Debug, Default)]
struct Run {
    report: Report,
    /// File and name of each recording.
    seen: BTreeSet<(String, String)>,
}

impl Run {
    fn file(&mut self, path: PathBuf, only: &[String]) {
        let name = path.display().to_string();
        let outcome = VectorFile::read(Layout::Wire, path).and_then(|file| {
            if file.is_chosen(only) {
                let unknown = || Difference::new("the file's kind is none of a vendor");
                self.cases(&file, &file.vendor().ok_or_else(unknown)?.replay)?;
            }
            Ok(())
        });
        if let Err(difference) = outcome {
            self.report.fail(name, difference);
        }
    }

    fn cases(&mut self, file: &VectorFile, replay: &Replay) -> Outcome {
        for (index, value) in file.cases()?.iter().enumerate() {
            let case = Case { file: &file.content, value };
            let name = case_name(value, index);
            match (replay.send)(case).and_then(|answer| replay.judge(file.stem(), &name, &answer)) {
                Ok(()) => self.report.pass(),
                Err(difference) => self.report.fail(format_args!("{} {name}", file.stem()), difference),
            }
            self.seen.insert((file.stem().to_owned(), name));
        }
        Ok(())
    }

    /// Exceptions for what the files that were replayed do not hold (any more).
    fn stale_exceptions(&mut self) {
        let exceptions = VENDORS.iter().flat_map(|vendor| vendor.replay.exceptions);
        for Exception { file, cases, .. } in exceptions {
            let of_file: Vec<_> = self.seen.iter().filter(|(seen, _)| seen == file).collect();
            let is_gone =
                |case: &&&str| !of_file.is_empty() && !of_file.iter().any(|(_, seen)| seen == *case);
            for case in cases.iter().filter(is_gone) {
                self.report.fail(format_args!("{file} {case}"), "the exception is for no recording");
            }
        }
    }
}

impl Replay {
    fn judge(&self, file: &str, name: &str, answer: &Answer) -> Outcome {
        let is_for = |exception: &&Exception| exception.file == file && exception.cases.contains(&name);
        let exception = self.exceptions.iter().find(is_for);
        match exception {
            None if answer.is_success() => Ok(()),
            None => Err(Difference::new(format!("answered {answer}"))),
            Some(exception) if answer.status == exception.status => {
                println!("{file} {name}: {}: {}", exception.status, exception.reason);
                Ok(())
            }
            Some(exception) => Err(Difference::new(format!(
                "answered {answer}: the exception for {} no longer applies",
                exception.status
            ))),
        }
    }
}
