use std::fs;

use pili::{
    auth::rsa::PrivateKey,
    opentok::{ApplicationId, Credentials},
};
use pili_local::{DEMO_APPLICATION_ID, DEMO_APPLICATION_KEY};

use super::{Found, Source};
use crate::failure::{Failure, Result};

/// An application of Vonage, which calls OpenTok in place of a project.
#[derive(Clone, Debug)]
pub(crate) struct Application {
    pub(crate) id: Found<String>,
    /// The file that its private key is in.
    pub(crate) key_file: Option<Found<String>>,
}

impl Application {
    /// Its ID and private key. That of the demo application is known.
    pub(super) fn credentials(&self) -> Result<Credentials> {
        let id = ApplicationId::new(&*self.id.value)?;
        Ok(Credentials::application(id, self.key()?))
    }

    fn key(&self) -> Result<PrivateKey> {
        let (pem, place) = match &self.key_file {
            Some(file) => (read(&file.value)?, &*file.value),
            None if self.has_demo_key() => (DEMO_APPLICATION_KEY.to_owned(), "demo key"),
            None => {
                let failure =
                    Failure::usage(format_args!("there is no private key for application {}", self.id.value));
                let advice =
                    "pass --private-key-file, or set PILI_PRIVATE_KEY_FILE or a profile's private-key-file";
                return Err(failure.advise(advice));
            }
        };
        PrivateKey::from_pem(pem).map_err(|error| Failure::usage(format_args!("{place}: {error}")))
    }

    /// Where its private key is, for people.
    pub(crate) fn key_place(&self) -> Option<Found<String>> {
        let demo = || Found::new("(set, not shown)".to_owned(), Source::Demo);
        self.key_file.clone().or_else(|| self.has_demo_key().then(demo))
    }

    fn has_demo_key(&self) -> bool {
        self.key_file.is_none() && self.id.value == DEMO_APPLICATION_ID
    }
}

fn read(path: &str) -> Result<String> {
    fs::read_to_string(path)
        .map_err(|error| Failure::usage(format_args!("cannot read the private key in {path}: {error}")))
}
