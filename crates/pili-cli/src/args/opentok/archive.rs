use clap::{ArgGroup, Args as Arguments, Subcommand, ValueEnum};
use pili::opentok::{OutputMode, Resolution, archive_storage::Fallback};

use super::{AddStream, LayoutArgs, Listed, RemoveStream, SetLayout, Streams, Tracks};

/// `pili opentok archive`.
#[derive(Debug, Subcommand)]
pub(crate) enum Archive {
    /// Records a session, in which somebody must be
    #[command(after_help = "\
Example (`pili help opentok archive start` lists more options):
  pili opentok archive start 1_MX40NTY3… --name evening --resolution 1280x720")]
    Start(Box<StartArchive>),
    /// Ends a recording
    #[command(after_help = "Example:\n  pili opentok archive stop b40ef09b-…")]
    Stop(OneArchive),
    /// Lists archives, the newest first
    #[command(after_help = "Example:\n  pili opentok archive ls --session 1_MX40NTY3… --jsonl")]
    Ls(Listed),
    /// Shows an archive
    #[command(after_help = "Example:\n  pili opentok archive info b40ef09b-… --json | jq -r .url")]
    Info(OneArchive),
    /// Deletes an archive
    #[command(after_help = "Example:\n  pili opentok archive delete b40ef09b-…")]
    Delete(OneArchive),
    /// Arranges the streams otherwise
    #[command(after_help = "Example:\n  pili opentok archive set-layout b40ef09b-… --layout pip")]
    SetLayout(SetLayout),
    /// Takes a stream in, if streams are added by hand
    #[command(after_help = "Example:\n  pili opentok archive add-stream b40ef09b-… 8b732909-…")]
    AddStream(AddStream),
    /// Sets the S3 bucket or Azure container that archives are uploaded to
    #[command(after_help = "\
The secret is in PILI_STORAGE_SECRET, or asked for.
Examples:
  pili opentok archive set-storage --s3-bucket recordings --storage-key AKIA…
  pili opentok archive set-storage --azure-container recordings --storage-key account")]
    SetStorage(SetStorage),
    /// Uploads archives no longer
    #[command(after_help = "Example:\n  pili opentok archive delete-storage")]
    DeleteStorage,
    /// Leaves a stream out, if streams are added by hand
    #[command(after_help = "Example:\n  pili opentok archive remove-stream b40ef09b-… 8b732909-…")]
    RemoveStream(RemoveStream),
}

/// Arguments of `pili opentok archive set-storage`.
#[derive(Debug, Arguments)]
#[group(skip)]
#[command(group = ArgGroup::new("where to").args(["s3_bucket", "azure_container"]).required(true))]
pub(crate) struct SetStorage {
    /// A bucket of S3
    #[arg(long, value_name = "NAME")]
    pub(crate) s3_bucket: Option<String>,
    /// A container of Azure
    #[arg(long, value_name = "NAME")]
    pub(crate) azure_container: Option<String>,
    /// The access key of S3, the account of Azure
    #[arg(long, value_name = "NAME")]
    pub(crate) storage_key: String,
    /// Another provider's URL for S3, another domain for Azure
    #[arg(long, value_name = "URL")]
    pub(crate) storage_endpoint: Option<String>,
    /// Whether S3 encrypts it
    #[arg(long, value_name = "true|false", conflicts_with = "azure_container", hide_possible_values = true)]
    pub(crate) encrypted: Option<bool>,
    /// What becomes of an archive that cannot be uploaded
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) fallback: Option<KeptBy>,
}

/// Who keeps an archive that cannot be uploaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum KeptBy {
    /// OpenTok, for 72 hours
    #[value(name = "opentok")]
    OpenTok,
    /// Nobody
    None,
}

impl From<KeptBy> for Fallback {
    fn from(kept: KeptBy) -> Self {
        match kept {
            KeptBy::OpenTok => Self::OpenTok,
            KeptBy::None => Self::None,
        }
    }
}

/// An archive.
#[derive(Debug, Arguments)]
pub(crate) struct OneArchive {
    /// The archive's id
    pub(crate) id: String,
}

/// Arguments of `pili opentok archive start`.
#[derive(Debug, Arguments)]
pub(crate) struct StartArchive {
    /// The session's id
    pub(crate) session: String,
    /// Its name
    #[arg(long, value_name = "TEXT")]
    pub(crate) name: Option<String>,
    /// What is recorded
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) tracks: Option<Tracks>,
    /// Whether it is one file, or one for each stream
    #[arg(long, value_enum, value_name = "MODE")]
    pub(crate) output_mode: Option<Files>,
    /// Which streams are recorded
    #[arg(long, value_enum, value_name = "MODE")]
    pub(crate) stream_mode: Option<Streams>,
    /// Its resolution, such as `1280x720`
    #[arg(long, value_name = "SIZE")]
    pub(crate) resolution: Option<Resolution>,
    #[command(flatten)]
    pub(crate) layout: LayoutArgs,
    /// Tells it from others of the session at the same time
    #[arg(long, value_name = "TEXT", hide_short_help = true)]
    pub(crate) multi_archive_tag: Option<String>,
    /// The highest bit rate, bits a second
    #[arg(long, value_name = "N", hide_short_help = true)]
    pub(crate) max_bitrate: Option<u64>,
    /// The quality of the picture, 15 (best) to 40
    #[arg(long, value_name = "N", hide_short_help = true)]
    pub(crate) quantization_parameter: Option<u64>,
    /// Writes what is said
    #[arg(long, hide_short_help = true)]
    pub(crate) transcription: bool,
    /// The language that is spoken, such as `en-US`
    #[arg(long, value_name = "CODE", requires = "transcription", hide_short_help = true)]
    pub(crate) transcription_language: Option<String>,
    /// Whether what is said is summed up
    #[arg(long, value_name = "true|false", requires = "transcription", hide_short_help = true)]
    pub(crate) transcription_summary: Option<bool>,
}

/// How many files an archive is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Files {
    Composed,
    Individual,
}

impl From<Files> for OutputMode {
    fn from(files: Files) -> Self {
        match files {
            Files::Composed => Self::Composed,
            Files::Individual => Self::Individual,
        }
    }
}
