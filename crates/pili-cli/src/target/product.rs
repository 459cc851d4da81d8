use std::{fmt, sync::Arc};

use clap::ValueEnum;
use pili::{
    Credentials, Endpoint, Signer,
    auth::{
        opentok::{AccountCredentials, AccountJwt, ProjectJwt},
        oss::OssV4,
        qiniu::{FirstGen, QiniuV2},
    },
    core::Api,
    live, opentok, oss, rtc,
};

use super::{Found, Source, Target};
use crate::{args::choice, config::Setting, failure::Result};

/// Whose API is called: it decides on host and signature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Product {
    /// Qiniu Pili, live streaming
    #[default]
    Pili,
    /// Pub tasks of Qiniu Pili
    Pub,
    /// Qiniu RTC
    Rtc,
    /// Alibaba Cloud OSS
    Oss,
    /// OpenTok
    #[value(name = "opentok")]
    OpenTok,
    /// The projects of an OpenTok account
    #[value(name = "opentok-account")]
    OpenTokAccount,
    /// OpenTok's Insights
    #[value(name = "opentok-insights")]
    OpenTokInsights,
    /// The first generation of Pili
    First,
}

impl Product {
    /// Those that have a host of their own.
    pub(crate) const WITH_A_HOST: [Self; 7] =
        [Self::Pili, Self::Pub, Self::Rtc, Self::Oss, Self::OpenTok, Self::OpenTokInsights, Self::First];

    /// Where its calls go.
    pub(crate) fn endpoint(self, target: &Target) -> Result<Found<Endpoint>> {
        if let Some(endpoint) = &target.endpoint {
            return Ok(endpoint.clone());
        }
        let access_key = target.access_key.as_ref().map_or("", |key| &key.value);
        let (endpoint, name) = match self {
            Self::Pili => (live::endpoint_for(access_key), "Pili"),
            Self::Pub => (live::task::ENDPOINT, "Pub"),
            Self::Rtc => (rtc::ENDPOINT, "RTC"),
            Self::Oss => (oss::Region::new(region(target))?.endpoint(), "OSS"),
            Self::OpenTok if target.application.is_some() => (opentok::VONAGE_ENDPOINT, "Vonage"),
            Self::OpenTok | Self::OpenTokAccount => (opentok::ENDPOINT, "OpenTok"),
            Self::OpenTokInsights => (opentok::insights::ENDPOINT, "OpenTok's Insights"),
            Self::First => (live::first::ENDPOINT, "Pili's first generation"),
        };
        Ok(Found::new(endpoint, Source::Product(name)))
    }

    /// How its calls are signed.
    pub(crate) fn signer(self, target: &Target) -> Result<Arc<dyn Signer>> {
        match self {
            Self::OpenTok => Ok(target.of_opentok()?.signer()),
            _ => Ok(self.signer_of(target, target.credentials()?)),
        }
    }

    fn signer_of(self, target: &Target, credentials: Credentials) -> Arc<dyn Signer> {
        match self {
            Self::Pili | Self::Pub | Self::Rtc => Arc::new(QiniuV2::new(credentials)),
            Self::Oss => Arc::new(OssV4::new(credentials, region(target))),
            Self::OpenTok | Self::OpenTokInsights => Arc::new(ProjectJwt::new(credentials)),
            Self::OpenTokAccount => Arc::new(AccountJwt::new(AccountCredentials::new(
                credentials.access_key(),
                credentials.secret_key().clone(),
            ))),
            Self::First => Arc::new(FirstGen::new(credentials)),
        }
    }
}

/// The API of a product.
pub(crate) trait Served: Api {
    const PRODUCT: Product;
}

impl Served for live::Pili {
    const PRODUCT: Product = Product::Pili;
}

impl Served for live::task::Pub {
    const PRODUCT: Product = Product::Pub;
}

impl Served for rtc::Rtc {
    const PRODUCT: Product = Product::Rtc;
}

impl Served for oss::Oss {
    const PRODUCT: Product = Product::Oss;
}

impl Served for opentok::OpenTok {
    const PRODUCT: Product = Product::OpenTok;
}

impl Served for opentok::account::OpenTokAccount {
    const PRODUCT: Product = Product::OpenTokAccount;
}

impl Served for opentok::insights::OpenTokInsights {
    const PRODUCT: Product = Product::OpenTokInsights;
}

impl fmt::Display for Product {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&choice::name(*self))
    }
}

/// The region of OSS; that of the vendor's examples unless one is named.
fn region(target: &Target) -> String {
    target.setting(None, Setting::Region, "PILI_REGION", None).unwrap_or_else(|| "cn-hangzhou".to_owned())
}
