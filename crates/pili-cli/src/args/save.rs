//! Files that are made of streams.

use std::time::SystemTime;

use clap::{Args as Arguments, ValueEnum};
use pili::live::stream::{self, Expiry};

use super::{Chosen, InHub, InSpan, Many};
use crate::{
    clock,
    failure::{Failure, Result},
};

/// What stands for the stream key in the name of a file.
const KEY: &str = "{key}";

/// Arguments of `pili stream save`.
#[derive(Debug, Arguments)]
pub(crate) struct SaveStreams {
    #[command(flatten)]
    pub(crate) streams: Chosen,
    #[command(flatten)]
    pub(crate) hub: InHub,
    #[command(flatten)]
    pub(crate) span: InSpan,
    /// The container [default: m3u8]
    #[arg(long, value_enum, value_name = "m3u8|flv|mp4", hide_possible_values = true)]
    pub(crate) format: Option<Container>,
    #[command(flatten)]
    pub(crate) file: File,
    /// Keeps the segments for so many days, `never` for ever, `untouched` as long as without
    #[arg(long, value_name = "DAYS", value_parser = expiry, hide_short_help = true)]
    pub(crate) expire_days: Option<Expiry>,
    /// What the first segment must hold
    #[arg(long, value_enum, value_name = "WHAT", hide_short_help = true)]
    pub(crate) first_ts: Option<FirstTs>,
    #[command(flatten)]
    pub(crate) many: Many,
}

/// Arguments of `pili stream snapshot`.
#[derive(Debug, Arguments)]
pub(crate) struct SnapshotStreams {
    #[command(flatten)]
    pub(crate) streams: Chosen,
    #[command(flatten)]
    pub(crate) hub: InHub,
    /// The moment, if not now
    #[arg(long, value_name = "TIME", value_parser = clock::moment, allow_hyphen_values = true)]
    pub(crate) at: Option<SystemTime>,
    /// The format [default: jpg]
    #[arg(long, value_enum, value_name = "jpg|png", hide_possible_values = true)]
    pub(crate) format: Option<Picture>,
    #[command(flatten)]
    pub(crate) file: File,
    #[command(flatten)]
    pub(crate) many: Many,
}

/// The file that is made.
#[derive(Debug, Arguments)]
pub(crate) struct File {
    /// Its name; `{key}` stands for the stream key
    #[arg(long, value_name = "NAME")]
    fname: Option<String>,
    /// Deletes it after so many days
    #[arg(long, value_name = "N", hide_short_help = true)]
    pub(crate) delete_after_days: Option<u32>,
    /// The URL that is called when it is made
    #[arg(long, value_name = "URL", hide_short_help = true)]
    pub(crate) notify: Option<String>,
    /// The queue in which it is made
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub(crate) pipeline: Option<String>,
}

impl File {
    /// Refuses one name for many files, each of which would take the place of the one before.
    pub(crate) fn check(&self, streams: &Chosen) -> Result {
        match &self.fname {
            Some(name) if streams.names.len() != 1 && !name.contains(KEY) => {
                let failure = Failure::usage("--fname names one file for many streams");
                Err(failure.advise("let `{key}` stand for the stream key, as in `replay/{key}.m3u8`"))
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn name_for(&self, key: &str) -> Option<String> {
        self.fname.as_ref().map(|name| name.replace(KEY, key))
    }
}

/// The container of a saved playback.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Container {
    M3u8,
    Flv,
    Mp4,
}

impl From<Container> for stream::Format {
    fn from(container: Container) -> Self {
        match container {
            Container::M3u8 => Self::M3u8,
            Container::Flv => Self::Flv,
            Container::Mp4 => Self::Mp4,
        }
    }
}

/// The format of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Picture {
    Jpg,
    Png,
}

impl From<Picture> for stream::Picture {
    fn from(picture: Picture) -> Self {
        match picture {
            Picture::Jpg => Self::Jpg,
            Picture::Png => Self::Png,
        }
    }
}

/// What the first segment of a playback must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FirstTs {
    Any,
    Video,
    Audio,
    Both,
}

impl From<FirstTs> for stream::FirstTs {
    fn from(first: FirstTs) -> Self {
        match first {
            FirstTs::Any => Self::Any,
            FirstTs::Video => Self::Video,
            FirstTs::Audio => Self::Audio,
            FirstTs::Both => Self::Both,
        }
    }
}

fn expiry(text: &str) -> std::result::Result<Expiry, String> {
    match text {
        "never" => Ok(Expiry::Never),
        "untouched" => Ok(Expiry::Untouched),
        days => days.parse().map(Expiry::Days).map_err(|_| "must be days, `never` or `untouched`".to_owned()),
    }
}
