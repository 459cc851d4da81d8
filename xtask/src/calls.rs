//! The table of every documented call: its source, and our operation or why there is none. `xtask/calls.csv` holds the
//! rows, `docs/calls.md` is made of them.

mod page;
mod row;

use std::{collections::BTreeSet, path::Path};

use xshell::Shell;

use crate::{Result, problems, words};

use row::Row;

const ROWS: &str = "xtask/calls.csv";
const PAGE: &str = "docs/calls.md";

/// Writes the page.
pub(crate) fn run(sh: &Shell, _: &[String]) -> Result {
    let rows = row::read(&sh.read_file(ROWS)?)?;
    sh.write_file(PAGE, page::of(&rows))?;
    println!("{PAGE}: {} rows", rows.len());
    Ok(())
}

/// Every operation has a row, every row names an operation or a reason, and the page is made of them.
pub(crate) fn check(sh: &Shell) -> Result {
    let rows = row::read(&sh.read_file(ROWS)?)?;
    let operations = words::names(sh)?;
    let mut found = wrong(&rows, &operations);
    let is_stale = !sh.path_exists(Path::new(PAGE)) || sh.read_file(PAGE)? != page::of(&rows);
    found.extend(is_stale.then(|| format!("{PAGE} is not what {ROWS} makes: run `cargo xtask calls`")));
    println!("{} rows, {} operations", rows.len(), operations.len());
    problems::none("calls and operations do not agree", &found)
}

fn wrong(rows: &[Row], operations: &BTreeSet<String>) -> Vec<String> {
    let named: BTreeSet<_> = rows.iter().filter_map(|row| row.operation.clone()).collect();
    let without_row = operations.difference(&named).map(|name| format!("{name} has no row in {ROWS}"));
    let unknown =
        named.difference(operations).map(|name| format!("{name}, in a row of {ROWS}, is no operation"));
    let silent = rows.iter().filter(|row| row.operation.is_none() && row.note.is_empty());
    let silent = silent.map(|row| format!("{}: {} has neither operation nor reason", row.product, row.call));
    without_row.chain(unknown).chain(silent).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(rows: &str, operations: &[&str]) -> Vec<String> {
        let rows = row::read(&format!("{}\n{rows}", row::HEAD)).unwrap();
        wrong(&rows, &operations.iter().map(|name| (*name).to_owned()).collect())
    }

    #[test]
    fn rows_and_operations_that_agree_pass() {
        let rows = "P,pili/1,GET /a,p.a.info,\nP,pili/2,GET /b,-,another product, and old\n";
        assert_eq!(told(rows, &["p.a.info"]), Vec::<String>::new());
    }

    #[test]
    fn each_disagreement_is_told() {
        let found = told("P,pili/1,GET /a,p.a.gone,\nP,pili/2,GET /b,-,\n", &["p.a.info"]);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].contains("p.a.info has no row"));
        assert!(found[1].contains("p.a.gone, in a row of xtask/calls.csv, is no operation"));
        assert!(found[2].contains("P: GET /b has neither operation nor reason"));
    }
}
