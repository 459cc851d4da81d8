//! Layouts of archives and broadcasts.

use pili_opentok::wire::{LayoutBody, LayoutType};

use super::refused::{Answer, Refused};

/// The rules of layouts (spec 7.3).
pub(super) fn check(layout: &LayoutBody) -> Answer<()> {
    let styled = layout.stylesheet.as_ref().is_some_and(|sheet| !sheet.is_empty());
    let good = match &layout.kind {
        LayoutType::Custom => styled && layout.screenshare_type.is_none(),
        LayoutType::BestFit => !styled,
        LayoutType::Pip | LayoutType::VerticalPresentation | LayoutType::HorizontalPresentation => {
            !styled && layout.screenshare_type.is_none()
        }
        _ => false,
    };
    if good { Ok(()) } else { Err(Refused::bad("Invalid layout")) }
}
