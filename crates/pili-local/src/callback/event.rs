use std::time::{Duration, SystemTime};

use pili_auth::unix_seconds;

use crate::{
    host::host_name,
    media::{Protocol, Publish},
};

/// What happened, as the variables of a template see it.
#[derive(Debug)]
pub(super) struct Event {
    publish: Publish,
    status: &'static str,
    timestamp: i64,
}

impl Event {
    pub(super) fn connected(publish: &Publish, timestamp: i64) -> Self {
        Self { publish: publish.clone(), status: "connected", timestamp }
    }

    pub(super) fn disconnected(publish: &Publish, timestamp: i64) -> Self {
        Self { publish: publish.clone(), status: "disconnected", timestamp }
    }

    /// The value of a variable; empty if there is none.
    pub(super) fn value(&self, name: &str) -> String {
        self.known(name).or_else(|| self.parameter(name)).unwrap_or_default()
    }

    fn known(&self, name: &str) -> Option<String> {
        let publish = &self.publish;
        Some(match name {
            "title" => publish.id.key.clone(),
            "remoteIP" => publish.client.ip().to_string(),
            "localIP" => publish.server.ip().to_string(),
            "domain" => host_name(&publish.domain),
            "timestamp" => self.timestamp.to_string(),
            "status" => self.status.to_owned(),
            "sourceURL" => self.source_url(),
            "path" => format!("/{}", publish.id),
            "startTime" => unix_seconds(publish.started).to_string(),
            "endTime" => unix_seconds(publish.ended?).to_string(),
            "pushDurationS" => self.lasted()?.as_secs().to_string(),
            "pushDurationMs" => self.lasted()?.as_millis().to_string(),
            _ => return None,
        })
    }

    /// `_name` is the parameter `name` of the publish URL.
    fn parameter(&self, name: &str) -> Option<String> {
        let name = name.strip_prefix('_')?;
        let query = self.publish.query.as_deref()?;
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        pairs.find(|(given, _)| given == name).map(|(_, value)| value.into_owned())
    }

    fn source_url(&self) -> String {
        let Publish { domain, id, query, protocol, .. } = &self.publish;
        if *protocol == Protocol::Srt {
            let items =
                query.as_ref().map(|query| format!(",{}", query.replace('&', ","))).unwrap_or_default();
            return format!("srt://{domain}?streamid=#!::h={id},m=publish{items}");
        }
        let query = query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
        format!("rtmp://{domain}/{id}{query}")
    }

    fn lasted(&self) -> Option<Duration> {
        let ended: SystemTime = self.publish.ended?;
        ended.duration_since(self.publish.started).ok()
    }
}
