use clap::{Args as Arguments, Subcommand};
use pili::rtc::app::MergePublishRtmp;

use super::json;

/// `pili app`.
#[derive(Debug, Subcommand)]
pub(crate) enum App {
    /// Lists the apps of the account
    #[command(after_help = "Example:\n  pili app ls --jsonl | jq -r .appId")]
    Ls,
    /// Shows the settings of an app
    #[command(after_help = "Example:\n  pili app info desls83s2 --json")]
    Info {
        /// The app's id
        app: String,
    },
    /// Creates an app
    #[command(after_help = "Example:\n  pili app create --hub shows --title meeting --max-users 10")]
    Create(AppSettings),
    /// Changes the settings of an app
    #[command(after_help = "\
Examples:
  pili app update desls83s2 --max-users 20
  pili app update desls83s2 --merge-publish-rtmp '{\"enable\":true,\"height\":720}'")]
    Update(UpdateApp),
    /// Deletes an app
    #[command(after_help = "Example:\n  pili app delete desls83s2")]
    Delete {
        /// The app's id
        app: String,
    },
    /// Sets where the events of an app's rooms are sent
    #[command(after_help = "\
The secret that signs them is asked for, or read from standard input.
Example:
  pili app set-event-callback desls83s2 https://hooks.example.com/rtc < secret")]
    SetEventCallback {
        /// The app's id
        app: String,
        /// The URL
        url: String,
    },
}

/// The settings of an app.
#[derive(Debug, Arguments)]
pub(crate) struct AppSettings {
    /// The hub that its rooms may be published to
    #[arg(long, value_name = "NAME")]
    pub(crate) hub: Option<String>,
    /// Its title
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
    /// The most users of a room
    #[arg(long, value_name = "N")]
    pub(crate) max_users: Option<u32>,
    /// Whether a user who enters again is refused; else the older entry ends
    #[arg(long, value_name = "true|false", hide_possible_values = true)]
    pub(crate) no_auto_kick_user: Option<bool>,
}

/// Arguments of `pili app update`.
#[derive(Debug, Arguments)]
pub(crate) struct UpdateApp {
    /// The app's id
    pub(crate) app: String,
    #[command(flatten)]
    pub(crate) settings: AppSettings,
    /// How rooms are merged and published, as the API has it
    #[arg(long, value_name = "JSON", value_parser = json::<MergePublishRtmp>)]
    pub(crate) merge_publish_rtmp: Option<MergePublishRtmp>,
}
