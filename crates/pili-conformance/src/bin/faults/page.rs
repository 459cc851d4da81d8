//! The page: what each call came to.

use std::fmt::Write as _;

use crate::{
    case::{Call, Times},
    fault::Fault,
    judge::{Outcome, Seen},
    table::FAMILIES,
};

const HEAD: &str = "\
# What calls come to under faults

Written by `cargo xtask faults`; do not edit. `cargo xtask ci faults` checks that it is current, and that every call keeps the rules:
**it never hangs, a write is never done twice, and its error never denies what the server did.**

Each fault is met by a *read*, which may be repeated (`pili.stream.info`), and by a *write*, which may not (`pili.stream.create`): at every
attempt, and, where the peer can recover, at the first alone. The server counts how often it carried the call out. Limits that a fault has
to run into are shortened (connecting 1 s, an attempt 2 s, a call 10 s), and so are the waits (at most 1 s); otherwise the client is as
`build` makes it.

- **done**: the call succeeded. **Transport** ×3: it failed with this `ErrorKind` after three attempts; a status stands behind it.
- **may**: `may_have_taken_effect()`; **not**: it surely did not. **(did 1)**: how often the server had done it.
- **varies**: the peer ends the connection while the client is still writing. The rules hold however that comes out.
";

pub(crate) fn of(seen: &[Seen]) -> String {
    let mut page = HEAD.to_owned();
    for family in FAMILIES {
        let _ =
            write!(page, "\n## {}\n\n| fault | read | write | read, once | write, once |\n", family.title);
        page.push_str("|---|---|---|---|---|\n");
        for fault in family.faults {
            page.push_str(&row(fault, seen));
        }
    }
    page
}

fn row(fault: &Fault, seen: &[Seen]) -> String {
    let cell = |call, times| {
        let of = |seen: &&Seen| {
            std::ptr::eq(seen.case.fault, fault) && (seen.case.call, seen.case.times) == (call, times)
        };
        let text = |seen| if fault.is_race() { "varies".to_owned() } else { text(seen) };
        seen.iter().find(of).map_or("–".to_owned(), text)
    };
    let cells = [
        cell(Call::Read, Times::Always),
        cell(Call::Write, Times::Always),
        cell(Call::Read, Times::Once),
        cell(Call::Write, Times::Once),
    ];
    format!("| {} | {} |\n", fault.name, cells.join(" | "))
}

fn text(seen: &Seen) -> String {
    let did = if seen.effects == 0 { String::new() } else { format!(" (did {})", seen.effects) };
    match &seen.outcome {
        Outcome::Done => format!("done{did}"),
        Outcome::Hung => format!("hung{did}"),
        Outcome::Failed(error) => {
            let doubt = if error.may_have_taken_effect() { "may" } else { "not" };
            let status = error.status().map(|status| format!(" {}", status.as_u16())).unwrap_or_default();
            format!("{:?}{status} ×{}, {doubt}{did}", error.kind(), error.attempts())
        }
    }
}
