use pili_core::Result;

use crate::{
    id::check_filled,
    wire::{LayoutBody, LayoutType},
};

/// How a composed archive or a broadcast arranges its streams (spec 7.3).
///
/// The stream with the layout class `focus` or `full` is the big one.
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
    /// The best fit, with screens shared or not.
    pub const BEST_FIT: Self = Self::BestFit { screenshare: None };

    /// The layout of a stylesheet (CSS).
    pub fn custom(stylesheet: impl Into<String>) -> Self {
        Self::Custom { stylesheet: stylesheet.into() }
    }

    /// The layout as it is sent.
    pub(crate) fn body(&self) -> Result<LayoutBody> {
        let mut body = LayoutBody { kind: self.kind(), ..LayoutBody::default() };
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
