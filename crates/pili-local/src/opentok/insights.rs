use pili_opentok::wire::InsightsQuery;

use super::refused::{Body, Refused};

/// There are no figures to answer with.
pub(super) async fn query(_: Body<InsightsQuery>) -> Refused {
    Refused::new(
        501,
        "not implemented by pili-local: it keeps no figures of use, so it answers no query of Insights",
    )
}
