use pili_core::{ApiError, Reason};
use pili_qiniu::Code;

/// What became of a [start](super::Task::start) or a [stop](super::Task::stop).
///
/// The service refuses both when they are repeated ("repeat operation"), so that after a lost answer the repeat alone
/// could not be told from a failure. Either way the task is as it was asked to be.
///
/// Example: [`task`](crate::task).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "there is no third")]
pub enum Change {
    /// This call did it.
    Made,
    /// The service called it a repeat: the task was so before, or an earlier attempt of this call did it and its answer
    /// was lost.
    Repeated,
}

impl Change {
    /// Whether a refusal says that it was so already.
    pub(super) fn recover(error: &ApiError) -> Option<Self> {
        let is_repeat =
            error.reason == Reason::Conflict && Code::said(error) == Some(Code::RepeatedOperation);
        is_repeat.then_some(Self::Repeated)
    }
}
