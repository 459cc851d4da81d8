use clap::{Args as Arguments, Subcommand};

/// `pili opentok project`. The keys are those of the account.
#[derive(Debug, Subcommand)]
pub(crate) enum OpenTokProject {
    /// Lists the projects of the account
    #[command(after_help = "Example:\n  pili opentok project ls --json | jq -r '.[].id'")]
    Ls(ShowKeys),
    /// Shows a project
    #[command(
        after_help = "Example:\n  pili opentok project info 45678123 --show-keys --json | jq -r .secret"
    )]
    Info {
        /// The project's API key
        id: String,
        #[command(flatten)]
        keys: ShowKeys,
    },
    /// Creates a project
    #[command(after_help = "Example:\n  pili opentok project create --name evening --show-keys")]
    Create {
        /// Its name
        #[arg(long, value_name = "TEXT")]
        name: Option<String>,
        #[command(flatten)]
        keys: ShowKeys,
    },
    /// Refuses the calls of a project from now on
    #[command(after_help = "Example:\n  pili opentok project suspend 45678123")]
    Suspend(OneProject),
    /// Takes the calls of a project again
    #[command(after_help = "Example:\n  pili opentok project activate 45678123")]
    Activate(OneProject),
    /// Deletes a project
    #[command(after_help = "Example:\n  pili opentok project delete 45678123")]
    Delete(OneProject),
}

/// A project of the account.
#[derive(Debug, Arguments)]
pub(crate) struct OneProject {
    /// The project's API key
    pub(crate) id: String,
}

/// Whether secrets are shown.
#[derive(Clone, Copy, Debug, Arguments)]
pub(crate) struct ShowKeys {
    /// Shows the secret too
    #[arg(long)]
    pub(crate) show_keys: bool,
}
