use http::HeaderMap;

use super::ALGORITHM;
use crate::{VerifyError, verify};

/// The `Authorization` header of V4, taken apart. SDKs differ in the order of its fields and the blanks
/// between them, so it is compared by field.
///
/// A V1 header has the form of [`qiniu::Authorization`](crate::qiniu::Authorization).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Authorization<'a> {
    /// The public half of the key pair.
    pub access_key: &'a str,
    /// `<day>/<region>/<product>/aliyun_v4_request`.
    pub scope: &'a str,
    /// The names of the further headers that are signed, in lower case.
    pub additional_headers: Vec<&'a str>,
    /// The signature as sent, in hex.
    pub signature: &'a str,
}

impl<'a> Authorization<'a> {
    /// Reads the header of a request. Example: [`OssV4::additional_headers`](crate::oss::OssV4::additional_headers).
    ///
    /// # Errors
    /// [`VerifyError::Missing`], [`VerifyError::Scheme`] or [`VerifyError::Malformed`];
    /// [`VerifyError::Duplicate`] also for a second date.
    pub fn of(headers: &'a HeaderMap) -> Result<Self, VerifyError> {
        let (scheme, fields) =
            verify::authorization(headers)?.split_once(' ').ok_or(VerifyError::Malformed)?;
        if scheme != ALGORITHM {
            return Err(VerifyError::Scheme(scheme.to_owned()));
        }
        Self::parse(fields).ok_or(VerifyError::Malformed)
    }

    /// The region (or cloud box) of the scope.
    /// Example: [`OssV4::additional_headers`](crate::oss::OssV4::additional_headers).
    pub fn region(&self) -> &'a str {
        self.scope.split('/').nth(1).unwrap_or_default()
    }

    fn parse(fields: &'a str) -> Option<Self> {
        let (access_key, scope) = field(fields, "Credential")?.split_once('/')?;
        let additional = field(fields, "AdditionalHeaders").unwrap_or_default();
        let additional_headers = additional.split(';').filter(|name| !name.is_empty()).collect();
        Some(Self { access_key, scope, additional_headers, signature: field(fields, "Signature")? })
    }
}

fn field<'a>(fields: &'a str, name: &str) -> Option<&'a str> {
    let mut pairs = fields.split(',').filter_map(|field| field.trim().split_once('='));
    pairs.find(|(other, _)| *other == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_region_stands_behind_the_day() {
        let fields = "Credential=access/20231114/cn-hangzhou/oss/aliyun_v4_request,Signature=00";
        assert_eq!(Authorization::parse(fields).map(|sent| sent.region()), Some("cn-hangzhou"));
    }
}
