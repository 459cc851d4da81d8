//! What is measured: rows of contestants that do the same work, in groups that can be asked for by name.

mod by_hand;
pub mod call;
mod decode;
pub mod list;
mod measure;
pub mod server;
mod sign;
mod token;
mod url;

pub use measure::{Clock, Contestant, Row};

/// A group of rows by the name it is asked for.
pub type Group = (&'static str, fn(&server::Address) -> Vec<Row>);

/// In the order of the table.
pub const GROUPS: &[Group] = &[
    ("sign", |_| sign::rows()),
    ("url", |_| url::rows()),
    ("token", |_| token::rows()),
    ("decode", |_| decode::rows()),
    ("call", call::rows),
    ("list", list::rows),
];

/// Who we are in a row.
pub const OURS: &str = "ours";

/// What a row is a ratio to.
pub const BY_HAND: &str = "by hand";
