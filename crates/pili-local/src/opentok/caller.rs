use std::time::SystemTime;

use bytes::Bytes;
use pili_auth::{
    Credentials,
    opentok::{ApplicationId, ApplicationVerifier, Issuer, ProjectJwt, Refusal, TokenVerifier},
    rsa::PublicKey,
};

/// Who calls, and what its tokens are checked with: a project of OpenTok by its secret, an application of Vonage by its
/// public key.
#[derive(Clone, Debug)]
pub(crate) enum Caller {
    Project(Credentials),
    Application { id: ApplicationId, key: PublicKey },
}

impl Caller {
    /// The API key or the application's ID.
    pub(super) fn id(&self) -> &str {
        match self {
            Self::Project(project) => project.access_key(),
            Self::Application { id, .. } => id.as_str(),
        }
    }

    /// As refusals name it.
    pub(super) fn issuer(&self) -> Issuer {
        let id = self.id().to_owned();
        match self {
            Self::Project(_) => Issuer::Project(id),
            Self::Application { .. } => Issuer::Application(id),
        }
    }

    /// The keys of a project.
    pub(super) fn project(&self) -> Option<&Credentials> {
        match self {
            Self::Project(project) => Some(project),
            Self::Application { .. } => None,
        }
    }

    /// Its key under the former name of projects, which applications never had.
    pub(super) fn partner_id(&self) -> Option<String> {
        self.project().map(|project| project.access_key().to_owned())
    }

    /// Checks the token of a call.
    pub(super) fn verify(&self, received: &http::Request<Bytes>, now: SystemTime) -> Result<(), Refusal> {
        match self {
            Self::Project(project) => ProjectJwt::new(project.clone()).verify(received, now),
            Self::Application { id, key } => {
                ApplicationVerifier::new(id.clone(), key.clone()).verify(received, now)
            }
        }
    }

    /// What checks its client tokens.
    pub(super) fn client_tokens(&self) -> TokenVerifier {
        match self {
            Self::Project(project) => TokenVerifier::new(project.clone()),
            Self::Application { id, key } => TokenVerifier::of_application(id.clone(), key.clone()),
        }
    }
}
