//! What must be remembered between one ask and the next: the last nonce of each stream, and whether it was disabled by a call.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::SystemTime,
};

use crate::{Ask, Cause, Disabled, Refused};

/// The streams that are remembered at most. No other is forgotten for a new one: what was forgotten could be used again.
const MOST: usize = 100_000;

/// In memory: it ends with the program, and each gate has its own.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    nonces: Mutex<HashMap<String, Used>>,
    disabled: Mutex<HashMap<String, Disabled>>,
}

/// The last nonce of a stream, and who used it.
#[derive(Clone, Debug)]
struct Used {
    nonce: u64,
    session: Option<String>,
}

impl Ledger {
    /// Notes that a nonce is used. Engines ask twice when an answer is late, so the same connection may use it again.
    pub(super) fn use_nonce(&self, ask: &Ask, nonce: u64) -> Result<(), Refused> {
        let mut used = lock(&self.nonces);
        let stream = ask.path();
        match used.get(&stream) {
            Some(last) if nonce < last.nonce => return Err(too_low(nonce, last.nonce)),
            Some(last) if nonce == last.nonce => {
                let same = last.session.is_some() && last.session == ask.session;
                return if same { Ok(()) } else { Err(too_low(nonce, last.nonce)) };
            }
            None if used.len() >= MOST => {
                return Err(Refused::new(Cause::Unavailable, "no more nonces can be remembered"));
            }
            _ => {}
        }
        used.insert(stream, Used { nonce, session: ask.session.clone() });
        Ok(())
    }

    /// What a call said last of a stream, if one did.
    pub(super) fn disabled(&self, hub: &str, key: &str) -> Option<Disabled> {
        lock(&self.disabled).get(&path(hub, key)).copied()
    }

    /// Notes what a call says of a stream: it holds over what the settings say. What has run out is forgotten where it makes
    /// room.
    pub(super) fn set_disabled(
        &self,
        hub: &str,
        key: &str,
        disabled: Disabled,
        now: SystemTime,
    ) -> Result<(), String> {
        let mut streams = lock(&self.disabled);
        if streams.len() >= MOST {
            streams.retain(|_, disabled| disabled.is_disabled(now));
        }
        let path = path(hub, key);
        if streams.len() >= MOST && !streams.contains_key(&path) {
            return Err("no more disabled streams can be remembered".to_owned());
        }
        streams.insert(path, disabled);
        Ok(())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn path(hub: &str, key: &str) -> String {
    format!("/{hub}/{key}")
}

fn too_low(nonce: u64, last: u64) -> Refused {
    Refused::new(Cause::Nonce, format!("the nonce {nonce} is not above the last, {last}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Action;

    fn ask(session: &str) -> Ask {
        Ask { session: Some(session.to_owned()), ..Ask::new(Action::Publish, "shows", "evening") }
    }

    #[test]
    fn a_nonce_is_good_once_but_an_engine_may_ask_twice() {
        let ledger = Ledger::default();
        assert!(ledger.use_nonce(&ask("1"), 7).is_ok());
        assert!(ledger.use_nonce(&ask("1"), 7).is_ok());
        for (session, nonce) in [("2", 7), ("1", 6)] {
            assert_eq!(ledger.use_nonce(&ask(session), nonce).unwrap_err().cause, Cause::Nonce);
        }
        let nameless = Ask { session: None, ..ask("") };
        assert!(ledger.use_nonce(&nameless, 8).is_ok());
        assert!(ledger.use_nonce(&nameless, 8).is_err(), "nobody is not the same as nobody");
    }
}
