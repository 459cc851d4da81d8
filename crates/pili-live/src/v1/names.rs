use pili_core::auth::names::{checked_name, is_word};

checked_name! {
    /// The id of a stream of the 2015 API: zone, hub and title, as in `z1.shows.evening`.
    StreamId, "stream id", "must be `zone.hub.title`, each of letters, digits, `-` or `_`", |id| {
        id.split('.').count() == 3 && id.split('.').all(|part| is_word(part, 1, 200))
    }
}

checked_name! {
    /// The title of a stream of the 2015 API, its name within the hub: 4 to 200 letters, digits, `-` or `_`.
    Title, "title", "must be 4 to 200 letters, digits, `-` or `_`", |title| is_word(title, 4, 200)
}
