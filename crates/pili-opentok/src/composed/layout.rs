use pili_core::{Result, open_enum};
use serde::{Deserialize, Serialize};

use crate::id::check_filled;

/// How a composed archive or a broadcast arranges its streams (spec 7.3).
///
/// The stream with the layout class `focus` or `full` is the big one.
///
/// Example: [`Archive::stop`](crate::archive::Archive::stop).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Layout {
    /// Up to 16 streams as they fit best.
    BestFit {
        /// The layout while a screen is shared; without it the layout stays.
        screenshare: Option<ScreenshareLayout>,
    },
    /// A small picture in a big one.
    Pip,
    /// One big stream, the others in a column beside it.
    VerticalPresentation,
    /// One big stream, the others in a row below it.
    HorizontalPresentation,
    /// As a stylesheet (CSS) says.
    Custom {
        /// The stylesheet.
        stylesheet: String,
    },
}

impl Layout {
    /// The best fit, with screens shared or not. Example: [`Archive::stop`](crate::archive::Archive::stop).
    pub const BEST_FIT: Self = Self::BestFit { screenshare: None };

    /// The layout of a stylesheet (CSS). Example: [`Start::name`](crate::archive::Start::name).
    pub fn custom(stylesheet: impl Into<String>) -> Self {
        Self::Custom { stylesheet: stylesheet.into() }
    }

    /// The layout as it is sent.
    pub(crate) fn body(&self) -> Result<LayoutBody> {
        let mut body = LayoutBody { kind: self.kind(), stylesheet: None, screenshare_type: None };
        match self {
            Self::BestFit { screenshare } => body.screenshare_type = screenshare.map(ScreenshareLayout::kind),
            Self::Custom { stylesheet } => {
                check_filled("stylesheet", stylesheet)?;
                body.stylesheet = Some(stylesheet.clone());
            }
            _ => {}
        }
        Ok(body)
    }

    fn kind(&self) -> LayoutType {
        match self {
            Self::BestFit { .. } => LayoutType::BestFit,
            Self::Pip => LayoutType::Pip,
            Self::VerticalPresentation => LayoutType::VerticalPresentation,
            Self::HorizontalPresentation => LayoutType::HorizontalPresentation,
            Self::Custom { .. } => LayoutType::Custom,
        }
    }
}

/// The layout while a screen is shared: any but a stylesheet.
///
/// ```
/// use pili_opentok::composed::{Layout, ScreenshareLayout};
/// let layout = Layout::BestFit { screenshare: Some(ScreenshareLayout::HorizontalPresentation) };
/// assert_ne!(layout, Layout::BEST_FIT);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ScreenshareLayout {
    /// As they fit best.
    BestFit,
    /// A small picture in a big one.
    Pip,
    /// One big stream, the others in a column beside it.
    VerticalPresentation,
    /// One big stream, the others in a row below it.
    HorizontalPresentation,
}

impl ScreenshareLayout {
    fn kind(self) -> LayoutType {
        match self {
            Self::BestFit => LayoutType::BestFit,
            Self::Pip => LayoutType::Pip,
            Self::VerticalPresentation => LayoutType::VerticalPresentation,
            Self::HorizontalPresentation => LayoutType::HorizontalPresentation,
        }
    }
}

/// A layout as it is sent.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LayoutBody {
    #[serde(rename = "type")]
    pub kind: LayoutType,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stylesheet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub screenshare_type: Option<LayoutType>,
}

open_enum! {
    /// The kind of a layout on the wire.
    #[derive(Default)]
    LayoutType {
        /// As they fit best.
        #[default]
        BestFit = "bestFit",
        /// A small picture in a big one.
        Pip = "pip",
        /// One big stream, the others in a column.
        VerticalPresentation = "verticalPresentation",
        /// One big stream, the others in a row.
        HorizontalPresentation = "horizontalPresentation",
        /// As a stylesheet says.
        Custom = "custom",
    }
}
