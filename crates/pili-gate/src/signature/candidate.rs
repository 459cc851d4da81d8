use bytes::Bytes;
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, Request, Uri,
    header::{CONTENT_TYPE, HOST},
};
use pili_auth::qiniu::{PathForm, QiniuV2};

/// A text that a client may have signed in place of the right one.
///
/// Example: [`signature::check`](crate::signature::check).
#[derive(Debug)]
#[non_exhaustive]
pub struct Candidate {
    /// What is different about it.
    pub what: &'static str,
    /// Whether an official SDK really signs so, so that refusing it would refuse that SDK.
    pub accepted: bool,
    /// The text itself.
    pub text: Vec<u8>,
}

type Plain = Request<Bytes>;

impl Candidate {
    /// Those that official SDKs sign on hosts with a port (accepted), and common mistakes (refused).
    pub(super) fn all(signer: &QiniuV2, request: &Plain) -> Vec<Self> {
        let accepted: [(&str, Option<Plain>); 5] = [
            ("a Host with its port twice", with_host(request, |host, port| format!("{host}:{port}:{port}"))),
            ("a Host without its port", with_host(request, |host, _| host.to_owned())),
            ("the vendor's own Host", Some(set(request, HOST, "pili.qiniuapi.com"))),
            ("the vendor's own Host for RTC", Some(set(request, HOST, "rtc.qiniuapi.com"))),
            ("the form content type, which was not sent", form(request)),
        ];
        let refused: [(&str, Option<Plain>); 6] = [
            ("the request without its body", Some(edited(request, |_, body| *body = Bytes::new()))),
            ("the request without its Content-Type", Some(without(request, |name| name == CONTENT_TYPE))),
            ("the request without its X-Qiniu-* headers", Some(without(request, is_qiniu))),
            ("the path without its query", Some(without_query(request))),
            ("the method GET", Some(with_method(request, Method::GET))),
            ("the method POST", Some(with_method(request, Method::POST))),
        ];
        let mut all = of(signer, accepted, true);
        all.extend(of(
            &signer.clone().path_form(PathForm::Decoded),
            [("the decoded path", Some(request.clone()))],
            true,
        ));
        all.extend(of(
            &signer.clone().body_limit(1 << 20),
            [("no body, it being 1 MiB or more", Some(request.clone()))],
            true,
        ));
        all.extend(bare_question_mark(signer, request));
        all.extend(of(signer, refused, false));
        all.extend(body_without_type(signer, request));
        all.extend(older_scheme(request));
        all
    }
}

fn of<const N: usize>(
    signer: &QiniuV2,
    variants: [(&'static str, Option<Plain>); N],
    accepted: bool,
) -> Vec<Candidate> {
    let candidate = |(what, request): (&'static str, Option<Plain>)| {
        let text = signer.string_to_sign(&request?).ok()?;
        Some(Candidate { what, accepted, text: text.as_bytes().to_vec() })
    };
    variants.into_iter().filter_map(candidate).collect()
}

/// node, ruby, php and java sign the `?` of an empty query.
fn bare_question_mark(signer: &QiniuV2, request: &Plain) -> Option<Candidate> {
    let text = signer.string_to_sign(request).ok()?.to_text().replacen("\nHost: ", "?\nHost: ", 1);
    let empty = request.uri().query() == Some("");
    empty.then(|| Candidate { what: "the `?` of an empty query", accepted: true, text: text.into_bytes() })
}

/// The line is left out, though the body is signed, by those who build the text by hand.
fn body_without_type(signer: &QiniuV2, request: &Plain) -> Option<Candidate> {
    let what = "the request with its body, but without the line of its Content-Type";
    let content_type = request.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    let text = signer.string_to_sign(request).ok()?.to_text().into_owned();
    let text = text.replacen(&format!("\nContent-Type: {content_type}"), "", 1).into_bytes();
    Some(Candidate { what, accepted: false, text })
}

/// The texts of the schemes `QBox` and `pili`, which cover neither method nor host.
fn older_scheme(request: &Plain) -> [Candidate; 2] {
    let target = request.uri().path_and_query().map_or("", |target| target.as_str());
    let with_body = [target.as_bytes(), b"\n", request.body()].concat();
    let without_body = [target.as_bytes(), b"\n"].concat();
    let what = "path and body only, as the older schemes `QBox` and `pili` do";
    [with_body, without_body].map(|text| Candidate { what, accepted: false, text })
}

fn edited(request: &Plain, edit: impl FnOnce(&mut HeaderMap, &mut Bytes)) -> Plain {
    let (mut head, mut body) = request.clone().into_parts();
    edit(&mut head.headers, &mut body);
    Request::from_parts(head, body)
}

fn set(request: &Plain, name: HeaderName, value: &str) -> Plain {
    edited(request, |headers, _| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    })
}

fn with_host(request: &Plain, form: impl FnOnce(&str, &str) -> String) -> Option<Plain> {
    let host = request.headers().get(HOST)?.to_str().ok()?;
    let (name, port) = host.rsplit_once(':')?;
    Some(set(request, HOST, &form(name, port)))
}

fn form(request: &Plain) -> Option<Plain> {
    let absent = !request.headers().contains_key(CONTENT_TYPE);
    absent.then(|| set(request, CONTENT_TYPE, "application/x-www-form-urlencoded"))
}

fn without(request: &Plain, drop: impl Fn(&HeaderName) -> bool) -> Plain {
    edited(request, |headers, _| {
        let names: Vec<_> = headers.keys().filter(|name| drop(name)).cloned().collect();
        names.iter().for_each(|name| while headers.remove(name).is_some() {});
    })
}

fn is_qiniu(name: &HeaderName) -> bool {
    name.as_str().starts_with("x-qiniu-")
}

fn without_query(request: &Plain) -> Plain {
    let mut bare = request.clone();
    if let Ok(path) = request.uri().path().parse::<Uri>() {
        *bare.uri_mut() = path;
    }
    bare
}

fn with_method(request: &Plain, method: Method) -> Plain {
    let mut other = request.clone();
    *other.method_mut() = method;
    other
}
