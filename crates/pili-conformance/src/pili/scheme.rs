use std::time::UNIX_EPOCH;

use bytes::Bytes;
use http::{Request, header::AUTHORIZATION};
use pili_auth::{
    Credentials, Signer, StringToSign, VerifyError,
    qiniu::{FirstGen, QBox, QiniuV2},
};

use crate::outcome::{Difference, Outcome};

/// A signing scheme, by the word that stands in `Authorization` (spec 2).
#[derive(Debug)]
pub(super) enum Scheme {
    Qiniu(QiniuV2),
    QBox(QBox),
    Pili(FirstGen),
}

impl Scheme {
    pub(super) fn of(word: &str, credentials: Credentials) -> Outcome<Self> {
        match word {
            "Qiniu" => Ok(Self::Qiniu(QiniuV2::new(credentials))),
            "QBox" => Ok(Self::QBox(QBox::new(credentials))),
            "pili" => Ok(Self::Pili(FirstGen::new(credentials))),
            _ => Err(Difference::new(format!("unknown scheme `{word}`"))),
        }
    }

    pub(super) fn sign(&self, request: &Request<Bytes>) -> Outcome<Signed> {
        Signed::by(self.signer(), request)
    }

    pub(super) fn verify(&self, request: &Request<Bytes>) -> Result<(), VerifyError> {
        match self {
            Self::Qiniu(scheme) => scheme.verify(request),
            Self::QBox(scheme) => scheme.verify(request),
            Self::Pili(scheme) => scheme.verify(request),
        }
    }

    fn signer(&self) -> &dyn Signer {
        match self {
            Self::Qiniu(scheme) => scheme,
            Self::QBox(scheme) => scheme,
            Self::Pili(scheme) => scheme,
        }
    }
}

/// A request that we signed.
#[derive(Debug)]
pub(super) struct Signed {
    pub(super) request: Request<Bytes>,
    /// The text that the signature covers.
    pub(super) text: StringToSign,
    /// The value of the header.
    pub(super) authorization: String,
}

impl Signed {
    pub(super) fn by(signer: &dyn Signer, request: &Request<Bytes>) -> Outcome<Self> {
        let mut request = request.clone();
        signer.sign(&mut request, UNIX_EPOCH)?;
        let text = request.extensions().get::<StringToSign>().cloned();
        let text = text.ok_or_else(|| Difference::new("the signer left no string to sign"))?;
        let authorization = request.headers().get(AUTHORIZATION).map(|value| value.to_str()).transpose()?;
        let authorization = authorization.unwrap_or_default().to_owned();
        Ok(Self { request, text, authorization })
    }
}
