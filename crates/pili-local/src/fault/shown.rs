//! The faults that wait, as a console shows them.

use serde::Serialize;

use super::Faults;

#[derive(Serialize)]
pub(crate) struct ShownFault {
    /// The operation that meets it; any if `None`.
    pub(super) on: Option<&'static str>,
    pub(super) effect: String,
    /// How many more calls meet it; any number if `None`.
    pub(super) left: Option<u32>,
}

impl Faults {
    pub(crate) fn shown(&self) -> Vec<ShownFault> {
        self.waiting.shown()
    }
}
