#[cfg(test)]
mod tests;

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::Request;

use super::{
    ApplicationId, ApplicationJwt, Claims, Field, Issuer, PROJECT_HEADER, Refusal, Validity, bearer,
};
use crate::{jwt, rsa::PublicKey};

/// Checks the REST calls of an application by its public key (spec 23.4). Client tokens are checked by
/// [`TokenVerifier`](super::TokenVerifier).
#[derive(Clone, Debug)]
pub struct ApplicationVerifier {
    id: ApplicationId,
    key: PublicKey,
}

impl ApplicationVerifier {
    /// Checks calls that an application signs with this key's private half. Example: [`ApplicationJwt`].
    pub fn new(id: ApplicationId, key: PublicKey) -> Self {
        Self { id, key }
    }

    /// Checks the token of a request as received. RS256 is taken and nothing else, whatever the token says.
    ///
    /// One that was made after `now`, in whole seconds, is refused: there is no leeway. A client token, which
    /// participants hold, signs no calls. Example: [`ApplicationJwt`].
    ///
    /// # Errors
    /// A [`Refusal`] that says which part is wrong; for the token of a project [`Refusal::OtherMode`].
    pub fn verify(&self, request: &Request<Bytes>, now: SystemTime) -> Result<(), Refusal> {
        let claims = match bearer::token(request.headers()) {
            Err(Refusal::Missing) => return Err(without_bearer(request)),
            token => self.claims(token?)?,
        };
        if claims.has(&Field::SCOPE) {
            return Err(Refusal::ClientToken);
        }
        Validity::of(&claims)?.check(now, Duration::ZERO, ApplicationJwt::LONGEST)
    }

    fn claims(&self, token: &str) -> Result<Claims, Refusal> {
        let claims = Claims::read(token)?;
        match Issuer::of(&claims)? {
            Issuer::Application(id) if id == self.id.as_str() => {}
            Issuer::Application(id) => return Err(Refusal::OtherApplication(id)),
            project @ Issuer::Project(_) => return Err(Refusal::OtherMode(project)),
        }
        jwt::verify_rs256(token, &self.key).map_err(Refusal::of)?;
        Ok(claims)
    }
}

/// A project's calls have their token in a header of its own.
fn without_bearer(request: &Request<Bytes>) -> Refusal {
    let token = request.headers().get(PROJECT_HEADER).and_then(|value| value.to_str().ok());
    match token.and_then(|token| Issuer::of(&Claims::read(token).ok()?).ok()) {
        Some(project @ Issuer::Project(_)) => Refusal::OtherMode(project),
        _ => Refusal::Missing,
    }
}
