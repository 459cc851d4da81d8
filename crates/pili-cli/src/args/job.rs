//! Jobs that merge and forward what is in a room. Parts of theirs are given as the API has them, in JSON.

use clap::{Args as Arguments, Subcommand, ValueEnum};
use pili::rtc::{
    StretchMode,
    job::{Input, Kind},
    merge_job::{Picture, Track, User},
};

use super::{OneRoom, json};

/// `pili room merge`.
#[derive(Debug, Subcommand)]
pub(crate) enum Merge {
    /// Starts a job
    #[command(after_help = "\
Example (`pili help room merge start` lists more options):
  pili room merge start lobby job1 --width 1280 --height 720 --publish-url \"$URL\"")]
    Start(Box<StartMerge>),
    /// Sets which tracks are merged, and where they are seen
    #[command(after_help = "\
Examples:
  pili room merge set-tracks lobby job1 --all '{\"trackID\":\"t1\",\"w\":640,\"h\":360}'
  pili room merge set-tracks lobby job1 --add '{\"trackID\":\"t2\"}' --remove '{\"trackID\":\"t1\"}'")]
    SetTracks(SetTracks),
    /// Sets the pictures over the merged one
    #[command(after_help = "\
Example:
  pili room merge set-watermarks lobby job1 '{\"url\":\"https://a.example/logo.png\",\"x\":8,\"y\":8}'")]
    SetWatermarks {
        #[command(flatten)]
        job: OneJob,
        /// The pictures; none at all without one
        #[arg(value_name = "JSON", value_parser = json::<Picture>)]
        pictures: Vec<Picture>,
    },
    /// Stops a job
    #[command(after_help = "Example:\n  pili room merge stop lobby job1")]
    Stop(OneJob),
}

/// `pili room forward`.
#[derive(Debug, Subcommand)]
pub(crate) enum Forward {
    /// Starts a job
    #[command(after_help = "\
Example:
  pili room forward start lobby job1 alice --track t1 --publish-url \"$URL\"")]
    Start {
        #[command(flatten)]
        job: OneForward,
        /// Where it is published
        #[arg(long, value_name = "URL")]
        publish_url: Option<String>,
        /// A track; may be given several times
        #[arg(long = "track", value_name = "ID")]
        tracks: Vec<String>,
    },
    /// Stops a job
    #[command(after_help = "Example:\n  pili room forward stop lobby job1 alice")]
    Stop(OneForward),
}

/// `pili room job`.
#[derive(Debug, Subcommand)]
pub(crate) enum Job {
    /// Starts a job
    #[command(after_help = "\
Example:
  pili room job start lobby --input '{\"kind\":\"media\",\"userId\":\"alice\"}' --output \"$URL\"")]
    Start {
        #[command(flatten)]
        room: OneRoom,
        /// Its id [default: one of the service's]
        #[arg(long)]
        id: Option<String>,
        #[command(flatten)]
        settings: JobSettings,
    },
    /// Changes a job to what is given now
    #[command(after_help = "\
Example:
  pili room job update lobby job1 --input '{\"kind\":\"media\",\"userId\":\"bob\"}' --output \"$URL\"")]
    Update {
        #[command(flatten)]
        job: OneJob,
        #[command(flatten)]
        settings: JobSettings,
    },
    /// Stops a job
    #[command(after_help = "Example:\n  pili room job stop lobby job1")]
    Stop(OneJob),
}

/// A job of a room.
#[derive(Debug, Arguments)]
pub(crate) struct OneJob {
    #[command(flatten)]
    pub(crate) room: OneRoom,
    /// The job's id
    pub(crate) job: String,
}

/// A job that forwards tracks of a user.
#[derive(Debug, Arguments)]
pub(crate) struct OneForward {
    #[command(flatten)]
    pub(crate) job: OneJob,
    /// The user
    pub(crate) player: String,
}

/// Arguments of `pili room merge start`.
#[derive(Debug, Arguments)]
pub(crate) struct StartMerge {
    #[command(flatten)]
    pub(crate) job: OneJob,
    #[command(flatten)]
    pub(crate) canvas: Canvas,
    /// Where it is published
    #[arg(long, value_name = "URL")]
    pub(crate) publish_url: Option<String>,
    /// The template of the layout
    #[arg(long, value_name = "NAME")]
    pub(crate) template: Option<String>,
    /// A user, and where to be seen; may be given several times
    #[arg(long = "user", value_name = "JSON", value_parser = json::<User>)]
    pub(crate) users: Vec<User>,
    /// The picture behind
    #[arg(long, value_name = "JSON", value_parser = json::<Picture>, hide_short_help = true)]
    pub(crate) background: Option<Picture>,
    /// A picture in front; may be given several times
    #[arg(long = "watermark", value_name = "JSON", value_parser = json::<Picture>, hide_short_help = true)]
    pub(crate) watermarks: Vec<Picture>,
    /// The least bit rate
    #[arg(long, value_name = "N", hide_short_help = true)]
    pub(crate) min_rate: Option<u32>,
    /// The highest bit rate
    #[arg(long, value_name = "N", hide_short_help = true)]
    pub(crate) max_rate: Option<u32>,
}

/// Arguments of `pili room merge set-tracks`.
#[derive(Debug, Arguments)]
#[group(id = "which tracks", args = ["all", "add", "remove"], required = true, multiple = true)]
pub(crate) struct SetTracks {
    #[command(flatten)]
    pub(crate) job: OneJob,
    /// These and no others; may be given several times
    #[arg(long, value_name = "JSON", value_parser = json::<Track>, conflicts_with_all = ["add", "remove"])]
    pub(crate) all: Vec<Track>,
    /// These too
    #[arg(long, value_name = "JSON", value_parser = json::<Track>)]
    pub(crate) add: Vec<Track>,
    /// These no more
    #[arg(long, value_name = "JSON", value_parser = json::<Track>)]
    pub(crate) remove: Vec<Track>,
}

/// What a job takes, and what it makes of it.
#[derive(Debug, Arguments)]
pub(crate) struct JobSettings {
    /// The kind
    #[arg(long = "type", value_enum, value_name = "KIND", default_value_t = JobKind::Basic)]
    pub(crate) kind: JobKind,
    /// A user's media or a picture; may be given several times
    #[arg(long = "input", value_name = "JSON", value_parser = json::<Input>)]
    pub(crate) inputs: Vec<Input>,
    /// Where it is published over RTMP; may be given several times
    #[arg(long = "output", value_name = "URL")]
    pub(crate) outputs: Vec<String>,
    #[command(flatten)]
    pub(crate) canvas: Canvas,
}

/// The picture that is made.
#[derive(Debug, Arguments)]
pub(crate) struct Canvas {
    /// Its width
    #[arg(long, value_name = "PIXELS")]
    pub(crate) width: Option<u32>,
    /// Its height
    #[arg(long, value_name = "PIXELS")]
    pub(crate) height: Option<u32>,
    /// Frames a second
    #[arg(long, value_name = "N")]
    pub(crate) fps: Option<u32>,
    /// Its bit rate
    #[arg(long, value_name = "N")]
    pub(crate) kbps: Option<u32>,
    /// How tracks are fitted in
    #[arg(long, value_name = "HOW", value_enum, hide_short_help = true)]
    pub(crate) stretch_mode: Option<Stretch>,
    /// Whether there is no picture at all
    #[arg(long, value_name = "true|false", hide_short_help = true)]
    pub(crate) audio_only: Option<bool>,
    /// Whether the last frame stays when a track ends
    #[arg(long, value_name = "true|false", hide_short_help = true)]
    pub(crate) hold_last_frame: Option<bool>,
}

/// The kind of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum JobKind {
    /// Merges
    Basic,
    /// Forwards
    Simple,
}

impl From<JobKind> for Kind {
    fn from(kind: JobKind) -> Self {
        match kind {
            JobKind::Basic => Self::Basic,
            JobKind::Simple => Self::Simple,
        }
    }
}

/// How a picture is fitted into a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "camelCase")]
pub(crate) enum Stretch {
    AspectFill,
    AspectFit,
    ScaleToFit,
}

impl From<Stretch> for StretchMode {
    fn from(stretch: Stretch) -> Self {
        match stretch {
            Stretch::AspectFill => Self::AspectFill,
            Stretch::AspectFit => Self::AspectFit,
            Stretch::ScaleToFit => Self::ScaleToFit,
        }
    }
}
