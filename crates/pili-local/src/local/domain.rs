use std::time::Duration;

use pili_live::domain::{DomainInfo, DomainType, PlaySecurity, PlaySecurityType};
use pili_urls::play::TimestampRule;

use super::{DomainCallback, Local};
use crate::{
    Refused,
    live::{self, Pili},
};

impl Local {
    /// A domain of a hub, to be bound with what the vendor's API only shows: callbacks, IP limits and play rules.
    /// Over the wire `PUT /_local/hubs/{hub}/domains/{domain}`. Unless told otherwise it is one to publish to, which
    /// demands nothing and calls nobody back.
    ///
    /// ```
    /// use pili_local::{DEMO_HUB, DomainCallback, Local};
    /// use pili_live::Hub;
    ///
    /// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let local = Local::demo();
    /// let told = DomainCallback::form("http://127.0.0.1:8080/live").var("title", "$(title)");
    /// local.domain(DEMO_HUB, "publish.test").on_connect(told).let_in("127.0.0.0/8").bind()?;
    ///
    /// let client = pili_live::builder(local.credentials().clone()).transport(local.transport());
    /// let domain = client.send(Hub::new(DEMO_HUB).domain("publish.test").info()).await?;
    /// assert_eq!(domain.connect_callback.url, "http://127.0.0.1:8080/live");
    /// # Ok(()) }
    /// ```
    pub fn domain(&self, hub: impl Into<String>, name: impl AsRef<str>) -> LocalDomain {
        LocalDomain {
            pili: self.service.pili.clone(),
            hub: hub.into(),
            settings: live::new_domain(name.as_ref(), DomainType::PublishRtmp),
        }
    }
}

/// What holds for publishers who come by no domain that is bound: they are let in, and told of.
pub(crate) fn telling(callback: DomainCallback) -> DomainInfo {
    let callback = callback.into_wire();
    DomainInfo {
        connect_callback: callback.clone(),
        disconnect_callback: callback,
        ..live::new_domain("", DomainType::PublishRtmp)
    }
}

/// The settings of a domain to be: see [`Local::domain`]. They take effect once it is bound.
///
/// ```
/// use std::time::Duration;
/// use pili_live::{Hub, domain::{DomainType, PlaySecurityType}};
/// use pili_local::{DEMO_HUB, DomainCallback, Local};
/// use pili_urls::play::TimestampRule;
///
/// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let local = Local::demo();
/// let gone = DomainCallback::json("http://127.0.0.1:8080/gone").var("title", "$(title)");
/// let publish = local.domain(DEMO_HUB, "publish.test").on_disconnect(gone).keep_out("10.0.0.0/8");
/// publish.disconnect_delay(Duration::from_secs(5)).bind()?;
/// let rule = TimestampRule::Expire { gap: Duration::ZERO };
/// local.domain(DEMO_HUB, "play.test").purpose(DomainType::LiveHdl).play_rule(rule, "play-key").bind()?;
/// local.domain(DEMO_HUB, "old.test").disabled().bind()?;
///
/// let client = pili_live::builder(local.credentials().clone()).transport(local.transport());
/// let play = client.send(Hub::new(DEMO_HUB).domain("play.test").info()).await?;
/// assert_eq!(play.play_security.kind, PlaySecurityType::TsExpireMd5);
/// let elsewhere = local.domain("no-hub", "other.test").bind().unwrap_err();
/// assert_eq!((elsewhere.status(), elsewhere.message()), (612, "hub not found"));
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
#[must_use = "settings take effect once the domain is bound"]
pub struct LocalDomain {
    pili: Pili,
    hub: String,
    settings: DomainInfo,
}

impl LocalDomain {
    /// What it is for: to play over HTTP-FLV in the second one of [`LocalDomain`]. Unless told otherwise it is to publish to.
    pub fn purpose(self, purpose: DomainType) -> Self {
        self.with(|settings| settings.purpose = purpose)
    }

    /// Who is told when a publish begins. Example: [`Local::domain`].
    pub fn on_connect(self, callback: DomainCallback) -> Self {
        self.with(|settings| settings.connect_callback = callback.into_wire())
    }

    /// Who is told when a publish has ended, after the [delay](Self::disconnect_delay): the first one of [`LocalDomain`] tells
    /// somebody (spec 4.12).
    pub fn on_disconnect(self, callback: DomainCallback) -> Self {
        self.with(|settings| settings.disconnect_callback = callback.into_wire())
    }

    /// How long a publisher may be gone before the publish counts as ended, in whole seconds, at most 60; 30
    /// unless it is told, and 5 in [`LocalDomain`].
    pub fn disconnect_delay(self, delay: Duration) -> Self {
        self.with(|settings| settings.disconnect_delay = delay)
    }

    /// Lets in only the addresses of this block, and of others that are let in: `127.0.0.0/8`.
    /// Example: [`Local::domain`].
    pub fn let_in(self, block: impl Into<String>) -> Self {
        self.with(|settings| settings.ip_limit.whitelist.push(block.into()))
    }

    /// Keeps out the addresses of this block, such as `10.0.0.0/8` in [`LocalDomain`], even where they are let in.
    pub fn keep_out(self, block: impl Into<String>) -> Self {
        self.with(|settings| settings.ip_limit.blacklist.push(block.into()))
    }

    /// Plays only what is signed by this rule with this key (spec 3.4): the second one of [`LocalDomain`] does.
    pub fn play_rule(self, rule: TimestampRule, key: impl AsRef<str>) -> Self {
        let security = PlaySecurity { key1: key.as_ref().into(), ..PlaySecurity::default() };
        let security = match rule {
            TimestampRule::Start { range } => {
                PlaySecurity { kind: PlaySecurityType::TsStartMd5, range, ..security }
            }
            TimestampRule::Expire { gap } => {
                PlaySecurity { kind: PlaySecurityType::TsExpireMd5, gap_duration: gap, ..security }
            }
            other => PlaySecurity { kind: PlaySecurityType::Other(other.name().to_owned()), ..security },
        };
        self.with(|settings| settings.play_security = security)
    }

    /// Serves nobody, as the last one of [`LocalDomain`].
    pub fn disabled(self) -> Self {
        self.with(|settings| settings.disable = true)
    }

    /// Binds the domain with these settings, in place of any it had. Example: [`Local::domain`].
    ///
    /// # Errors
    /// 400 for a setting that could not take effect, naming it; 612 if there is no such hub; 614 if another hub has
    /// the domain.
    pub fn bind(self) -> Result<(), Refused> {
        live::set_domain(&self.pili, &self.hub, self.settings)
    }

    fn with(mut self, set: impl FnOnce(&mut DomainInfo)) -> Self {
        set(&mut self.settings);
        self
    }
}
