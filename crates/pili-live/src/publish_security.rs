use pili_core::open_enum;

open_enum! {
    /// What is demanded of publishers (spec 3.2).
    ///
    /// ```
    /// use pili_live::PublishSecurity;
    /// assert_eq!(PublishSecurity::ExpirySk.as_str(), "expiry_sk");
    /// assert_eq!(PublishSecurity::from("expiry_sk"), PublishSecurity::ExpirySk);
    /// ```
    #[derive(Default)]
    PublishSecurity {
        /// Empty: what the hub demands; on a hub, nothing was set.
        #[default]
        Inherit = "",
        /// Nothing.
        None = "none",
        /// The publish key in the open.
        Static = "static",
        /// A time and a token of the publish key.
        Expiry = "expiry",
        /// A time and a token of the account's secret key.
        ExpirySk = "expiry_sk",
        /// A growing number and a token of the publish key.
        Dynamic = "dynamic",
    }
}
