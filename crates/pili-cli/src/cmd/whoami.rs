//! `pili whoami`: what was decided about the target, and by whom.

use serde_json::{Value, json};

use crate::{
    config,
    context::Context,
    environment,
    failure::Result,
    output::Shape,
    target::{Found, Product, Source, Target},
};

const ROWS: Shape = Shape::new(&["what", "value", "from"]);

pub(super) fn run(context: &Context) -> Result {
    let target = context.target()?;
    let mut list = context.output.list(&ROWS);
    for row in rows(&target)? {
        list.push(&row)?;
    }
    list.end()
}

fn rows(target: &Target) -> Result<Vec<Value>> {
    let profile = target.profile.as_ref();
    let secret_key = target.secret_key.as_ref();
    let mut rows = vec![
        row("profile", profile.map(|found| found.as_text(found.value.name()))),
        row("accessKey", target.access_key.clone()),
        row("secretKey", secret_key.map(|found| found.as_text("(set, not shown)"))),
    ];
    if let Some(application) = &target.application {
        rows.push(row("application", Some(application.id.clone())));
        rows.push(row("privateKeyFile", application.key_place()));
    }
    for product in Product::WITH_A_HOST {
        let endpoint = product.endpoint(target)?;
        rows.push(row(&product.to_string(), Some(endpoint.as_text(&endpoint.value.to_string()))));
    }
    rows.extend(proxies(target)?);
    let path = config::path()?;
    let is_there = if path.exists() { "configuration file" } else { "no such file yet" };
    rows.push(json!({ "what": "config", "value": path.display().to_string(), "from": is_there }));
    Ok(rows)
}

/// The proxies that calls go through, without user and password.
fn proxies(target: &Target) -> Result<Vec<Value>> {
    const VARIABLES: [&str; 6] =
        ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
    if target.proxy()?.is_none() {
        return Ok(vec![row("proxy", None)]);
    }
    let named = VARIABLES.into_iter().filter_map(|name| Some((name, environment::variable(name)?)));
    let shown = named.map(|(name, url)| {
        let host = url.rsplit(['@', '/']).find(|part| !part.is_empty()).unwrap_or_default().to_owned();
        row("proxy", Some(Found::new(host, Source::Variable(name))))
    });
    Ok(shown.collect())
}

fn row(what: &str, found: Option<Found<String>>) -> Value {
    let (value, source) = found.map(|found| (found.value, found.source.to_string())).unzip();
    json!({ "what": what, "value": value, "from": source })
}
