//! What archives and broadcasts have in common.

use clap::{Args as Arguments, ValueEnum};
use pili::opentok::{self, Layout, ScreenshareLayout, StreamMode};

/// How the streams are arranged.
#[derive(Clone, Debug, Arguments)]
pub(crate) struct LayoutArgs {
    /// How streams are arranged
    #[arg(long, value_enum, value_name = "LAYOUT")]
    layout: Option<Arranged>,
    /// The stylesheet of the layout `custom`
    #[arg(long, value_name = "CSS", required_if_eq("layout", "custom"), hide_short_help = true)]
    stylesheet: Option<String>,
    /// The layout while a screen is shared
    #[arg(long, value_enum, value_name = "LAYOUT", hide_possible_values = true, hide_short_help = true)]
    screenshare: Option<Screenshare>,
}

impl LayoutArgs {
    pub(crate) fn get(self) -> Option<Layout> {
        Some(match self.layout? {
            Arranged::BestFit => Layout::BestFit { screenshare: self.screenshare.map(Into::into) },
            Arranged::Pip => Layout::Pip,
            Arranged::VerticalPresentation => Layout::VerticalPresentation,
            Arranged::HorizontalPresentation => Layout::HorizontalPresentation,
            Arranged::Custom => Layout::custom(self.stylesheet.unwrap_or_default()),
        })
    }
}

/// The arguments of `set-layout`.
#[derive(Debug, Arguments)]
pub(crate) struct SetLayout {
    /// The id
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) layout: LayoutArgs,
}

/// The arguments of `add-stream`.
#[derive(Debug, Arguments)]
pub(crate) struct AddStream {
    /// The id
    pub(crate) id: String,
    /// The stream's id
    pub(crate) stream: String,
    /// What of it
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) tracks: Option<Tracks>,
}

/// The arguments of `remove-stream`.
#[derive(Debug, Arguments)]
pub(crate) struct RemoveStream {
    /// The id
    pub(crate) id: String,
    /// The stream's id
    pub(crate) stream: String,
}

/// An arrangement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "camelCase")]
enum Arranged {
    BestFit,
    Pip,
    VerticalPresentation,
    HorizontalPresentation,
    Custom,
}

/// An arrangement while a screen is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "camelCase")]
enum Screenshare {
    BestFit,
    Pip,
    VerticalPresentation,
    HorizontalPresentation,
}

impl From<Screenshare> for ScreenshareLayout {
    fn from(layout: Screenshare) -> Self {
        match layout {
            Screenshare::BestFit => Self::BestFit,
            Screenshare::Pip => Self::Pip,
            Screenshare::VerticalPresentation => Self::VerticalPresentation,
            Screenshare::HorizontalPresentation => Self::HorizontalPresentation,
        }
    }
}

/// What is taken of streams.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Tracks {
    Both,
    Audio,
    Video,
}

impl From<Tracks> for opentok::Tracks {
    fn from(tracks: Tracks) -> Self {
        match tracks {
            Tracks::Both => Self::Both,
            Tracks::Audio => Self::AudioOnly,
            Tracks::Video => Self::VideoOnly,
        }
    }
}

/// Which streams are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Streams {
    /// All
    Auto,
    /// Those that are added
    Manual,
}

impl From<Streams> for StreamMode {
    fn from(streams: Streams) -> Self {
        match streams {
            Streams::Auto => Self::Auto,
            Streams::Manual => Self::Manual,
        }
    }
}
