//! The token of a REST call (section 2.1).

use http::{HeaderValue, Request};
use pili_auth::{Credentials, jwt, opentok::ProjectJwt};

use super::call::plain;
use crate::{
    case::Case,
    outcome::{Outcome, same_json},
    time,
};

/// Ours has the claims of the SDK's, and theirs passes our check.
pub(super) fn check(case: Case<'_>) -> Outcome {
    let project = Credentials::new(plain(case.at("/input/api_key")?), case.text("/input/api_secret")?);
    let now = time::fractional_seconds(case.at("/input/clock_seconds")?)?;
    let expected = case.at("/expected/claims")?;
    let lifetime = time::between(&expected["iat"], &expected["exp"])?;
    let nonce = expected["jti"].as_str().unwrap_or("ours").to_owned();
    let signer = ProjectJwt::new(project.clone()).lifetime(lifetime).nonce(move || nonce.clone());

    let mut claims = jwt::verify(&signer.token(now)?, project.secret_key())?;
    if let (true, Some(claims)) = (expected["jti"].is_null(), claims.as_object_mut()) {
        claims.remove("jti");
    }
    same_json("claims", expected, &claims)?;
    received(&signer, case.text("/expected/token")?, now)?;
    same_json(
        "claims as received",
        expected,
        &jwt::verify(case.text("/expected/token")?, project.secret_key())?,
    )
}

fn received(signer: &ProjectJwt, token: &str, now: std::time::SystemTime) -> Outcome {
    let mut request = Request::new(bytes::Bytes::new());
    request.headers_mut().insert("x-opentok-auth", HeaderValue::from_str(token)?);
    Ok(signer.verify(&request, now)?)
}
