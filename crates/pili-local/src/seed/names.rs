//! What can be wrong with a seed: looked at before anything is made.

use pili_auth::{
    names::{HubName, NameError, StreamKey},
    oss::{BucketName, ChannelName},
};
use pili_live::PublishSecurity;
use pili_rtc::RoomName;

use super::{HubSeed, Seed};
use crate::reply::Refused;

impl Seed {
    pub(super) fn check(&self) -> Result<(), Refused> {
        self.hubs.iter().try_for_each(HubSeed::check)?;
        for bucket in &self.buckets {
            named("buckets.name", BucketName::new(&*bucket.name))?;
            for channel in &bucket.channels {
                named("buckets.channels", ChannelName::new(&**channel))?;
            }
        }
        for app in &self.apps {
            if app.id.is_empty() || !app.id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                return Err(wrong("apps.id", "must be letters and digits"));
            }
            for room in &app.rooms {
                named("apps.rooms", RoomName::new(&**room))?;
            }
        }
        Ok(())
    }
}

impl HubSeed {
    fn check(&self) -> Result<(), Refused> {
        use PublishSecurity::{Dynamic, Expiry, ExpirySk, None, Static};
        named("hubs.name", HubName::new(&*self.name))?;
        for stream in &self.streams {
            named("hubs.streams", StreamKey::new(&*stream.key))?;
        }
        match &self.publish_rule {
            Option::None | Some(None | ExpirySk) => Ok(()),
            Some(Static | Expiry | Dynamic) if !self.publish_key.is_empty() => Ok(()),
            Some(Static | Expiry | Dynamic) => {
                Err(wrong("hubs.publish_key", "must not be empty for this rule"))
            }
            Some(_) => Err(wrong("hubs.publish_rule", "must be none, static, expiry, expiry_sk or dynamic")),
        }
    }
}

fn named<T>(member: &str, name: Result<T, NameError>) -> Result<(), Refused> {
    name.map(drop).map_err(|error| wrong(member, &error.to_string()))
}

fn wrong(member: &str, rule: &str) -> Refused {
    Refused::bad_argument(format!("invalid args: {member}: {rule}"))
}
