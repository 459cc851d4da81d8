use crate::{
    Credentials, jwt,
    opentok::{Fields, Issuer, Refusal},
};
#[cfg(feature = "ring")]
use crate::{opentok::ApplicationId, rsa::PublicKey};

/// What client tokens are checked with: its mode is the only one that is taken.
#[derive(Clone, Debug)]
pub(super) enum Keys {
    Project(Credentials),
    #[cfg(feature = "ring")]
    Application {
        id: ApplicationId,
        key: PublicKey,
    },
}

impl Keys {
    /// Refuses a token of another issuer or with another signature.
    pub(super) fn check(&self, token: &str, fields: &Fields, issuer: &Issuer) -> Result<(), Refusal> {
        match (self, issuer) {
            (Self::Project(project), Issuer::Project(key)) if key == project.access_key() => {
                is_of_project(token, fields, project)
            }
            #[cfg(feature = "ring")]
            (Self::Application { id, key }, Issuer::Application(given)) if given == id.as_str() => {
                jwt::verify_rs256(token, key).map(drop).map_err(Refusal::of)
            }
            (Self::Project(_), Issuer::Project(key)) => Err(Refusal::OtherKey(key.clone())),
            #[cfg(feature = "ring")]
            (Self::Application { .. }, Issuer::Application(id)) => Err(Refusal::OtherApplication(id.clone())),
            (_, other) => Err(Refusal::OtherMode(other.clone())),
        }
    }
}

fn is_of_project(token: &str, fields: &Fields, project: &Credentials) -> Result<(), Refusal> {
    let secret = project.secret_key();
    match fields {
        Fields::Jwt(_) => jwt::verify(token, secret).map(drop).map_err(Refusal::of),
        Fields::T1(parts) if parts.is_signed_with(secret) => Ok(()),
        Fields::T1(_) => Err(Refusal::Signature),
    }
}
