//! `pili man`: the manual, made from the help.

use std::{fs, path::Path};

use clap::Command;
use clap_mangen::Man;

use crate::{
    args,
    context::Context,
    exit::Exit,
    failure::{Failure, Result},
};

/// The day on which the manual was last gone through.
const REVISED: &str = "2026-11-21";
const SOURCE: &str = concat!("pili ", env!("CARGO_PKG_VERSION"));

pub(super) fn run(names: &[String], dir: Option<&Path>, context: &Context) -> Result {
    let mut command = args::whole();
    command.build();
    match dir {
        Some(dir) => all(&command, dir),
        None => context.output.bytes(page(find(&command, names)?)?.as_bytes()),
    }
}

/// A page of help that is about no command, when it is called as one.
pub(super) fn topic(topic: &args::Command, context: &Context) -> Result {
    let name = match topic {
        args::Command::ExitCodes => "exit-codes",
        args::Command::Environment => "environment",
        _ => "options",
    };
    let mut command = args::with_short_help();
    command.build();
    let page = command.find_subcommand_mut(name).map(Command::render_help);
    context.output.text(page.unwrap_or_default().ansi())
}

fn find<'a>(command: &'a Command, names: &[String]) -> Result<&'a Command> {
    names.iter().try_fold(command, |command, name| {
        let unknown = || Failure::usage(format_args!("there is no command `{}`", names.join(" ")));
        command.find_subcommand(name).ok_or_else(unknown)
    })
}

fn all(command: &Command, dir: &Path) -> Result {
    let failed =
        |error| Failure::new(Exit::Failed, format_args!("cannot write to {}: {error}", dir.display()));
    fs::create_dir_all(dir).map_err(failed)?;
    let name = format!("{}.1", command.get_display_name().unwrap_or_else(|| command.get_name()));
    fs::write(dir.join(name), page(command)?).map_err(failed)?;
    let shown = command.get_subcommands().filter(|sub| sub.get_name() != "help");
    shown.into_iter().try_for_each(|sub| all(sub, dir))
}

fn page(command: &Command) -> Result<String> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_uppercase();
    let man = Man::new(command.clone()).title(name).date(REVISED).source(SOURCE).manual("Manual of pili");
    let mut page = Vec::new();
    man.render(&mut page).map_err(|error| Failure::new(Exit::Failed, error))?;
    Ok(with_single_breaks(&String::from_utf8_lossy(&page)))
}

/// Beside the space between paragraphs a break of the line is one too many.
fn with_single_breaks(page: &str) -> String {
    let lines: Vec<&str> = page.lines().collect();
    let is_space = |number: Option<usize>| {
        number.and_then(|number| lines.get(number)).is_some_and(|line| ["", ".sp"].contains(line))
    };
    let numbered = lines.iter().enumerate();
    let kept = numbered.filter(|(number, line)| {
        **line != ".br" || !is_space(number.checked_sub(1)) && !is_space(Some(number + 1))
    });
    kept.map(|(_, line)| format!("{}\n", line.trim_end())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_break_beside_the_space_between_paragraphs_is_left_out() {
        assert_eq!(
            with_single_breaks("a\n.br\n.sp\n.br\nb \n.br\n\n.br\nc\n.br\nd\n"),
            "a\n.sp\nb\n\nc\n.br\nd\n"
        );
    }
}
