use std::time::Duration;

use pili::urls::{Domain, StreamPath, play};

use super::bounds;
use crate::{
    args::{LoadOptions, LoadPlay, LoadPublish, PublishUrl},
    cmd::url,
    context::Context,
    failure::{Failure, Result},
    target::Target,
};

/// A publish URL outlives the test by so much.
const SPARE: Duration = Duration::from_secs(600);

/// All that is to be done.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) work: Vec<Work>,
    pub(super) length: Duration,
}

/// What is done to one stream.
#[derive(Debug)]
pub(super) struct Work {
    /// None where somebody else publishes.
    pub(super) publish_url: Option<String>,
    pub(super) play_url: String,
    pub(super) viewers: u16,
}

impl Plan {
    pub(super) fn to_publish(args: LoadPublish, context: &Context) -> Result<Self> {
        let LoadPublish { load, viewers, publish_domain, rule } = args;
        let target = target(context, publish_domain.is_some() || load.play_domain.is_some())?;
        let publish_domain = domain(publish_domain, url::local_rtmp(&target), "--publish-domain")?;
        let play_domain = match viewers {
            // Nobody plays, so nobody needs to say where.
            0 => publish_domain.clone(),
            _ => domain(load.play_domain.clone(), url::local_http(&target), "--play-domain")?,
        };
        let connections = u32::from(load.streams) * (1 + u32::from(viewers));
        bounds::check([publish_domain.host(), play_domain.host()], &load.yes_against, connections)?;
        let hub = target.hub(load.hub.hub.clone())?;
        let work = keys(&load).map(|key| {
            let play_url = play::hdl(&play_domain, &StreamPath::new(&*hub, &*key)?);
            let asked = PublishUrl::for_rtmp(key, rule, load.length + SPARE);
            let publish_url = Some(url::publish_url(&asked, &publish_domain, &hub, &target)?);
            Ok(Work { publish_url, play_url, viewers })
        });
        context.output.note(format_args!("publishing to {publish_domain}"));
        Ok(Self { work: work.collect::<Result<_>>()?, length: load.length })
    }

    pub(super) fn to_play(args: LoadPlay, context: &Context) -> Result<Self> {
        let LoadPlay { load, viewers, urls } = args;
        let urls = if urls.is_empty() { play_urls(&load, context)? } else { urls };
        let hosts = urls.iter().map(|url| host(url)).collect::<Result<Vec<_>>>()?;
        let connections = u32::try_from(urls.len()).unwrap_or(u32::MAX).saturating_mul(viewers.into());
        bounds::check(hosts.iter().map(String::as_str), &load.yes_against, connections)?;
        let work = |play_url| Work { publish_url: None, play_url, viewers };
        Ok(Self { work: urls.into_iter().map(work).collect(), length: load.length })
    }

    pub(super) fn publishers(&self) -> u32 {
        self.work.iter().map(|work| u32::from(work.publish_url.is_some())).sum()
    }

    pub(super) fn viewers(&self) -> u32 {
        self.work.iter().map(|work| u32::from(work.viewers)).sum()
    }
}

fn play_urls(load: &LoadOptions, context: &Context) -> Result<Vec<String>> {
    let target = target(context, load.play_domain.is_some())?;
    let domain = domain(load.play_domain.clone(), url::local_http(&target), "--play-domain")?;
    let hub = target.hub(load.hub.hub.clone())?;
    keys(load).map(|key| Ok(play::hdl(&domain, &StreamPath::new(&*hub, key)?))).collect()
}

/// The local service, unless a domain is named: never what environment or configuration happen to say.
fn target(context: &Context, is_named: bool) -> Result<Target> {
    if is_named { context.target() } else { context.target_or_local() }
}

fn keys(load: &LoadOptions) -> impl Iterator<Item = String> {
    (1..=load.streams).map(|number| format!("{}{number}", load.prefix))
}

fn domain(named: Option<String>, local: Option<String>, flag: &str) -> Result<Domain> {
    let named = named.or(local).ok_or_else(|| {
        Failure::usage(format_args!("{flag} is needed where it is not the local service that is loaded"))
    })?;
    Ok(Domain::new(named)?)
}

/// The host of a play URL.
fn host(url: &str) -> Result<String> {
    let uri = url.parse::<http::Uri>().ok().filter(|uri| uri.scheme_str() == Some("http"));
    let host = uri.and_then(|uri| uri.host().map(str::to_owned));
    host.ok_or_else(|| Failure::usage(format_args!("{url} is no URL of HTTP-FLV: http://host/hub/key.flv")))
}
