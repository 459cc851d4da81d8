//! `pili domain`: the domains of a hub.

use pili::live::domain::UrlRule;

use super::stream::hub;
use crate::{args::Domain, context::Context, failure::Result, output::Shape};

const DOMAINS: Shape = Shape::new(&["domain", "type", "cname", "certEnable", "certName"]);
const DOMAIN: Shape =
    Shape::new(&["domain", "type", "cname"]).keys(&["playSecurity.key1", "playSecurity.key2"]);

pub(super) async fn run(command: Domain, context: &Context) -> Result {
    match command {
        Domain::Ls(named) => {
            let (calls, hub) = hub(named, context)?;
            calls.list(hub.domains(), &DOMAINS).await
        }
        Domain::Info(args) => {
            let (calls, hub) = hub(args.hub, context)?;
            calls.show(hub.domain(args.domain).info(), &DOMAIN.with_keys(args.show_keys)).await
        }
        Domain::Bind { domain, purpose, hub: named } => {
            let (calls, hub) = hub(named, context)?;
            let bind = hub.domain(&*domain).bind(purpose.into());
            calls.done(bind, format_args!("bound {domain}")).await
        }
        Domain::BindVod(args) => {
            let (calls, hub) = hub(args.hub, context)?;
            let bind = hub.domain(&*args.domain).bind_vod();
            calls.done(bind, format_args!("bound {} for playback", args.domain)).await
        }
        Domain::Unbind(args) => {
            let (calls, hub) = hub(args.hub, context)?;
            let unbind = hub.domain(&*args.domain).unbind();
            calls.done(unbind, format_args!("unbound {}", args.domain)).await
        }
        Domain::SetCert { domain, cert, hub: named } => {
            let (calls, hub) = hub(named, context)?;
            let set = hub.domain(&*domain).set_cert(&*cert);
            calls.done(set, format_args!("set the certificate of {domain} to {cert}")).await
        }
        Domain::SetUrlRewrite(args) => {
            let (calls, hub) = hub(args.hub, context)?;
            let rules =
                args.rules.chunks(2).filter_map(|rule| Some(UrlRule::new(rule.first()?, rule.get(1)?)));
            let set = hub.domain(&*args.domain).set_url_rewrite(rules);
            calls.done(set, format_args!("set the rules of {}", args.domain)).await
        }
    }
}
