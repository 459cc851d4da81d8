//! Every operation of the SDK is reached by a verb, or it is said why not. What a verb reaches is not believed but
//! read from the whole outputs, in which the service tells which operations it was asked for.

use std::{collections::BTreeSet, fs, path::Path};

use pili_local::Local;
use regex_lite::Regex;

use crate::stage;

/// Operations without a verb, by how their names begin, and why they have none.
const WITHOUT_A_VERB: &[(&str, &str)] = &[
    ("pili1.", "the API of 2015, for programs that have its ids: `pili api GET /v1/streams`"),
    ("first.", "the first generation, for programs that have its ids: `pili api --product first`"),
    ("rtc2.", "rooms before there were apps, for programs that have them: `pili api --product rtc`"),
];

fn why_not(operation: &str) -> Option<&'static str> {
    WITHOUT_A_VERB.iter().find(|(begins, _)| operation.starts_with(begins)).map(|(_, why)| *why)
}

/// The operations that command lines in the whole outputs called, but for those of `pili api`.
fn reached() -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    for file in fs::read_dir(stage::folder()).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let mut is_of_a_verb = false;
        for line in text.lines() {
            if let Some(command) = line.strip_prefix("$ ") {
                is_of_a_verb = !command.split_whitespace().any(|word| word == "api");
            }
            if let Some(called) = line.strip_prefix("> ").filter(|_| is_of_a_verb) {
                reached.insert(called.split(',').next().unwrap().to_owned());
            }
        }
    }
    reached
}

/// The names of operations in the sources of the crates that have them.
fn named_in_sources() -> BTreeSet<String> {
    let name = Regex::new(r#"const \w*NAME: &'static str = "(\w+\.\w+\.\w+)";"#).unwrap();
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut names = BTreeSet::new();
    for krate in ["pili-live", "pili-rtc", "pili-oss", "pili-opentok"] {
        let mut folders = vec![crates.join(krate).join("src")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                match entry.is_dir() {
                    true => folders.push(entry),
                    false => {
                        let text = fs::read_to_string(entry).unwrap();
                        names.extend(name.captures_iter(&text).map(|found| found[1].to_owned()));
                    }
                }
            }
        }
    }
    names
}

#[test]
fn the_service_knows_every_operation_that_there_is() {
    let served: BTreeSet<String> =
        Local::demo().faults().operations().into_iter().map(str::to_owned).collect();
    assert_eq!(named_in_sources(), served);
}

#[test]
fn every_operation_is_reached_by_a_verb_or_it_is_said_why_not() {
    let (all, reached) = (Local::demo().faults().operations(), reached());
    let unsaid: Vec<_> =
        all.iter().filter(|name| !reached.contains(**name) && why_not(name).is_none()).collect();
    assert!(unsaid.is_empty(), "no verb reaches {unsaid:?}, and nothing is said why");
    let both: Vec<_> = reached.iter().filter_map(|name| Some((name, why_not(name)?))).collect();
    assert!(both.is_empty(), "a verb reaches what is said to have none: {both:?}");
    assert!(reached.len() > 80, "{reached:?}");
}
