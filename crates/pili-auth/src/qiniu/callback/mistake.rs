use std::fmt;

use bytes::Bytes;
use http::{
    Request,
    header::{CONTENT_LENGTH, FORWARDED, VIA},
};

use super::{CallbackVerifier, variants};
use crate::{VerifyError, names::split_port};

/// What is likely to have happened to a callback on its way: its signature would be right if this had not.
///
/// ```
/// use std::time::UNIX_EPOCH;
/// use pili_auth::{Credentials, Signer, qiniu::{CallbackVerifier, QiniuV2}};
///
/// let credentials = Credentials::new("ak", "sk");
/// let mut callback = http::Request::post("https://hooks.example.com/live")
///     .header("content-type", "application/json")
///     .body(bytes::Bytes::from(r#"{"a":1}"#))?;
/// QiniuV2::new(credentials.clone()).sign(&mut callback, UNIX_EPOCH)?;
/// // A router that takes a prefix off the path, and hands on what is left.
/// *callback.uri_mut() = "https://hooks.example.com/".parse()?;
/// let refusal = CallbackVerifier::new(credentials).verify(&callback).unwrap_err();
/// match refusal.mistake() {
///     Some(mistake) => println!("{mistake}"),
///     None => println!("{refusal}"),
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CallbackMistake {
    /// A gateway rewrote the host. Name the public one with
    /// [`CallbackVerifier::public_host`], or let the gateway keep it.
    HostRewritten {
        /// The host that the signature covers, where the request still tells it. Without it this is a guess, from
        /// the traces of a gateway in the request.
        signed: Option<String>,
        /// The host that was checked.
        checked: String,
    },
    /// A gateway or a router rewrote the path or the query. Verify the request as it was before.
    TargetRewritten {
        /// The path that the signature covers.
        signed: String,
    },
    /// The body is not the one that was sent: it was parsed and written anew, or read before. Verify the bytes as
    /// they arrived.
    BodyRewritten,
    /// Something in between added, took or changed the content type.
    ContentTypeRewritten {
        /// The content type that the signature covers; empty for none.
        signed: String,
    },
    /// It is signed with `QBox`, the credential before `Qiniu`, and rightly so.
    /// [`CallbackVerifier::accept_qbox`] takes such callbacks.
    QBox,
}

/// Larger bodies, which no callback has, are not explained: that takes many signatures of each.
const MOST_BODY: usize = 16 << 10;

impl CallbackMistake {
    /// The mistake that explains a refusal, if one does: one that makes the signature right, or else a likely one.
    pub(super) fn find(
        verifier: &CallbackVerifier,
        request: &Request<Bytes>,
        received: &Request<Bytes>,
        error: &VerifyError,
    ) -> Option<Self> {
        if received.body().len() > MOST_BODY {
            return None;
        }
        match error {
            VerifyError::Scheme(scheme) if scheme == "QBox" => {
                verifier.clone().accept_qbox().check(received).is_ok().then_some(Self::QBox)
            }
            VerifyError::Mismatch => {
                proven(verifier, request, received).or_else(|| guess(verifier, received))
            }
            _ => None,
        }
    }
}

/// One change, or another host and one change, that makes the signature right.
fn proven(
    verifier: &CallbackVerifier,
    request: &Request<Bytes>,
    received: &Request<Bytes>,
) -> Option<CallbackMistake> {
    let is_right = |variant: &Request<Bytes>| verifier.check(variant).is_ok();
    let mut changed = variants::of(received);
    if let Some((mistake, _)) = changed.find(|(_, variant)| is_right(variant)) {
        return Some(mistake);
    }
    let checked = variants::host(received);
    variants::hosts(request, received).into_iter().find_map(|(signed, variant)| {
        let explained = is_right(&variant) || variants::of(&variant).any(|(_, variant)| is_right(&variant));
        explained.then(|| CallbackMistake::HostRewritten { signed: Some(signed), checked: checked.clone() })
    })
}

/// What the request gives away, though no signature proves it.
fn guess(verifier: &CallbackVerifier, received: &Request<Bytes>) -> Option<CallbackMistake> {
    if is_of_another_length(received) {
        return Some(CallbackMistake::BodyRewritten);
    }
    let checked = variants::host(received);
    let was_rewritten = is_of_this_network(&checked) || came_through_a_gateway(received);
    (verifier.public_host.is_none() && was_rewritten)
        .then_some(CallbackMistake::HostRewritten { signed: None, checked })
}

fn is_of_another_length(request: &Request<Bytes>) -> bool {
    let told = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    told.is_some_and(|told: usize| told != request.body().len())
}

/// Whether a host is one that a service of the internet does not call: an address, or a name without a dot.
fn is_of_this_network(host: &str) -> bool {
    let name = split_port(host).0;
    let is_address = name.starts_with('[') || name.parse::<std::net::Ipv4Addr>().is_ok();
    is_address || !name.contains('.')
}

fn came_through_a_gateway(request: &Request<Bytes>) -> bool {
    let is_trace = |name: &str| name.starts_with("x-forwarded-") || name.starts_with("x-envoy-");
    let headers = request.headers();
    let named = [FORWARDED.as_str(), VIA.as_str(), "x-real-ip", "x-original-host"];
    headers.keys().any(|name| is_trace(name.as_str())) || named.iter().any(|name| headers.contains_key(*name))
}

impl fmt::Display for CallbackMistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::HostRewritten { signed: Some(signed), checked } => write!(
                f,
                "it covers the host `{}`, but `{}` was checked: a gateway rewrote it, so name the public one with \
                 `public_host`",
                signed.escape_debug(),
                checked.escape_debug()
            ),
            Self::HostRewritten { signed: None, checked } => write!(
                f,
                "the host `{}` was checked, which is probably not that of the callback's URL: if a gateway rewrote \
                 it, name the public one with `public_host`; if not, the key is another one",
                checked.escape_debug()
            ),
            Self::TargetRewritten { signed } => write!(
                f,
                "it covers the path `{}` and its query as they were sent: verify the request as it was before a \
                 gateway or router rewrote them",
                signed.escape_debug()
            ),
            Self::BodyRewritten => f.write_str(
                "the body is not the one that was sent: verify its bytes as they arrived, before anything parses them",
            ),
            Self::ContentTypeRewritten { signed } if signed.is_empty() => {
                f.write_str("it covers no content type: something in between added one")
            }
            Self::ContentTypeRewritten { signed } => {
                write!(f, "it covers the content type `{}`: something in between changed it", signed.escape_debug())
            }
            Self::QBox => f.write_str("it is signed with `QBox`, as old callbacks are: `accept_qbox` takes them"),
        }
    }
}
