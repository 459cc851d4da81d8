use clap::Subcommand;

use crate::config::Setting;

/// `pili config`.
#[derive(Debug, Subcommand)]
pub(crate) enum Config {
    /// Sets a setting of a profile
    #[command(after_help = "\
The profile is the one of --profile, else the one in use, else `default`. A secret
is asked for, or read from standard input.
Examples:
  pili config set access-key AK --profile production
  pili config set secret-key --profile production < secret.txt
  pili config set local http://127.0.0.1:8935 --profile here")]
    Set {
        /// What is set
        #[arg(value_enum)]
        setting: Setting,
        /// Its value; left out for a secret
        value: Option<String>,
    },
    /// Takes a setting of a profile away
    #[command(after_help = "Example:\n  pili config unset hub --profile production")]
    Unset {
        /// What is taken away
        #[arg(value_enum, hide_possible_values = true)]
        setting: Setting,
    },
    /// Prints a setting of a profile, unless it is a secret
    #[command(after_help = "Example:\n  pili config get hub --profile production")]
    Get {
        /// Which one
        #[arg(value_enum, hide_possible_values = true)]
        setting: Setting,
    },
    /// Lists all profiles and what they hold, without secrets
    #[command(after_help = "Example:\n  pili config list --json")]
    List,
    /// Prints where the file is
    #[command(after_help = "Example:\n  $EDITOR \"$(pili config path)\"")]
    Path,
    /// Uses a profile unless another one is named
    #[command(after_help = "Example:\n  pili config use production")]
    Use {
        /// The profile
        name: String,
    },
}
