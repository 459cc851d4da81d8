//! What a domain demands of those who come by it: an address, and a signed play URL.

use std::net::IpAddr;

use pili_gate::{AddressLimit, Cidr, PlayDemand};
use pili_live::domain::DomainInfo;

use crate::media::Refusal;

/// Refuses addresses that the domain does not let in, and everybody if it is switched off.
pub(super) fn let_in(domain: &DomainInfo, address: IpAddr) -> Result<(), Refusal> {
    let refuse = |why: &str| Refusal::new(format!("the domain {} {why}", domain.domain));
    if domain.disable {
        return Err(refuse("is disabled"));
    }
    let limit = &domain.ip_limit;
    let (only, not) = (blocks(&limit.whitelist).map_err(refuse)?, blocks(&limit.blacklist).map_err(refuse)?);
    AddressLimit { only, not }.check(address).map_err(|why| refuse(&why.to_string()))
}

/// Settings are checked before they are taken, so that all of them can be read.
fn blocks(texts: &[String]) -> Result<Vec<Cidr>, &'static str> {
    texts.iter().map(|block| block.parse()).collect()
}

/// How the domain wants play URLs signed.
pub(super) fn play_demand(domain: &DomainInfo) -> Result<PlayDemand, Refusal> {
    let demand = PlayDemand::of(&domain.play_security);
    demand.map_err(|error| Refusal::new(format!("the domain's play security: {error}")))
}
