//! Commands quoted in pages: the subcommand, its flags, the crate or the script is there.

use std::path::Path;

use xshell::{Shell, cmd};

use crate::metadata::Metadata;
use crate::{COMMANDS, Result, ci, conformance};

use super::{exists, markdown};

pub(super) fn unknown(sh: &Shell, metadata: &Metadata, text: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for words in quoted(text) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let known = match words.as_slice() {
            ["cargo", "xtask", rest @ ..] => xtask_has(rest),
            ["cargo", rest @ ..] => cargo_has(metadata, rest),
            ["pili", rest @ ..] => pili_has(sh, rest)?,
            [script, ..] if script.starts_with('.') => exists(sh, Path::new(script)),
            _ => true,
        };
        if !known {
            found.push(format!("no such command: {}", words.join(" ")));
        }
    }
    Ok(found)
}

fn xtask_has(words: &[&str]) -> bool {
    match words {
        ["ci", jobs @ ..] => jobs.iter().all(|job| ci::names().contains(job)),
        ["conformance", suites @ ..] => suites.iter().all(|suite| conformance::names().contains(suite)),
        [name, ..] => *name == "help" || COMMANDS.iter().any(|command| command.name == *name),
        [] => true,
    }
}

/// Looks at what a command of cargo's says of our crates and their targets.
fn cargo_has(metadata: &Metadata, words: &[&str]) -> bool {
    let package = |name: &str| metadata.ours().any(|package| package.name == name);
    let target =
        |name: &str| metadata.ours().flat_map(|package| &package.targets).any(|target| target.name == name);
    // What is added or installed may be another's, but what is called as ours are must be one of them.
    let named = words.iter().skip(1).all(|word| !word.starts_with("pili") || package(word));
    let named = named || !matches!(words, ["add" | "install", ..]);
    named
        && words.windows(2).all(|pair| match pair {
            ["-p" | "--package", name] => package(name),
            ["--example" | "--bin" | "--bench", name] => target(name),
            ["--features", names] => has_features(metadata, words, names),
            _ => true,
        })
}

/// Whether the crate of ours that a command is about has these features. Of others' nothing is known.
fn has_features(metadata: &Metadata, words: &[&str], names: &str) -> bool {
    let mut about = metadata.ours().filter(|package| words.contains(&package.name.as_str()));
    about.all(|package| names.split(',').all(|name| package.features.contains_key(name)))
}

/// Parses the whole line, flags and all, without doing it. Our programs are in `PATH`.
fn pili_has(sh: &Shell, words: &[&str]) -> Result<bool> {
    Ok(cmd!(sh, "pili {words...} --help").quiet().ignore_stdout().run().is_ok())
}

/// The commands of a page, each as its words: all of a `sh` block, and what follows a `$` in a `console` block.
fn quoted(text: &str) -> Vec<Vec<String>> {
    let plain = markdown::code(text, &["sh", "bash", "shell"]).join("\n").replace("\\\n", " ");
    let console = markdown::code(text, &["console"]).join("\n").replace("\\\n", " ");
    let typed = console.lines().filter_map(|line| line.trim_start().strip_prefix("$ "));
    plain.lines().chain(typed).flat_map(commands).collect()
}

/// Splits a line into commands and words, as far as a README goes.
fn commands(line: &str) -> Vec<Vec<String>> {
    let mut commands = vec![Vec::new()];
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in line.chars().chain([' ']) {
        match (c, quote) {
            (_, Some(open)) if c == open => quote = None,
            ('"' | '\'', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            ('#', None) if word.is_none() => break,
            ('|' | '&' | ';' | '>' | '<' | ' ', None) => {
                commands.iter_mut().next_back().into_iter().for_each(|command| command.extend(word.take()));
                if c != ' ' {
                    commands.push(Vec::new());
                }
            }
            _ => word.get_or_insert_default().push(c),
        }
    }
    commands.iter_mut().for_each(drop_assignments);
    commands.retain(|command| !command.is_empty());
    commands
}

/// `NAME=value` before the program.
fn drop_assignments(words: &mut Vec<String>) {
    let assignment = |word: &String| {
        let name = word.split_once('=').map_or("", |(name, _)| name);
        !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c == '_')
    };
    let program = words.iter().position(|word| !assignment(word)).unwrap_or(words.len());
    words.drain(..program);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn commands_are_read_from_shell_blocks_and_prompts() {
        let text = "```sh\ncargo test # all\nA=b pili sign \\\n  'a b' | head > out\n```\n\
                    ```console\n$ pili local\nready\n```\n```rust\ncargo no\n```\n";
        assert_eq!(
            quoted(text),
            [
                vec!["cargo", "test"],
                vec!["pili", "sign", "a b"],
                vec!["head"],
                vec!["out"],
                vec!["pili", "local"]
            ]
        );
    }

    #[test]
    fn a_command_of_this_tool_must_exist_with_its_job() {
        assert!(xtask_has(&["ci"]) && xtask_has(&["ci", "fmt"]) && xtask_has(&["release", "1.0.0"]));
        assert!(!xtask_has(&["ci", "nothing"]) && !xtask_has(&["cy"]));
    }

    #[test]
    fn a_crate_or_an_example_that_cargo_is_told_of_must_exist() {
        let target = json!({ "name": "publish", "kind": ["example"] });
        let metadata = Metadata::parse(
            &json!({ "packages": [{ "name": "pili", "targets": [target], "features": { "oss": [] } }] }),
        );
        assert!(cargo_has(&metadata, &["run", "-p", "pili", "--example", "publish"]));
        assert!(cargo_has(&metadata, &["add", "pili"]) && cargo_has(&metadata, &["test", "--workspace"]));
        assert!(!cargo_has(&metadata, &["run", "-p", "pili", "--example", "gone"]));
        assert!(!cargo_has(&metadata, &["install", "pili-gone"]));
        assert!(cargo_has(&metadata, &["add", "tokio", "--features", "macros"]));
        assert!(cargo_has(&metadata, &["add", "pili", "--features", "oss"]));
        assert!(!cargo_has(&metadata, &["add", "pili", "--features", "oss,gone"]));
    }
}
