use pili_core::{Endpoint, Result};

const HOST: &str = "https://pili.qiniuapi.com";
const IAM_HOST: &str = "https://pili-iam.qiniuapi.com";

/// Where the API is served for an access key: keys of IAM sub-accounts (`IAM-`, 44 characters) have a host of
/// their own (spec 1; vendor page 9885).
///
/// # Errors
/// None at present; the signature leaves room for keys that name a region.
pub fn endpoint(access_key: &str) -> Result<Endpoint> {
    let iam = access_key.starts_with("IAM-") && access_key.len() == 44;
    Endpoint::parse(if iam { IAM_HOST } else { HOST })
}

/// A client of the standard stack for a key pair: the right host, signatures, retries and limits.
///
/// # Errors
/// When the platform has no root certificates, or TLS is not compiled in.
#[cfg(feature = "hyper")]
pub fn client(credentials: pili_core::auth::Credentials) -> Result<pili_core::Client> {
    let endpoint = endpoint(credentials.access_key())?;
    let signer = pili_core::auth::qiniu::QiniuV2::new(credentials);
    pili_core::Client::builder(endpoint).signer(signer).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_sub_accounts_have_a_host_of_their_own() {
        let iam = format!("IAM-{}", "x".repeat(40));
        assert_eq!(endpoint(&iam).unwrap().host(), "pili-iam.qiniuapi.com");
        assert_eq!(endpoint("IAM-short").unwrap().host(), "pili.qiniuapi.com");
    }
}
