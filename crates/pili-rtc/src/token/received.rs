use std::{
    fmt,
    time::{Duration, SystemTime},
};

use pili_auth::{Credentials, qiniu, unix_seconds};

use super::{RoomAccess, RoomTokenRefusal, payload};

/// A room token as received, taken apart but not yet believed.
///
/// `Debug` leaves the signature out: whoever has it may enter the room.
///
/// Example: [the crate's page](crate).
#[derive(Clone, PartialEq, Eq)]
pub struct RoomToken {
    access_key: String,
    sign: String,
    payload: String,
}

impl RoomToken {
    /// Takes a token apart. Example: [the crate's page](crate).
    ///
    /// # Errors
    /// When it is not `<access key>:<sign>:<payload>`.
    pub fn parse(token: &str) -> Result<Self, RoomTokenRefusal> {
        let parts: Vec<_> = token.split(':').collect();
        let [access_key, sign, payload] = parts.as_slice() else { return Err(RoomTokenRefusal::Malformed) };
        if [access_key, sign, payload].iter().any(|part| part.is_empty()) {
            return Err(RoomTokenRefusal::Malformed);
        }
        Ok(Self {
            access_key: (*access_key).to_owned(),
            sign: (*sign).to_owned(),
            payload: (*payload).to_owned(),
        })
    }

    /// Whose key pair it says it was signed with, by which a server finds the secret key.
    /// Example: [`RoomToken::unverified`].
    pub fn access_key(&self) -> &str {
        &self.access_key
    }

    /// What it says, to show it; anyone could have written that.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// use pili_rtc::{AppId, Credentials, Permission, RoomAccess, RoomName, RoomToken, RoomTokenRefusal, UserId};
    ///
    /// let until = UNIX_EPOCH + Duration::from_secs(1_700_003_600);
    /// let (room, user) = (RoomName::new("door-17")?, UserId::new("visitor-7")?);
    /// let access = RoomAccess::v3(AppId::new("desls83s2")?, room, user, Permission::User, until);
    /// let text = access.token(&Credentials::new("ak", "sk"))?;
    ///
    /// let token = RoomToken::parse(&text)?;
    /// assert_eq!((token.access_key(), token.unverified()?), ("ak", access));
    /// let refusal = token.verify(&Credentials::new("ak", "another"), UNIX_EPOCH).unwrap_err();
    /// assert!(matches!(refusal, RoomTokenRefusal::SignDiffers { .. }));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When the payload is no access to a room.
    pub fn unverified(&self) -> Result<RoomAccess, RoomTokenRefusal> {
        payload::decode(&self.payload)
    }

    /// Checks signature and time, and says what the token allows.
    ///
    /// The signature covers the payload as received: tokens of the vendor's SDKs differ in the order of members
    /// and in spacing, so none is compared as text. A token is good through the second it expires in.
    /// Example: [the crate's page](crate).
    ///
    /// # Errors
    /// A [`RoomTokenRefusal`], whose `Display` is one line for whoever made the token.
    pub fn verify(&self, credentials: &Credentials, now: SystemTime) -> Result<RoomAccess, RoomTokenRefusal> {
        credentials.check().map_err(RoomTokenRefusal::NoKeys)?;
        if self.access_key != credentials.access_key() {
            return Err(RoomTokenRefusal::UnknownAccessKey(self.access_key.clone()));
        }
        if !qiniu::token_matches(credentials.secret_key(), &self.payload, &self.sign) {
            return Err(RoomTokenRefusal::SignDiffers { of_json: self.signs_json(credentials) });
        }
        let access = self.unverified()?;
        let late = unix_seconds(now).saturating_sub(unix_seconds(access.expires_at()));
        match u64::try_from(late) {
            Ok(late) if late > 0 => Err(RoomTokenRefusal::Expired {
                expires_at: unix_seconds(access.expires_at()),
                by: Duration::from_secs(late),
            }),
            _ => Ok(access),
        }
    }

    /// The likeliest mistake: the JSON was signed in place of its Base64.
    fn signs_json(&self, credentials: &Credentials) -> bool {
        payload::json(&self.payload)
            .is_ok_and(|json| qiniu::token_matches(credentials.secret_key(), json, &self.sign))
    }
}

impl fmt::Debug for RoomToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { access_key, payload, .. } = self;
        f.debug_struct("RoomToken")
            .field("access_key", access_key)
            .field("payload", payload)
            .finish_non_exhaustive()
    }
}
