//! What is wrong with a URL that was refused, for those who look into it afterwards.

use pili_gate::{Action, Explanation};
use pili_urls::Refusal as UrlRefusal;

use super::{Door, Wrong, ask};
use crate::{
    events::{Explained, RefusedSignature},
    media::Admission,
};

impl Door {
    /// Why a publish was refused, if its URL is why.
    pub(crate) fn explain_publish(&self, request: &Admission) -> Option<Explained> {
        let Err(Wrong::Url(refusal)) = self.verify(request) else { return None };
        let demand = self.publish_demand(request).ok()?;
        Some(told(&refusal, demand.explain(&ask(Action::Publish, request), &refusal)))
    }

    /// The same of a play.
    pub(crate) fn explain_play(&self, request: &Admission) -> Option<Explained> {
        let Err(Wrong::Url(refusal)) = self.verify_play(request) else { return None };
        Some(explained(&refusal, request.query.as_deref().unwrap_or_default()))
    }
}

/// What a refusal alone says.
pub(crate) fn explained(refusal: &UrlRefusal, query: &str) -> Explained {
    told(refusal, Explanation::of(refusal, None, query))
}

fn told(refusal: &UrlRefusal, explanation: Explanation) -> Explained {
    let Explanation { string_to_sign, string_signed, access_key, signed_time, .. } = explanation;
    let texts = string_to_sign.map(|to_sign| RefusedSignature::of(&to_sign, string_signed.as_deref()));
    let signature = RefusedSignature { signed_time, ..texts.unwrap_or_default() };
    Explained { cause: refusal.into(), signature: signature.access_key(access_key.as_deref()) }
}
