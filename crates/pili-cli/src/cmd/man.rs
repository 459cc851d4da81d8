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

pub(super) fn run(names: &[String], dir: Option<&Path>, context: &Context) -> Result {
    let mut command = args::whole();
    command.build();
    match dir {
        Some(dir) => all(&command, dir),
        None => context.output.bytes(&page(find(&command, names)?)?),
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

fn page(command: &Command) -> Result<Vec<u8>> {
    let mut page = Vec::new();
    let rendered = Man::new(command.clone()).render(&mut page);
    rendered.map_err(|error| Failure::new(Exit::Failed, error))?;
    Ok(page)
}
