//! The file of what failed or was left: a line each, the name, a tab and the reason.

use std::{fmt::Write as _, fs, path::Path};

use super::engine::Tally;
use crate::{
    exit::Exit,
    failure::{Failure, Result},
};

pub(super) fn write(path: &Path, tally: &Tally) -> Result {
    let failed = |error| Failure::new(Exit::Failed, format_args!("cannot write {}: {error}", path.display()));
    fs::write(path, text(tally)).map_err(failed)
}

fn text(tally: &Tally) -> String {
    let failed = tally.failed.iter().map(|(name, failure)| (name, failure.line()));
    let left = tally.left.iter().map(|(name, why)| (name, (*why).to_owned()));
    failed.chain(left).fold(String::new(), |mut text, (name, why)| {
        let _ = writeln!(text, "{name}\t{}", why.replace(char::is_control, " "));
        text
    })
}

/// The name in a line of such a file, or of one that lists names alone; none in empty lines and comments.
pub(super) fn name(line: &str) -> Option<&str> {
    let name = line.split('\t').next().unwrap_or_default().trim();
    (!name.is_empty() && !name.starts_with('#')).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_as_the_names_that_are_not_done() {
        let tally = Tally {
            failed: vec![("a".to_owned(), Failure::new(Exit::NotFound, "gone\nfor ever"))],
            left: vec![("b".to_owned(), "not begun")],
            ..Tally::default()
        };
        let text = text(&tally);
        assert_eq!(text, "a\tgone for ever\nb\tnot begun\n");
        assert_eq!(text.lines().filter_map(name).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!("# c\n\n  \n d \r\n".lines().filter_map(name).collect::<Vec<_>>(), ["d"]);
    }
}
