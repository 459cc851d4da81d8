//! What holds for one ask.

use std::{fmt, time::SystemTime};

use pili_auth::names::StreamKey;

use super::{HubPolicy, StreamPolicy, why_disabled};
use crate::{Action, Admitted, Ask, Cause, Disabled, Moment, Refused, Verdict, hidden, limit::holds};

/// What holds for one ask, before it is judged: see [`Policy::terms`](super::Policy::terms).
///
/// `Debug` leaves out what is demanded.
#[derive(Clone)]
pub struct Terms<'a> {
    pub(super) ask: &'a Ask,
    pub(super) key: StreamKey,
    pub(super) hub: &'a HubPolicy,
    pub(super) stream: Option<&'a StreamPolicy>,
    pub(super) disabled: Disabled,
}

impl Terms<'_> {
    /// The stream's key: of a transcoded stream that is played, that of the one it comes from. Example: [`Policy::terms`](super::Policy::terms).
    pub fn key(&self) -> &StreamKey {
        &self.key
    }

    /// Whether the stream was disabled or enabled since: that holds over what the policy says. Of one of which nothing was said, the
    /// policy's word holds. Example: [`Policy::terms`](super::Policy::terms).
    pub fn said(self, disabled: Option<Disabled>) -> Self {
        Self { disabled: disabled.unwrap_or(self.disabled), ..self }
    }

    /// Whether what is asked for is allowed at `now`. Example: [`Policy::terms`](super::Policy::terms).
    ///
    /// # Errors
    /// Why it is not.
    pub fn judge(&self, now: SystemTime) -> Verdict {
        self.judged(self.ask, now).map_err(|refused| without_secrets(refused, self.ask))
    }

    fn judged(&self, ask: &Ask, now: SystemTime) -> Verdict {
        self.may_be_used(now)?;
        if ask.is_relay || ask.address.is_some_and(|address| holds(&self.hub.relays, address)) {
            return Ok(Admitted { is_relay: true, ..Admitted::default() });
        }
        self.comes_from_where_it_may(ask)?;
        match (ask.moment, ask.action) {
            (Moment::GoingOn, _) => Ok(Admitted::default()),
            (Moment::Start, Action::Publish) => self.publish(ask, now),
            (Moment::Start, Action::Play) => self.play(ask, now),
        }
    }

    fn may_be_used(&self, now: SystemTime) -> Result<(), Refused> {
        why_disabled(self.disabled, now).map_or(Ok(()), |reason| Err(Refused::new(Cause::Disabled, reason)))
    }

    fn comes_from_where_it_may(&self, ask: &Ask) -> Result<(), Refused> {
        let limit = match ask.action {
            Action::Publish => &self.hub.publishers,
            Action::Play => &self.hub.players,
        };
        let refuse = |why: String| Err(Refused::new(Cause::Address, format!("the hub {} {why}", ask.hub)));
        match ask.address {
            Some(address) => limit.check(address).or_else(|why| refuse(why.to_string()))?,
            None if limit.is_open() => {}
            None => refuse("lets only some addresses in, and the engine told none".to_owned())?,
        }
        if let Some(host) = &ask.chosen_host {
            let reason = format!(
                "the query chooses the virtual host `{}`: leave `vhost` and `domain` out of it",
                host.escape_debug()
            );
            return Err(Refused::new(Cause::Malformed, reason));
        }
        if ask.action == Action::Play {
            let page = self.hub.referers.check(ask.referer.as_deref());
            page.map_err(|reason| Refused::new(Cause::Referer, reason))?;
        }
        Ok(())
    }

    fn publish(&self, ask: &Ask, now: SystemTime) -> Verdict {
        let demand = self.stream.and_then(|stream| stream.publish.as_ref()).unwrap_or(&self.hub.publish);
        let refusal = match demand.verify(ask, now) {
            Ok(verified) => return Ok(verified.into()),
            Err(refusal) => refusal,
        };
        if let Some(Ok(verified)) = ask.otherwise().map(|other| demand.verify(&other, now)) {
            return Ok(verified.into());
        }
        let others = || self.hub.streams.keys().cloned();
        let elsewhere = match refusal {
            pili_urls::Refusal::TokenDiffers { .. } => demand.signed_elsewhere(ask, others(), now),
            _ => None,
        };
        let refusal = elsewhere.unwrap_or(refusal);
        Err(with_hint(Refused::of_url(&refusal, demand.explain(ask, &refusal)), ask))
    }

    fn play(&self, ask: &Ask, now: SystemTime) -> Verdict {
        let demand = self.stream.and_then(|stream| stream.play.as_ref()).unwrap_or(&self.hub.play);
        let verified = demand.verify(ask, now).or_else(|refusal| {
            let other = ask.otherwise().and_then(|other| demand.verify(&other, now).ok());
            other.ok_or(refusal)
        });
        let refused = |refusal| Refused::of_url(&refusal, demand.explain(ask, &refusal));
        verified.map(|()| Admitted::default()).map_err(|refusal| with_hint(refused(refusal), ask))
    }
}

impl fmt::Debug for Terms<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Terms")
            .field("ask", &self.ask)
            .field("disabled", &self.disabled)
            .finish_non_exhaustive()
    }
}

/// What the engine may have done to a URL, told with what is wrong with it.
fn with_hint(refused: Refused, ask: &Ask) -> Refused {
    match ask.hint {
        Some(hint) => Refused { reason: format!("{}; {hint}", refused.reason), ..refused },
        None => refused,
    }
}

pub(super) fn without_secrets(mut refused: Refused, ask: &Ask) -> Refused {
    let explanation = &mut refused.explanation;
    for text in [&mut explanation.string_to_sign, &mut explanation.string_signed].into_iter().flatten() {
        *text = hidden(text, ask.query());
    }
    refused.reason = hidden(&refused.reason, ask.query());
    refused
}
