use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderValue, Request};
use serde_json::{Value, json};

use super::{
    Claims, Field, Issuer, OF_ACCOUNT, OF_PROJECT, PROJECT_HEADER as HEADER, ProjectJwt, Refusal, Validity,
    bearer, stamp::Stamp,
};
use crate::{Credentials, SignError, StringToSign, jwt, signer::check_keys, verify};

/// A JSON Web Token that a key and its secret sign (spec 2.1). Whose they are is all that differs.
#[derive(Clone, Debug)]
pub(super) struct SecretJwt {
    holder: Holder,
    keys: Credentials,
    pub(super) stamp: Stamp,
}

/// Whose a key and its secret are.
#[derive(Clone, Copy, Debug)]
pub(super) enum Holder {
    Project,
    Account,
}

impl Holder {
    /// The type of issuer.
    fn kind(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::Account => "account",
        }
    }

    fn wanted(self) -> &'static str {
        match self {
            Self::Project => OF_PROJECT,
            Self::Account => OF_ACCOUNT,
        }
    }
}

impl SecretJwt {
    pub(super) fn new(holder: Holder, keys: Credentials) -> Self {
        Self { holder, keys, stamp: Stamp::new(ProjectJwt::LIFETIME) }
    }

    pub(super) fn token(&self, now: SystemTime) -> Result<String, SignError> {
        Ok(jwt::encode(&self.claims(now)?, self.keys.secret_key()))
    }

    pub(super) fn verify(&self, request: &Request<Bytes>, now: SystemTime) -> Result<(), Refusal> {
        verify::check_once(request.headers()).map_err(Refusal::Duplicate)?;
        let token = request.headers().get(HEADER).ok_or_else(|| without_header(request))?;
        let token = token.to_str().map_err(|_| Refusal::Malformed("the header"))?;
        let claims = Claims::read(token)?;
        if let Ok(application @ Issuer::Application(_)) = Issuer::of(&claims) {
            return Err(Refusal::OtherMode(application));
        }
        let key = claims.text(&Field::API_KEY)?.ok_or_else(|| Field::API_KEY.malformed())?;
        if key != self.keys.access_key() {
            return Err(Refusal::OtherKey(key));
        }
        jwt::verify(token, self.keys.secret_key()).map_err(Refusal::of)?;
        if claims.is_of(self.holder.kind()) != Some(true) {
            return Err(Refusal::Malformed(self.holder.wanted()));
        }
        Validity::of(&claims)?.check(now, Duration::ZERO, ProjectJwt::LONGEST)
    }

    pub(super) fn sign(&self, request: &mut Request<Bytes>, now: SystemTime) -> Result<(), SignError> {
        let claims = self.claims(now)?;
        let text = jwt::text_hs256(&claims);
        let token = jwt::sealed(&text, self.keys.secret_key());
        let mut value = HeaderValue::try_from(token)
            .map_err(|_| SignError::new("access key", "must be printable ASCII"))?;
        value.set_sensitive(true);
        request.headers_mut().insert(HEADER, value);
        request.extensions_mut().insert(StringToSign::new(text));
        Ok(())
    }

    fn claims(&self, now: SystemTime) -> Result<Value, SignError> {
        check_keys(&self.keys)?;
        let (iat, exp) = self.stamp.times(now);
        Ok(json!({
            "iss": self.keys.access_key(),
            "ist": self.holder.kind(),
            "iat": iat,
            "exp": exp,
            "jti": self.stamp.id()?,
        }))
    }
}

/// An application's calls have their token in `Authorization`.
fn without_header(request: &Request<Bytes>) -> Refusal {
    let token = bearer::token(request.headers()).ok();
    match token.and_then(|token| Issuer::of(&Claims::read(token).ok()?).ok()) {
        Some(application @ Issuer::Application(_)) => Refusal::OtherMode(application),
        _ => Refusal::Missing,
    }
}
