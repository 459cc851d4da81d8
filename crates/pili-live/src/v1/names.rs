use pili_core::auth::names::{checked_name, is_word};

checked_name! {
    /// The id of a stream of the 2015 API: zone, hub and title, as in `z1.shows.evening`.
    ///
    /// ```
    /// use pili_live::v1::StreamId;
    /// assert_eq!(StreamId::new("z1.shows.evening")?.as_str(), "z1.shows.evening");
    /// assert!(StreamId::new("evening").is_err());
    /// # Ok::<(), pili_live::core::auth::names::NameError>(())
    /// ```
    StreamId, "stream id", "must be `zone.hub.title`, each of letters, digits, `-` or `_`", |id| {
        id.split('.').count() == 3 && id.split('.').all(|part| is_word(part, 1, 200))
    }
}

checked_name! {
    /// The title of a stream of the 2015 API, its name within the hub: 4 to 200 letters, digits, `-` or `_`.
    ///
    /// ```
    /// use pili_live::v1::Title;
    /// assert_eq!(Title::new("evening")?.as_str(), "evening");
    /// assert!(Title::new("no").is_err());
    /// # Ok::<(), pili_live::core::auth::names::NameError>(())
    /// ```
    Title, "title", "must be 4 to 200 letters, digits, `-` or `_`", |title| is_word(title, 4, 200)
}
