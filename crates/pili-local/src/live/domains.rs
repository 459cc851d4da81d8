//! Domains of a hub, and the private route that sets what the vendor's API only shows.

use axum::{
    Json, Router,
    extract::{FromRequestParts, Path, State},
    http::{StatusCode, request::Parts},
    routing::{delete, get, post, put},
};
use pili_live::{
    domain::{DomainInfo, DomainItem, DomainType, UrlRewrite},
    names::DomainName,
    wire::{BindBody, BindVodBody, Domains, SetCertBody},
};
use serde_json::{Map, Value, json};

use super::{domain_settings, rewrite};
use crate::{
    body::{Body, invalid},
    live::Pili,
    loose,
    reply::Refused,
};

pub(super) fn router() -> Router<Pili> {
    Router::new()
        .route("/v2/hubs/{hub}/domains", get(list))
        .route("/v2/hubs/{hub}/newdomains", post(bind))
        .route("/v2/hubs/{hub}/voddomain", post(vod))
        .route("/v2/hubs/{hub}/domains/{domain}", get(info))
        .route("/v2/hubs/{hub}/domains/{domain}", delete(unbind))
        .route("/v2/hubs/{hub}/domains/{domain}/cert", post(cert))
        .route("/v2/hubs/{hub}/domains/{domain}/urlrewrite", post(url_rewrite))
}

/// Needs no signature.
pub(super) fn private_router() -> Router<Pili> {
    Router::new().route("/_local/hubs/{hub}/domains/{domain}", put(set))
}

type Done = Result<Json<Value>, Refused>;

/// The hub and the domain of a path, in lower case.
struct At {
    hub: String,
    domain: String,
}

impl<S: Send + Sync> FromRequestParts<S> for At {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refused> {
        let path = Path::<(String, String)>::from_request_parts(parts, state).await;
        let Path((hub, domain)) = path.map_err(|_| Refused::bad_argument("invalid args: path"))?;
        Ok(Self { hub, domain: domain.to_ascii_lowercase() })
    }
}

async fn list(State(pili): State<Pili>, Path(hub): Path<String>) -> Result<Json<Domains>, Refused> {
    pili.store.hub(&hub, |hub| Json(Domains { domains: hub.domains.values().map(item).collect() }))
}

fn item(domain: &DomainInfo) -> DomainItem {
    DomainItem {
        purpose: domain.purpose.clone(),
        domain: DomainName::unchecked(&domain.domain),
        cname: domain.cname.clone(),
        cert_enable: domain.cert_enable,
        cert_name: domain.cert_name.clone(),
    }
}

async fn info(State(pili): State<Pili>, At { hub, domain }: At) -> Result<Json<DomainInfo>, Refused> {
    let found = pili.store.hub(&hub, |hub| hub.domains.get(&domain).cloned())?;
    found.map(Json).ok_or(Refused::not_found("no such domain"))
}

async fn bind(State(pili): State<Pili>, Path(hub): Path<String>, Body(asked): Body<BindBody>) -> Done {
    let name = checked(asked.domain)?;
    if matches!(asked.purpose, DomainType::Other(_)) {
        return Err(Refused::bad_argument("invalid args: Type"));
    }
    pili.store.hub(&hub, |_| ())?;
    if pili.store.hub_of(&name).is_some() {
        return Err(Refused::new(614, "domain confict"));
    }
    let domain = domain_settings::new(&name, asked.purpose);
    pili.store.change_hub(&hub, |hub| hub.domains.insert(name, domain))?;
    Ok(Json(json!({})))
}

fn checked(name: String) -> Result<String, Refused> {
    let name = DomainName::new(name.to_ascii_lowercase());
    name.map(|name| name.to_string()).map_err(|_| Refused::bad_argument("invalid domain"))
}

async fn unbind(State(pili): State<Pili>, At { hub, domain }: At) -> Done {
    let found = pili.store.change_hub(&hub, |hub| hub.domains.remove(&domain))?;
    found.map(|_| Json(json!({}))).ok_or(Refused::not_found("not found"))
}

async fn vod(State(pili): State<Pili>, Path(hub): Path<String>, Body(asked): Body<BindVodBody>) -> Done {
    let name = checked(asked.vod_domain)?;
    pili.store.change_hub(&hub, |hub| hub.info.vod_domain = name)?;
    Ok(Json(json!({})))
}

async fn cert(State(pili): State<Pili>, at: At, Body(asked): Body<SetCertBody>) -> Done {
    if asked.cert_name.is_empty() {
        return Err(Refused::bad_argument("invalid args: certName"));
    }
    change(&pili, &at, |domain| {
        domain.cert_enable = true;
        domain.cert_name = asked.cert_name;
    })
}

async fn url_rewrite(State(pili): State<Pili>, at: At, Body(asked): Body<UrlRewrite>) -> Done {
    if asked.rules.iter().any(|rule| rule.pattern.is_empty()) {
        return Err(Refused::bad_argument("invalid args: pattern"));
    }
    for rule in &asked.rules {
        let wrong =
            |error| Refused::bad_argument(format!("invalid args: pattern `{}`: {error}", rule.pattern));
        rewrite::expression(rule).map_err(wrong)?;
    }
    change(&pili, &at, |domain| domain.url_rewrite = asked)
}

fn change(pili: &Pili, At { hub, domain }: &At, work: impl FnOnce(&mut DomainInfo)) -> Done {
    let found = pili.store.change_hub(hub, |hub| hub.domains.get_mut(domain).map(work))?;
    found.map(|()| Json(json!({}))).ok_or(Refused::not_found("no such domain"))
}

async fn set(
    State(pili): State<Pili>,
    At { hub, domain }: At,
    Body(mut asked): Body<Map<String, Value>>,
) -> Result<StatusCode, Refused> {
    asked.insert("domain".to_owned(), domain.into());
    let asked = loose::value(asked.into()).map_err(invalid)?;
    set_domain(&pili, &hub, asked).map(|()| StatusCode::NO_CONTENT)
}

/// Sets everything about a domain, and binds it if need be.
pub(crate) fn set_domain(pili: &Pili, hub: &str, asked: DomainInfo) -> Result<(), Refused> {
    let name = checked(asked.domain.clone())?;
    domain_settings::check(&asked)?;
    if pili.store.hub_of(&name).is_some_and(|other| other != hub) {
        return Err(Refused::new(614, "domain confict"));
    }
    pili.store
        .change_hub(hub, |hub| hub.domains.insert(name.clone(), domain_settings::whole(name, asked)))?;
    Ok(())
}
