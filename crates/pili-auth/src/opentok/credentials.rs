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
    /// A project, by its API key and secret.
    pub fn project(api_key: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self::Project(crate::Credentials::new(api_key, secret))
    }

    /// An application, by its ID and private key.
    pub fn application(id: ApplicationId, key: impl Rs256Key + 'static) -> Self {
        Self::Application(Application::new(id, key))
    }

    /// The API key of the project or the ID of the application: what paths name.
    pub fn id(&self) -> &str {
        match self {
            Self::Project(project) => project.access_key(),
            Self::Application(application) => application.id().as_str(),
        }
    }

    /// What signs the calls.
    pub fn signer(&self) -> Arc<dyn Signer> {
        match self {
            Self::Project(project) => Arc::new(ProjectJwt::new(project.clone())),
            Self::Application(application) => Arc::new(ApplicationJwt::new(application.clone())),
        }
    }

    /// Refuses a project with an empty half, which cannot sign. An application is checked when it is made.
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
