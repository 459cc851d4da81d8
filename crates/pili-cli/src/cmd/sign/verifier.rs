//! The schemes behind one face: the text to sign, the check, and the header as it should be.

use std::{str::FromStr as _, time::SystemTime};

use bytes::Bytes;
use http::header::{AUTHORIZATION, DATE};
use jiff::{Timestamp, civil::DateTime, fmt::rfc2822, tz::TimeZone};
use pili::{
    Credentials, Signer,
    auth::{
        SignError, VerifyError,
        oss::{Authorization, OssV1, OssV4},
        qiniu::{FirstGen, PathForm, QBox, QiniuV2},
    },
    core::Request,
};

use crate::args::Scheme;

/// A scheme with a key pair.
#[derive(Clone, Debug)]
pub(super) enum Verifier {
    Qiniu(QiniuV2),
    QBox(QBox),
    Pili(FirstGen),
    OssV1(OssV1),
    OssV4(OssV4),
}

impl Verifier {
    /// That of a scheme; OpenTok's tokens cover no request.
    pub(super) fn new(scheme: Scheme, credentials: Credentials, request: &Request) -> Option<Self> {
        Some(match scheme {
            Scheme::Qiniu => Self::Qiniu(QiniuV2::new(credentials)),
            Scheme::Qbox => Self::QBox(QBox::new(credentials)),
            Scheme::Pili => Self::Pili(FirstGen::new(credentials)),
            Scheme::OssV1 => Self::OssV1(OssV1::new(credentials)),
            Scheme::OssV4 => {
                let sent = Authorization::of(request.headers());
                let region = sent.as_ref().map_or("cn-hangzhou", |sent| sent.region()).to_owned();
                let headers = sent.map(|sent| sent.additional_headers).unwrap_or_default();
                Self::OssV4(OssV4::new(credentials, region).additional_headers(headers))
            }
            Scheme::OpenTok => return None,
        })
    }

    /// The same scheme, signing the path decoded, where that is a way.
    pub(super) fn with_decoded_path(&self) -> Option<Self> {
        match self {
            Self::Qiniu(qiniu) => Some(Self::Qiniu(qiniu.clone().path_form(PathForm::Decoded))),
            _ => None,
        }
    }

    pub(super) fn check(&self, request: &Request, at: SystemTime) -> Result<(), VerifyError> {
        match self {
            Self::Qiniu(scheme) => scheme.verify(request),
            Self::QBox(scheme) => scheme.verify(request),
            Self::Pili(scheme) => scheme.verify(request),
            Self::OssV1(scheme) => scheme.verify(request, at),
            Self::OssV4(scheme) => scheme.verify(request, at),
        }
    }

    /// The text to sign; of V4 the canonical request too, whose hash is in it.
    pub(super) fn text(&self, request: &Request) -> Result<String, SignError> {
        Ok(match self {
            Self::Qiniu(scheme) => scheme.string_to_sign(request)?.to_text().into_owned(),
            Self::QBox(scheme) => scheme.string_to_sign(request).to_text().into_owned(),
            Self::Pili(scheme) => scheme.string_to_sign(request).to_text().into_owned(),
            Self::OssV1(scheme) => scheme.string_to_sign(request)?.to_text().into_owned(),
            Self::OssV4(scheme) => {
                format!(
                    "{}\n\n{}",
                    scheme.string_to_sign(request)?.to_text(),
                    scheme.canonical_request(request)?
                )
            }
        })
    }

    /// The `Authorization` as it should be.
    pub(super) fn authorization(&self, request: &Request, at: SystemTime) -> Result<String, SignError> {
        let mut signed = request.clone();
        match self {
            Self::Qiniu(scheme) => scheme.sign(&mut signed, at),
            Self::QBox(scheme) => scheme.sign(&mut signed, at),
            Self::Pili(scheme) => scheme.sign(&mut signed, at),
            Self::OssV1(scheme) => scheme.sign(&mut signed, at),
            Self::OssV4(scheme) => scheme.sign(&mut signed, at),
        }?;
        let value = signed.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        Ok(value.unwrap_or_default().to_owned())
    }
}

/// The date that the request is signed with, if it has one that can be read.
pub(super) fn date(request: &http::Request<Bytes>) -> Option<SystemTime> {
    let text = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    if let Some(date) = text("x-oss-date") {
        let compact = DateTime::strptime("%Y%m%dT%H%M%SZ", date).ok();
        let compact = compact.and_then(|date| date.to_zoned(TimeZone::UTC).ok()).map(|date| date.timestamp());
        return compact
            .or_else(|| Timestamp::from_str(date).ok())
            .or_else(|| http_date(date))
            .map(Into::into);
    }
    text(DATE.as_str()).and_then(http_date).map(Into::into)
}

fn http_date(date: &str) -> Option<Timestamp> {
    Some(rfc2822::parse(date).ok()?.timestamp())
}
