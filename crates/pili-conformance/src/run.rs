use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
};

use crate::{
    case::Case,
    files::{Layout, VectorFile, case_name, of_folder},
    outcome::{Difference, Outcome},
    report::Report,
    vendor::Run,
};

/// Runs the chosen files of the folders.
pub(crate) fn run(layout: Layout, folders: &[PathBuf], only: &[String]) -> Report {
    let mut report = Report::default();
    for folder in folders {
        match of_folder(layout, folder) {
            Ok(files) => files.into_iter().for_each(|file| run_file(layout, file, only, &mut report)),
            Err(error) => report.fail(folder.display(), error),
        }
    }
    if report.is_empty() {
        report.fail("the whole run", "there was nothing to run");
    }
    report
}

fn run_file(layout: Layout, path: PathBuf, only: &[String], report: &mut Report) {
    let name = path.display().to_string();
    match VectorFile::read(layout, path) {
        Ok(file) if !file.is_chosen(only) => {}
        Ok(file) => match file.check().and_then(|check| Ok((check, file.cases()?))) {
            Ok((check, cases)) => run_cases(&file, check, cases, report),
            Err(difference) => report.fail(file.name(), difference),
        },
        Err(difference) => report.fail(name, difference),
    }
}

fn run_cases(file: &VectorFile, check: Run, cases: &[serde_json::Value], report: &mut Report) {
    for (index, value) in cases.iter().enumerate() {
        match run_case(check, Case { file: &file.content, value }) {
            Ok(()) => report.pass(),
            Err(difference) => {
                report.fail(format_args!("{} {}", file.name(), case_name(value, index)), difference);
            }
        }
    }
}

/// A panic of ours is one more way to fail a case.
fn run_case(check: Run, case: Case<'_>) -> Outcome {
    let outcome = catch_unwind(AssertUnwindSafe(|| check(case)));
    outcome.unwrap_or_else(|_| Err(Difference::new("panicked")))
}
