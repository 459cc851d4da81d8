//! Segments in files: what memory need not hold, and what outlives the process.

mod file;
mod folder;
mod writer;

pub(crate) use file::{path, read};
pub(crate) use folder::{Folder, Found};
pub(crate) use writer::{Writer, remove};
