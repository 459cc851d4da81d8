use std::sync::Arc;

use super::{Application, ApplicationId, ApplicationJwt, ProjectJwt};
use crate::{Secret, SignError, Signer, rsa::Rs256Key};

/// Who calls: a project of OpenTok, by its API key and secret, or an application of Vonage, by its ID and private
/// key.
///
/// The two modes have the same operations. The credentials say which one it is: the ID in the paths and the signer
/// follow from them.
///
/// ```
/// use pili_auth::opentok::Credentials;
///
/// let credentials = Credentials::project("45678123", "secret");
/// assert_eq!(credentials.id(), "45678123");
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Credentials {
    /// A project: calls carry a token of [`ProjectJwt`].
    Project(crate::Credentials),
    /// An application: calls carry a token of [`ApplicationJwt`].
    Application(Application),
}

impl Credentials {
    /// A project, by its API key and secret. Example: [`Credentials`].
    pub fn project(api_key: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self::Project(crate::Credentials::new(api_key, secret))
    }

    /// An application, by its ID and private key.
    ///
    /// ```
    /// use pili_auth::{opentok::{ApplicationId, Credentials}, rsa::PrivateKey};
    ///
    /// # let pem = include_str!("../../tests/keys/application.pkcs8.pem");
    /// let id = ApplicationId::new("a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d")?;
    /// let credentials = Credentials::application(id, PrivateKey::from_pem(pem)?);
    /// assert_eq!(credentials.id(), "a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn application(id: ApplicationId, key: impl Rs256Key + 'static) -> Self {
        Self::Application(Application::new(id, key))
    }

    /// The API key of the project or the ID of the application: what paths name. Example: [`Credentials`].
    pub fn id(&self) -> &str {
        match self {
            Self::Project(project) => project.access_key(),
            Self::Application(application) => application.id().as_str(),
        }
    }

    /// What signs the calls.
    ///
    /// ```
    /// use std::time::UNIX_EPOCH;
    /// use pili_auth::{Signer, opentok::Credentials};
    ///
    /// let credentials = Credentials::project("45678123", "secret");
    /// credentials.check()?;
    /// let mut request = http::Request::new(bytes::Bytes::new());
    /// credentials.signer().sign(&mut request, UNIX_EPOCH)?;
    /// assert!(request.headers().contains_key("x-opentok-auth"));
    /// # Ok::<(), pili_auth::SignError>(())
    /// ```
    pub fn signer(&self) -> Arc<dyn Signer> {
        match self {
            Self::Project(project) => Arc::new(ProjectJwt::new(project.clone())),
            Self::Application(application) => Arc::new(ApplicationJwt::new(application.clone())),
        }
    }

    /// Refuses a project with an empty half, which cannot sign. An application is checked when it is made.
    /// Example: [`Credentials::signer`].
    ///
    /// # Errors
    /// An error that names the half.
    pub fn check(&self) -> Result<(), SignError> {
        match self {
            Self::Project(project) => project.check(),
            Self::Application(_) => Ok(()),
        }
    }
}

impl From<crate::Credentials> for Credentials {
    fn from(project: crate::Credentials) -> Self {
        Self::Project(project)
    }
}

impl From<Application> for Credentials {
    fn from(application: Application) -> Self {
        Self::Application(application)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_with_an_empty_half_is_refused_before_it_signs() {
        let checked =
            |key: &str, secret: &str| Credentials::from(crate::Credentials::new(key, secret)).check();
        assert_eq!(checked("45678123", "secret"), Ok(()));
        for [key, secret] in [["", "secret"], ["45678123", ""]] {
            assert!(checked(key, secret).is_err());
            assert!(crate::Credentials::new(key, secret).check().is_err());
        }
    }
}
