//! The faults, a file for each subject. Adding one is adding a row.

mod bodies;
mod chunks;
mod connecting;
mod heads;
mod lengths;
mod proxies;
mod redirects;
mod resets;
mod reused;
mod slow;
mod statuses;

use crate::fault::Family;

pub(crate) static FAMILIES: &[Family] = &[
    Family { title: "No connection", faults: connecting::FAULTS },
    Family { title: "Proxies", faults: proxies::FAULTS },
    Family { title: "Connections that end", faults: resets::FAULTS },
    Family { title: "Connections that served before", faults: reused::FAULTS },
    Family { title: "Slow peers", faults: slow::FAULTS },
    Family { title: "Heads", faults: heads::FAULTS },
    Family { title: "Lengths", faults: lengths::FAULTS },
    Family { title: "Chunks", faults: chunks::FAULTS },
    Family { title: "Bodies", faults: bodies::FAULTS },
    Family { title: "Redirects", faults: redirects::FAULTS },
    Family { title: "Statuses", faults: statuses::FAULTS },
];
