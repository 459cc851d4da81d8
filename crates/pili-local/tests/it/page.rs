//! `docs/local-api.md` speaks of the routes that there are, and of all of them.

use std::{collections::BTreeSet, fs, path::Path};

use regex_lite::Regex;

const PAGE: &str = include_str!("../../../../docs/local-api.md");

/// The sources of the service, tests left out.
fn sources() -> String {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut text = String::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.extension().and_then(|extension| extension.to_str()) {
                None if path.is_dir() => folders.push(path),
                Some("rs") => text += &fs::read_to_string(path).unwrap(),
                _ => {}
            }
        }
    }
    text
}

fn found(pattern: &str, text: &str) -> BTreeSet<String> {
    Regex::new(pattern).unwrap().captures_iter(text).map(|found| found[1].to_owned()).collect()
}

#[test]
fn the_page_has_every_route_and_no_other() {
    let served = found(r#"\.route\(\s*"(/_local/[^"]*)""#, &sources());
    let told = found(r"`(?:GET|POST|PUT|DELETE) (/_local/[^`?]*)", PAGE);
    assert!(served.len() > 15);
    assert_eq!(told, served);
}

#[test]
fn the_page_has_every_kind_and_every_cause_of_events() {
    let names = found(r#"=> "([a-z_]+)","#, include_str!("../../src/events/figures.rs"));
    for name in names.iter().filter(|name| *name != "publish" && *name != "play" && *name != "call") {
        assert!(PAGE.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn the_file_on_the_page_is_one() {
    let toml = PAGE.split("```toml").nth(1).unwrap().split("```").next().unwrap();
    let local = pili_local::Local::demo();
    local.begin_with(toml.parse().unwrap()).unwrap();
    assert_eq!(local.urls("shows", "evening").unwrap().rule, "expiry");
}
