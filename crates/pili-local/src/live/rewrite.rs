//! URL rewriting of play domains: what a viewer asks for is rewritten before anything is looked up (spec 4.5).

use axum::{
    Router,
    extract::Request,
    http::{Uri, header::HOST},
};
use pili_live::domain::UrlRule;
use regex_lite::Regex;
use tower::util::MapRequest;

use crate::{host::host_name, live::Pili};

/// Puts the rewriting before the routes.
pub(crate) fn before(routes: Router, pili: Pili) -> Router {
    Router::new().fallback_service(MapRequest::new(routes, move |request| rewritten(&pili, request)))
}

/// The expression of a rule, or what is wrong with it.
pub(super) fn expression(rule: &UrlRule) -> Result<Regex, regex_lite::Error> {
    Regex::new(&rule.pattern)
}

fn rewritten(pili: &Pili, mut request: Request) -> Request {
    if let Some(uri) = rules(pili, &request).iter().find_map(|rule| apply(rule, &request)) {
        tracing::debug!(from = request.uri().path(), to = uri.path(), "rewrote the URL");
        *request.uri_mut() = uri;
    }
    request
}

/// The rules of the domain that the viewer comes by.
fn rules(pili: &Pili, request: &Request) -> Vec<UrlRule> {
    let host = host_name(authority(request));
    let rules = pili.store.hub_of(&host).and_then(|hub| {
        let rules = |hub: &mut crate::store::Hub| Some(hub.domains.get(&host)?.url_rewrite.rules.clone());
        pili.store.hub(&hub, rules).ok().flatten()
    });
    rules.unwrap_or_default()
}

/// The path that the first matching rule makes of the whole URL. The query stays.
fn apply(rule: &UrlRule, request: &Request) -> Option<Uri> {
    let expression = expression(rule).ok()?;
    let url = format!("http://{}{}", authority(request), request.uri().path());
    if !expression.is_match(&url) {
        return None;
    }
    let url: Uri = expression.replace(&url, rule.replace.as_str()).parse().ok()?;
    let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}{query}", url.path()).parse().ok()
}

fn authority(request: &Request) -> &str {
    let sent = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    sent.or_else(|| request.uri().authority().map(|authority| authority.as_str())).unwrap_or_default()
}
