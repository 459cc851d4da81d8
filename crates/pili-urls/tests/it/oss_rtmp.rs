use std::time::Duration;

use pili_urls::{
    Credentials, Refusal,
    oss_rtmp::{PublishRequest, PublishUrl},
};
use proptest::prelude::*;

use crate::any::{key, name, tells_well, time};

proptest! {
    #[test]
    fn what_is_signed_verifies_and_another_key_or_a_later_time_refuses(
        bucket in "[a-z0-9]{3,20}", channel in "[A-Za-z0-9_-]{1,30}", access_key in name(), secret in key(),
        token in prop::option::of("[ -~]{1,20}"), playlist in prop::option::of("[a-z]{1,8}\\.m3u8"),
        value in "\\PC{0,12}", expires_at in time(),
    ) {
        let url = PublishUrl::new("oss-cn-hangzhou.aliyuncs.com", bucket.as_str(), channel.as_str()).unwrap();
        let url = url.parameter("x", value).playlist_name(playlist.clone().unwrap_or_default());
        let url = token.into_iter().fold(url, PublishUrl::security_token);
        let credentials = Credentials::new(access_key.as_str(), secret.as_str());
        let request = PublishRequest::parse(&url.sign(&credentials, expires_at).unwrap()).unwrap();
        prop_assert_eq!((request.bucket(), request.channel()), (bucket.as_str(), channel.as_str()));
        prop_assert_eq!(request.playlist_name(), playlist);

        let verified = request.verify(&credentials, expires_at).unwrap();
        prop_assert_eq!((verified.access_key(), verified.expires_at()), (Some(&*access_key), Some(expires_at)));
        let late = request.verify(&credentials, expires_at + Duration::from_secs(1)).unwrap_err();
        prop_assert!(matches!(late, Refusal::Expired { .. }), "{late}");
        let other = Credentials::new(access_key, "another-hush-key");
        tells_well(&request.verify(&other, expires_at).unwrap_err())?;
        let moved = request.with_bucket("another-bucket").verify(&credentials, expires_at).unwrap_err();
        prop_assert!(matches!(moved, Refusal::SignatureDiffers { .. }), "{moved}");
    }

    #[test]
    fn whatever_is_received_is_answered(text in "\\PC{0,80}", secret in key()) {
        if let Ok(request) = PublishRequest::parse(&text) {
            let credentials = Credentials::new("access-key", secret.as_str());
            if let Err(refusal) = request.verify(&credentials, crate::any::at(0)) {
                tells_well(&refusal)?;
            }
        }
    }
}
