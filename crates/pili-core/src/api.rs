use crate::{Endpoint, Vendor};

/// What all calls of one product have in common: one empty type per product.
///
/// A [`Client`](crate::Client) belongs to an API and sends its operations alone, so that no call goes to another
/// product's host under another product's signature.
///
/// Example: [`Vendor`].
pub trait Api: 'static {
    /// Whose product it is: how its answers are read.
    type Vendor: Vendor;

    /// The product's name, with which the names of its operations begin: `pili`, `rtc`. Example: [`Vendor`].
    const NAME: &'static str;

    /// Where the product is served to everybody. Example: [`Vendor`].
    const ENDPOINT: Endpoint;
}
