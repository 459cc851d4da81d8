//! A verdict, with what other gates know.

use std::net::IpAddr;

use super::{
    Gate, Settings,
    shared::{Nonce, NotKept, Shared},
};
use crate::{Admitted, Ask, Cause, Disabled, Engine, Moment, Refused, Verdict};

impl Gate {
    /// Judges what an engine at `server` asks. Without Redis nothing is waited for.
    pub(super) async fn judge(
        &self,
        settings: &Settings,
        ask: &Ask,
        engine: Engine,
        server: Option<IpAddr>,
    ) -> Verdict {
        let (shared, now) = (self.shared(settings), self.now());
        let terms = settings.policy.terms(ask)?;
        let (said, known) = shared.disabled(&stream(&ask.hub, terms.key().as_str()), now).await;
        // What is wrong with the URL is told rather than that something else is not known.
        let mut admitted = terms.said(said).judge(now)?;
        let lets_in = settings.when_unsure.is_open() || ask.moment == Moment::GoingOn;
        settle(&mut admitted, known, lets_in)?;
        if let Some(number) = admitted.nonce {
            let used = shared.use_nonce(&Nonce::new(number, ask, engine, server), now).await;
            settle(&mut admitted, used, lets_in)?;
        }
        Ok(admitted)
    }

    /// Disables a stream, or enables it, until a call says otherwise.
    pub(super) async fn set_disabled(&self, hub: &str, key: &str, disabled: Disabled) -> Result<(), NotKept> {
        let settings = self.settings();
        self.shared(&settings).set_disabled(&stream(hub, key), disabled, self.now()).await
    }

    /// Whether Redis answers, where [the settings](Settings) have one; it does where they have none. Nothing depends on the
    /// answer: a gate without Redis waits for it to come back.
    ///
    /// # Errors
    /// Why it does not, without a password.
    pub async fn reach_redis(&self) -> Result<(), String> {
        match &self.settings().redis {
            Some(redis) => redis.ping().await.map_err(|gone| gone.to_string()),
            None => Ok(()),
        }
    }

    fn shared<'a>(&'a self, settings: &'a Settings) -> Shared<'a> {
        Shared { redis: settings.redis.as_deref(), memory: self.memory(), figures: self.counted() }
    }
}

fn stream(hub: &str, key: &str) -> String {
    format!("{hub}/{key}")
}

/// Lets in what cannot be known, where the settings say so; and what is live goes on by what this gate knows, since no call
/// disables anything meanwhile.
fn settle(admitted: &mut Admitted, known: Result<(), Refused>, lets_in: bool) -> Result<(), Refused> {
    match known {
        Err(why) if why.cause == Cause::Unavailable && lets_in => {
            admitted.unsure = Some(why.reason);
            Ok(())
        }
        known => known,
    }
}
