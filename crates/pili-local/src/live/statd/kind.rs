/// A kind of usage statistics, and what may be asked of it.
#[derive(Debug)]
pub(super) struct Kind {
    pub(super) name: &'static str,
    /// What it can be filtered and grouped by.
    pub(super) by: &'static [&'static str],
    pub(super) metrics: &'static [&'static str],
    /// Whether the metrics must be named.
    pub(super) must_select: bool,
}

const KINDS: [Kind; 6] = [
    Kind { name: "upflow", by: &["hub", "domain", "area"], metrics: &["flow"], must_select: false },
    Kind { name: "downflow", by: &["hub", "domain", "area"], metrics: &["flow"], must_select: false },
    Kind { name: "codec", by: &["hub", "profile"], metrics: &["duration"], must_select: false },
    Kind { name: "nrop", by: &["hub", "assured"], metrics: &["count"], must_select: false },
    Kind {
        name: "caster",
        by: &["container", "resolution"],
        metrics: &["upflow", "downflow", "duration"],
        must_select: true,
    },
    Kind { name: "pub", by: &["tp"], metrics: &["count", "duration"], must_select: true },
];

impl Kind {
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        const { &KINDS }.iter().find(|kind| kind.name == name)
    }

    /// The same name out of the table, if it can be filtered and grouped by.
    pub(super) fn by(&self, name: &str) -> Option<&'static str> {
        self.by.iter().find(|by| **by == name).copied()
    }
}
