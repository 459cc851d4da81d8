use pili_auth::names::NameError;

use crate::Domain;

/// The domains that a hub gets below its base domain unless others are bound (vendor page kb 2648).
///
/// A convention of the vendor's, not a rule: what a hub really has, its domain list tells.
///
/// ```
/// use pili_urls::DefaultDomains;
/// let domains = DefaultDomains::below("example.com")?;
/// assert_eq!(domains.publish.as_str(), "pili-publish.example.com");
/// assert_eq!(domains.hls.as_str(), "pili-live-hls.example.com");
/// # Ok::<(), pili_urls::NameError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DefaultDomains {
    /// For publishing.
    pub publish: Domain,
    /// For playing over RTMP.
    pub rtmp: Domain,
    /// For playing as HLS.
    pub hls: Domain,
    /// For playing as HDL (HTTP-FLV).
    pub hdl: Domain,
    /// For snapshots.
    pub snapshot: Domain,
}

impl DefaultDomains {
    /// Those below a base domain. Example: [`DefaultDomains`].
    ///
    /// # Errors
    /// When the base domain is no host name.
    pub fn below(base: &str) -> Result<Self, NameError> {
        let domain = |prefix| Domain::new(format!("{prefix}.{base}"));
        Ok(Self {
            publish: domain("pili-publish")?,
            rtmp: domain("pili-live-rtmp")?,
            hls: domain("pili-live-hls")?,
            hdl: domain("pili-live-hdl")?,
            snapshot: domain("pili-snapshot")?,
        })
    }
}
