//! Makes what a seed names.

use pili_live::{
    PublishSecurity,
    domain::{DomainInfo, IpLimit},
    stream::Disabled,
};

use super::{DomainSeed, HubSeed, Seed};
use crate::{
    DomainCallback, events::EventKind, live, local::telling, reply::Refused, service::Service, store::Stream,
};

impl Seed {
    /// Makes all of it, or nothing if a name or a rule is wrong. What is there already is changed.
    pub(crate) fn apply(&self, service: &Service) -> Result<(), Refused> {
        self.check()?;
        self.hubs.iter().try_for_each(|hub| hub.apply(service))?;
        for bucket in &self.buckets {
            service.oss.buckets.create(bucket.name.clone());
            bucket.channels.iter().for_each(|channel| service.oss.create_channel(&bucket.name, channel));
        }
        self.apps.iter().try_for_each(|app| service.rtc.seed(app))?;
        for project in &self.projects {
            service.opentok.seed(&project.name);
        }
        let Self { hubs, buckets, apps, projects } = self;
        let (hubs, buckets, apps, projects) = (hubs.len(), buckets.len(), apps.len(), projects.len());
        service.ground.events.tell(EventKind::Seeded, "service", |event| {
            event.reason =
                Some(format!("hubs: {hubs}, buckets: {buckets}, apps: {apps}, projects: {projects}"));
        });
        Ok(())
    }
}

impl HubSeed {
    fn apply(&self, service: &Service) -> Result<(), Refused> {
        let (store, now) = (&service.pili.store, service.ground.clock.now());
        store.create_hub(&self.name);
        store.change_hub(&self.name, |hub| {
            hub.info.publish_security = self.publish_rule.clone().unwrap_or(PublishSecurity::ExpirySk);
            hub.publish_key = self.publish_key.clone();
            hub.no_domain = self.callback.as_deref().map(DomainCallback::of_all).map(telling);
            for seed in &self.streams {
                let stream = hub.streams.entry(seed.key.clone(), || Stream::new(now));
                stream.disabled = if seed.disabled { Disabled::Forever } else { Disabled::No };
            }
        })?;
        self.domains
            .iter()
            .try_for_each(|domain| live::set_domain(&service.pili, &self.name, domain.settings()))
    }
}

impl DomainSeed {
    fn settings(&self) -> DomainInfo {
        let new = live::new_domain(&self.name, self.purpose.clone());
        let told = self.callback.as_deref().map(|url| telling(DomainCallback::of_all(url)));
        let told = told.unwrap_or_else(|| new.clone());
        DomainInfo {
            connect_callback: told.connect_callback,
            disconnect_callback: told.disconnect_callback,
            ip_limit: IpLimit { whitelist: self.let_in.clone(), blacklist: self.keep_out.clone() },
            ..new
        }
    }
}
