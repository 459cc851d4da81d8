use super::{ACCESS_KEY, EXPIRES, Parameter, SECURITY_TOKEN, SIGNATURE};

/// The text a signature covers: expiry, parameters sorted by name, `/bucket/channel`, all of it raw.
pub(super) fn signed_text<'a>(
    expires: &str,
    parameters: impl IntoIterator<Item = &'a Parameter>,
    bucket: &str,
    channel: &str,
) -> String {
    let mut signed: Vec<_> = parameters.into_iter().filter(|(name, _)| is_signed(name)).collect();
    signed.sort();
    let lines: String = signed.into_iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
    format!("{expires}\n{lines}/{bucket}/{channel}")
}

/// All but the token, for services and SDKs that do not sign it (spec 10, X4).
pub(super) fn but_token(parameters: &[Parameter]) -> impl Iterator<Item = &Parameter> {
    parameters.iter().filter(|(name, _)| name != SECURITY_TOKEN)
}

fn is_signed(name: &str) -> bool {
    ![ACCESS_KEY, EXPIRES, SIGNATURE, "SecurityToken"].contains(&name)
}
