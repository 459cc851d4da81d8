use std::{fmt, sync::Arc};

use crate::{names::checked_name, rsa::Rs256Key};

checked_name! {
    /// The ID of a Vonage application: a UUID.
    ///
    /// ```
    /// use pili_auth::opentok::ApplicationId;
    /// assert!(ApplicationId::new("a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d").is_ok());
    /// let error = ApplicationId::new("45678123").unwrap_err();
    /// assert_eq!(error.to_string(), "application id `45678123` must be a UUID, such as the dashboard shows");
    /// ```
    ApplicationId, "application id", "must be a UUID, such as the dashboard shows", is_uuid
}

/// A Vonage application, of the unified mode: its ID and the private key that signs for it (spec 23).
///
/// ```no_run
/// use pili_auth::{opentok::{Application, ApplicationId}, rsa::PrivateKey};
///
/// # let pem = String::new();
/// let id = ApplicationId::new("a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d")?;
/// let application = Application::new(id, PrivateKey::from_pem(pem)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Application {
    id: ApplicationId,
    key: Arc<dyn Rs256Key>,
}

impl Application {
    /// An application and its key, which a key-management service may hold. Example: [`Application`].
    pub fn new(id: ApplicationId, key: impl Rs256Key + 'static) -> Self {
        Self { id, key: Arc::new(key) }
    }

    /// Its ID, which stands in paths where a project has its API key.
    ///
    /// ```
    /// use pili_auth::{opentok::{Application, ApplicationId}, rsa::PrivateKey};
    ///
    /// # let pem = include_str!("../../tests/keys/application.pkcs8.pem");
    /// let id = ApplicationId::new("a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d")?;
    /// let application = Application::new(id.clone(), PrivateKey::from_pem(pem)?);
    /// assert_eq!(application.id(), &id);
    /// assert!(application.key().sign(b"text").is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn id(&self) -> &ApplicationId {
        &self.id
    }

    /// What signs for it. Example: [`Application::id`].
    pub fn key(&self) -> &dyn Rs256Key {
        &*self.key
    }
}

impl fmt::Debug for Application {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Application").field("id", &self.id.as_str()).finish_non_exhaustive()
    }
}

fn is_uuid(text: &str) -> bool {
    let is_part =
        |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let parts: Vec<&str> = text.split('-').collect();
    parts.len() == 5 && parts.iter().zip([8, 4, 4, 4, 12]).all(|(part, length)| is_part(part, length))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{SignError, opentok::ApplicationJwt};

    #[test]
    fn nothing_but_a_uuid_is_an_application_id() {
        assert!(ApplicationId::new("A1B2C3D4-5e6f-4a7b-8c9d-0e1f2a3b4c5d").is_ok());
        for text in [
            "",
            "45678123",
            "a1b2c3d45e6f4a7b8c9d0e1f2a3b4c5d",
            "a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d-",
            "g1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d",
            "a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d\n",
        ] {
            assert_eq!(ApplicationId::new(text).unwrap_err().field(), "application id", "{text}");
        }
    }

    /// A key that is not asked to sign.
    #[derive(Debug)]
    struct Unused;

    impl Rs256Key for Unused {
        fn sign(&self, _: &[u8]) -> Result<Vec<u8>, SignError> {
            Err(SignError::new("private key", "is not used"))
        }
    }

    #[test]
    fn a_signer_shows_its_application_and_its_times_and_not_its_key() {
        let id = "a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d";
        let application = Application::new(ApplicationId::new(id).unwrap(), Unused);
        let shown = format!("{:?}", ApplicationJwt::new(application).back_dated(Duration::from_secs(5)));
        assert!(shown.contains(&format!(r#"Application {{ id: "{id}", .. }}"#)), "{shown}");
        assert!(shown.contains("Stamp { lifetime: 900s, back_dated: 5s, .. }"), "{shown}");
    }
}
