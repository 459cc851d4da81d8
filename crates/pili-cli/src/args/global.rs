use std::time::Duration;

use anstream::ColorChoice;
use clap::{ArgAction, Args as Arguments, ValueEnum, builder::NonEmptyStringValueParser};

use crate::{clock, target::LOCAL};

/// What every command understands. `pili help options` lists it, not the help of each command.
#[derive(Debug, Arguments)]
#[command(next_help_heading = "Options of every command")]
pub(crate) struct Global {
    /// Takes keys and names from this profile [env: PILI_PROFILE]
    #[arg(long, global = true, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) profile: Option<String>,
    /// Calls `pili local`, with its demo keys
    #[arg(
        long,
        global = true,
        value_name = "URL",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = LOCAL,
        conflicts_with = "endpoint"
    )]
    pub(crate) local: Option<String>,
    /// Calls this host [env: PILI_ENDPOINT]
    #[arg(long, global = true, value_name = "URL", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) endpoint: Option<String>,
    /// Signs with this key [env: PILI_ACCESS_KEY; the secret: PILI_SECRET_KEY]
    #[arg(long, global = true, value_name = "KEY", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) access_key: Option<String>,
    /// Reads the secret key from standard input
    #[arg(long, global = true)]
    pub(crate) secret_stdin: bool,
    /// Calls OpenTok as this Vonage application [env: PILI_APPLICATION]
    #[arg(long, global = true, value_name = "ID", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) application: Option<String>,
    /// Its private key, in PEM [env: PILI_PRIVATE_KEY_FILE]
    #[arg(long, global = true, value_name = "PATH", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) private_key_file: Option<String>,
    /// Writes one JSON document
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Writes a line of JSON for each item, as it comes
    #[arg(long, global = true, conflicts_with = "json")]
    pub(crate) jsonl: bool,
    /// Says nothing but what was asked for
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// Tells requests, without their secrets, and the causes of errors
    #[arg(long, short, global = true, action = ArgAction::SetTrue)]
    pub(crate) verbose: bool,
    /// Limits each call, retries included: `500ms`, `1m` [default: 30s]
    #[arg(long, global = true, value_name = "TIME", value_parser = clock::length)]
    pub(crate) timeout: Option<Duration>,
    /// Colours the output: `auto` (on a terminal, unless NO_COLOR is set), `always` or `never`
    #[arg(
        long,
        global = true,
        value_enum,
        hide_possible_values = true,
        default_value_t = Colour::Auto,
        value_name = "WHEN"
    )]
    pub(crate) color: Colour,
}

/// When output is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// In a pipe too
    Always,
    /// Not at all
    Never,
}

impl From<Colour> for ColorChoice {
    fn from(colour: Colour) -> Self {
        match colour {
            Colour::Auto => Self::Auto,
            Colour::Always => Self::Always,
            Colour::Never => Self::Never,
        }
    }
}
