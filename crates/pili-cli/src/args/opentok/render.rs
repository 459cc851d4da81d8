use std::time::Duration;

use clap::{Args as Arguments, Subcommand};
use pili::opentok::Resolution;

use super::WithToken;
use crate::clock;

/// `pili opentok render`.
#[derive(Debug, Subcommand)]
pub(crate) enum Render {
    /// Opens a web page, and publishes it to a session
    #[command(after_help = "Example:\n  pili opentok render start 1_MX40NTY3… https://www.example.com/score")]
    Start(StartRender),
    /// Closes the page
    #[command(after_help = "Example:\n  pili opentok render stop 1248e707…")]
    Stop {
        /// Its id
        id: String,
    },
    /// Lists pages
    #[command(after_help = "Example:\n  pili opentok render ls --jsonl")]
    Ls {
        /// At most so many
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
    },
    /// Shows a page
    #[command(after_help = "Example:\n  pili opentok render info 1248e707…")]
    Info {
        /// Its id
        id: String,
    },
}

/// Arguments of `pili opentok render start`.
#[derive(Debug, Arguments)]
pub(crate) struct StartRender {
    /// The session's id
    pub(crate) session: String,
    /// The page's URL
    pub(crate) url: String,
    #[command(flatten)]
    pub(crate) token: WithToken,
    /// For at most so long
    #[arg(long, value_name = "TIME", value_parser = clock::length)]
    pub(crate) max_duration: Option<Duration>,
    /// Its resolution, such as `1280x720`
    #[arg(long, value_name = "SIZE")]
    pub(crate) resolution: Option<Resolution>,
    /// The name of its stream
    #[arg(long, value_name = "TEXT")]
    pub(crate) name: Option<String>,
    /// The URL that is told of its changes
    #[arg(long, value_name = "URL")]
    pub(crate) status_callback_url: Option<String>,
}

/// `pili opentok captions`.
#[derive(Debug, Subcommand)]
pub(crate) enum Captions {
    /// Starts captions of a session
    #[command(after_help = "Example:\n  pili opentok captions start 1_MX40NTY3… --language-code en-US")]
    Start(StartCaptions),
    /// Stops captions
    #[command(after_help = "Example:\n  pili opentok captions stop 7c0680fc-…")]
    Stop {
        /// Their id
        id: String,
    },
}

/// Arguments of `pili opentok captions start`.
#[derive(Debug, Arguments)]
pub(crate) struct StartCaptions {
    /// The session's id
    pub(crate) session: String,
    #[command(flatten)]
    pub(crate) token: WithToken,
    /// The language that is spoken, such as `en-US`
    #[arg(long, value_name = "CODE")]
    pub(crate) language_code: Option<String>,
    /// For at most so long
    #[arg(long, value_name = "TIME", value_parser = clock::length)]
    pub(crate) max_duration: Option<Duration>,
    /// Whether words are told before the sentence ends
    #[arg(long, value_name = "true|false")]
    pub(crate) partial_captions: Option<bool>,
    /// The URL that is told of changes
    #[arg(long, value_name = "URL")]
    pub(crate) status_callback_url: Option<String>,
}
