use std::fmt;

use pili_auth::{Credentials, oss};

use super::{PLAYLIST, PublishRequest};

/// A known way to sign wrongly: the signature would be right if this had been right.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use pili_urls::{Credentials, Refusal, oss_rtmp::{Mistake, PublishRequest, PublishUrl}};
///
/// let expires_at = UNIX_EPOCH + Duration::from_secs(1_700_003_600);
/// let url = PublishUrl::new("oss-cn-hangzhou.aliyuncs.com", "examplebucket", "door")?;
/// // Signed with the access key.
/// let url = url.sign(&Credentials::new("ak", "ak"), expires_at)?;
/// let refusal = PublishRequest::parse(&url)?.verify(&Credentials::new("ak", "sk"), expires_at).unwrap_err();
/// let Refusal::SignatureDiffers { mistake, .. } = refusal else { panic!("{refusal}") };
/// assert_eq!(mistake, Some(Mistake::AccessKeyAsSecret));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mistake {
    /// The access key was used in place of the secret key.
    AccessKeyAsSecret,
    /// The signature is in URL-safe Base64 (`-`, `_`) in place of the standard one (`+`, `/`).
    UrlSafeBase64,
    /// The parameters were left out of the signed text.
    NoParameters,
    /// The playlist's name was left out of the signed text.
    NoPlaylistName,
    /// The bucket was left out of the signed text.
    NoBucket,
    /// `live` stands in the signed text, as it does in the URL.
    LiveInPath,
    /// The signed text's last line has no leading `/`.
    NoLeadingSlash,
    /// A line feed follows the signed text.
    TrailingLineFeed,
}

impl Mistake {
    /// The mistake that explains `signature`, if one does.
    pub(super) fn find(request: &PublishRequest, keys: &Credentials, signature: &str) -> Option<Self> {
        let right = request.string_to_sign();
        let matches =
            |text: &str, signature: &str| oss::signature_matches(keys.secret_key(), text, signature);
        if keys.secret_key().is_empty() {
            return None;
        }
        if matches(&right, &signature.replace('-', "+").replace('_', "/")) {
            return Some(Self::UrlSafeBase64);
        }
        if oss::signature_matches(&keys.access_key().into(), &right, signature) {
            return Some(Self::AccessKeyAsSecret);
        }
        let mut wrong = wrong_texts(request, &right).into_iter();
        wrong.find(|(_, text)| matches(text, signature)).map(|(mistake, _)| mistake)
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AccessKeyAsSecret => "it was made with the access key in place of the secret key",
            Self::UrlSafeBase64 => "it is in URL-safe Base64: write `+` for `-` and `/` for `_`",
            Self::NoParameters => "it leaves the parameters out",
            Self::NoPlaylistName => "it leaves `playlistName` out",
            Self::NoBucket => "it leaves the bucket out of the last line",
            Self::LiveInPath => "it has `live` in the last line: write `/bucket/channel`",
            Self::NoLeadingSlash => "its last line has no leading `/`",
            Self::TrailingLineFeed => "it covers a line feed at the end",
        })
    }
}

fn wrong_texts(request: &PublishRequest, right: &str) -> [(Mistake, String); 6] {
    let (bucket, channel) = (request.bucket(), request.channel());
    let resource = format!("/{bucket}/{channel}");
    let head = right.strip_suffix(&resource).unwrap_or(right);
    let parameters = request.parameters();
    let no_playlist = parameters.iter().filter(|(name, _)| name != PLAYLIST);
    [
        (Mistake::NoParameters, request.text([], bucket)),
        (Mistake::NoPlaylistName, request.text(no_playlist, bucket)),
        (Mistake::NoBucket, format!("{head}/{channel}")),
        (Mistake::LiveInPath, format!("{head}/{bucket}/live/{channel}")),
        (Mistake::NoLeadingSlash, format!("{head}{bucket}/{channel}")),
        (Mistake::TrailingLineFeed, format!("{right}\n")),
    ]
}
