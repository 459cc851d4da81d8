use pili_auth::Secret;
use pili_opentok::webhook::Monitoring;

use super::{Local, LocalBuilder};
use crate::{Refused, opentok::Target};

impl LocalBuilder {
    /// Tells a URL, `http://…`, of what happens in sessions of OpenTok, archives and so on, each kind signed with a
    /// secret of its own, 1 to 50 characters: as the vendor's dashboard sets it. Another URL may take its place later:
    /// see [`Local::webhook`].
    ///
    /// ```
    /// use pili_local::Local;
    /// use pili_opentok::webhook::Monitoring;
    ///
    /// # fn main() -> Result<(), pili_local::Refused> {
    /// let local = Local::builder()
    ///     .webhook(Monitoring::Session, "http://127.0.0.1:8080/opentok", "session secret")?
    ///     .webhook(Monitoring::Archive, "http://127.0.0.1:8080/opentok", "archive secret")?
    ///     .build();
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// 400 for a URL that is none over http, and for a secret of another length.
    pub fn webhook(
        mut self,
        monitoring: Monitoring,
        url: impl AsRef<str>,
        secret: impl Into<Secret>,
    ) -> Result<Self, Refused> {
        self.webhooks.insert(monitoring, Target::new(url.as_ref(), Some(secret.into()))?);
        Ok(self)
    }
}

impl Local {
    /// As [`LocalBuilder::webhook`], from now on: over the wire `PUT /_local/opentok/webhooks/{monitoring}`.
    ///
    /// # Errors
    /// As there.
    pub fn webhook(
        &self,
        monitoring: Monitoring,
        url: impl AsRef<str>,
        secret: impl Into<Secret>,
    ) -> Result<(), Refused> {
        let target = Target::new(url.as_ref(), Some(secret.into()))?;
        self.service.opentok.first().webhooks.set(monitoring, Some(target));
        Ok(())
    }
}
