//! The commands as clap knows them, for parsing, help, completions and man pages.

use clap::{Arg, ArgAction, Command, CommandFactory as _, Error, FromArgMatches as _};

use super::Args;

/// The command whose help lists the options of every command.
const OPTIONS: &str = "options";

/// Reads the command line. Help that was asked for is an error of clap too.
pub(crate) fn parse() -> Result<Args, Error> {
    Args::from_arg_matches(&with_short_help().try_get_matches()?)
}

/// All commands, where each help lists but its own options: those of every command would not leave it a screen.
pub(crate) fn with_short_help() -> Command {
    let command = whole();
    let global: Vec<Arg> = command.get_arguments().filter(|arg| arg.is_global_set()).cloned().collect();
    with_one_help(hidden(command, &global))
        .mut_args(|arg| if arg.is_global_set() { arg.hide(true) } else { arg })
}

/// All commands.
pub(crate) fn whole() -> Command {
    Args::command()
}

/// A command below which the global options are there, but not listed.
fn hidden(command: Command, global: &[Arg]) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    names.into_iter().fold(command, |command, name| {
        command.mut_subcommand(name, |sub| {
            if sub.get_name() == OPTIONS {
                return with_one_help(sub.args(global));
            }
            let has =
                |sub: &Command, arg: &Arg| sub.get_arguments().any(|other| other.get_id() == arg.get_id());
            let missing: Vec<Arg> = global.iter().filter(|arg| !has(&sub, arg)).cloned().collect();
            with_one_help(hidden(sub.args(missing.into_iter().map(|arg| arg.hide(true))), global))
        })
    })
}

/// `--help` is as short as `-h`; `pili help <command>` is longer.
fn with_one_help(command: Command) -> Command {
    let help = Arg::new("help").long("help").short('h').action(ArgAction::HelpShort);
    let help = help.help("Prints this help; `pili help options` lists more");
    command.disable_help_flag(true).arg(help)
}
