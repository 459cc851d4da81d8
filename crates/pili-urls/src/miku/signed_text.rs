//! What the MD5 covers, behind the key (spec 3.7; vendor page 13172).

use crate::query::form;

/// Path and time, the time as it stands in the URL. The path is escaped but for its `/`, as the page's code does;
/// checked names need no escaping.
pub(super) fn signed_text(path: &str, time: &str) -> String {
    escaped(path) + time
}

fn escaped(path: &str) -> String {
    path.split('/').map(form).collect::<Vec<_>>().join("/")
}
