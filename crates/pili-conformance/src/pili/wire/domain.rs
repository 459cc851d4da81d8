//! Domains of a hub (spec 4.5).

use pili_live::{
    Domain,
    domain::{Bind, BindVod, Info, List, SetCert, SetUrlRewrite, Unbind, UrlRule},
    names::DomainName,
};

use super::{meaning::Meaning, stream::hub};
use crate::outcome::Outcome;

pub(super) fn bind(meaning: &Meaning<'_>) -> Outcome<Bind> {
    Ok(in_body(meaning, "domain")?.bind(meaning.required("Type")?))
}

pub(super) fn bind_vod(meaning: &Meaning<'_>) -> Outcome<BindVod> {
    Ok(in_body(meaning, "vodDomain")?.bind_vod())
}

pub(super) fn set_cert(meaning: &Meaning<'_>) -> Outcome<SetCert> {
    Ok(in_path(meaning)?.set_cert(meaning.required::<String>("certName")?))
}

pub(super) fn info(meaning: &Meaning<'_>) -> Outcome<Info> {
    Ok(in_path(meaning)?.info())
}

pub(super) fn list(meaning: &Meaning<'_>) -> Outcome<List> {
    Ok(hub(meaning)?.domains())
}

pub(super) fn unbind(meaning: &Meaning<'_>) -> Outcome<Unbind> {
    Ok(in_path(meaning)?.unbind())
}

pub(super) fn set_url_rewrite(meaning: &Meaning<'_>) -> Outcome<SetUrlRewrite> {
    let rules: Option<Vec<UrlRule>> = meaning.required("rules")?;
    Ok(in_path(meaning)?.set_url_rewrite(rules.unwrap_or_default()))
}

fn in_path(meaning: &Meaning<'_>) -> Outcome<Domain> {
    Ok(hub(meaning)?.domain(DomainName::unchecked(meaning.name("domain")?)))
}

fn in_body(meaning: &Meaning<'_>, member: &str) -> Outcome<Domain> {
    Ok(hub(meaning)?.domain(DomainName::unchecked(meaning.required::<String>(member)?)))
}
