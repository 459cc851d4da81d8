use std::time::SystemTime;

use bytes::Bytes;
use http::Request;

use super::{
    AccountCredentials, Refusal,
    secret_jwt::{Holder, SecretJwt},
};
use crate::{SignError, Signer};

/// Signs the calls that administer an account's projects, with a fresh JSON Web Token in `X-OPENTOK-AUTH` (spec 25.1).
///
/// It is the token of [`ProjectJwt`](super::ProjectJwt) but for the type of issuer, so neither's calls pass for the other's.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use pili_auth::{Signer, opentok::{AccountCredentials, AccountJwt}};
///
/// let signer = AccountJwt::new(AccountCredentials::new("123456", "account-secret"));
/// let mut request = http::Request::get("https://api.opentok.com/v2/project").body(bytes::Bytes::new())?;
/// let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
/// signer.sign(&mut request, now)?;
/// assert_eq!(signer.verify(&request, now), Ok(()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct AccountJwt(SecretJwt);

impl AccountJwt {
    /// Signs with an account's key and secret: tokens of [`ProjectJwt::LIFETIME`](super::ProjectJwt::LIFETIME), random
    /// UUIDs for nonces. Example: [`AccountJwt`].
    pub fn new(account: AccountCredentials) -> Self {
        Self(SecretJwt::new(Holder::Account, account.into_keys()))
    }

    /// Checks the token of a request as received, as [`ProjectJwt::verify`](super::ProjectJwt::verify) does.
    /// Example: [`AccountJwt`].
    ///
    /// # Errors
    /// A [`Refusal`] that says which part is wrong.
    pub fn verify(&self, request: &Request<Bytes>, now: SystemTime) -> Result<(), Refusal> {
        self.0.verify(request, now)
    }
}

impl Signer for AccountJwt {
    fn sign(&self, request: &mut Request<Bytes>, now: SystemTime) -> Result<(), SignError> {
        self.0.sign(request, now)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{
        Credentials, jwt,
        opentok::{PROJECT_HEADER, ProjectJwt},
    };

    const NOW: SystemTime = SystemTime::UNIX_EPOCH;

    fn account() -> AccountJwt {
        AccountJwt::new(AccountCredentials::new("123456", "secret"))
    }

    fn signed(signer: &impl Signer) -> Request<Bytes> {
        let mut request = Request::new(Bytes::new());
        signer.sign(&mut request, NOW).unwrap();
        request
    }

    #[test]
    fn the_token_says_that_an_account_signed_and_is_never_shown() {
        let request = signed(&account());
        let token = &request.headers()[PROJECT_HEADER];
        let claims = jwt::claims(token.to_str().unwrap()).unwrap();
        assert_eq!((&claims["iss"], &claims["ist"]), (&"123456".into(), &"account".into()));
        assert_eq!((&claims["iat"], &claims["exp"]), (&0.into(), &180.into()));
        assert_eq!(format!("{token:?}"), "Sensitive");
        assert!(!format!("{:?}", account()).contains("secret\""));
    }

    #[test]
    fn an_account_and_a_project_are_never_taken_for_each_other_even_with_the_same_keys() {
        let project = ProjectJwt::new(Credentials::new("123456", "secret"));
        assert_eq!(account().verify(&signed(&account()), NOW), Ok(()));
        let refused = |verdict: Result<(), Refusal>| matches!(verdict, Err(Refusal::Malformed(_)));
        assert!(refused(account().verify(&signed(&project), NOW)));
        assert!(refused(project.verify(&signed(&account()), NOW)));
    }

    #[test]
    fn a_refusal_tells_a_wrong_key_secret_and_clock() {
        let request = signed(&account());
        let other = |key, secret| AccountJwt::new(AccountCredentials::new(key, secret));
        assert_eq!(other("1", "secret").verify(&request, NOW), Err(Refusal::OtherKey("123456".into())));
        assert_eq!(other("123456", "guess").verify(&request, NOW), Err(Refusal::Signature));
        let late = NOW + Duration::from_secs(190);
        assert_eq!(account().verify(&request, late), Err(Refusal::Expired(Duration::from_secs(10))));
        assert!(other("", "secret").sign(&mut Request::new(Bytes::new()), NOW).is_err());
    }
}
