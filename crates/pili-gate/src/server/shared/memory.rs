//! What one gate knows: it ends with the program.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::SystemTime,
};

use super::{Nonce, NotKept, nonce::AGAIN};
use crate::{Cause, Disabled, Refused};

/// The streams that are remembered at most. No other is forgotten for a new one: what was forgotten could be used again.
const MOST: usize = 100_000;

#[derive(Debug, Default)]
pub(in crate::server) struct Memory {
    nonces: Mutex<HashMap<String, Used>>,
    disabled: Mutex<HashMap<String, Disabled>>,
}

/// The last nonce of a stream, who used it and when.
#[derive(Clone, Debug)]
struct Used {
    number: u64,
    connection: Option<String>,
    at: SystemTime,
}

impl Used {
    fn may_again(&self, nonce: &Nonce, now: SystemTime) -> bool {
        let is_late = now.duration_since(self.at).is_ok_and(|since| since >= AGAIN);
        nonce.number == self.number
            && self.connection.is_some()
            && self.connection == nonce.connection
            && !is_late
    }
}

impl Memory {
    /// Notes that a nonce is used.
    pub(super) fn use_nonce(&self, nonce: &Nonce, now: SystemTime) -> Result<(), Refused> {
        let mut used = lock(&self.nonces);
        match used.get(&nonce.stream) {
            Some(last) if last.may_again(nonce, now) => return Ok(()),
            Some(last) if nonce.number <= last.number => return Err(nonce.too_low(last.number)),
            None if used.len() >= MOST => {
                return Err(Refused::new(Cause::Unavailable, "no more nonces can be remembered"));
            }
            _ => {}
        }
        let (number, connection) = (nonce.number, nonce.connection.clone());
        used.insert(nonce.stream.clone(), Used { number, connection, at: now });
        Ok(())
    }

    /// Notes a nonce that others know to be used. What there is no room for is known to them alone.
    pub(super) fn learn_nonce(&self, nonce: &Nonce, now: SystemTime) {
        let _ = self.use_nonce(nonce, now);
    }

    /// What a call said last of a stream, if one did.
    pub(super) fn disabled(&self, stream: &str) -> Option<Disabled> {
        lock(&self.disabled).get(stream).copied()
    }

    /// Notes what a call says of a stream: it holds over what the settings say. What has run out is forgotten where it makes
    /// room.
    pub(super) fn set_disabled(
        &self,
        stream: &str,
        disabled: Disabled,
        now: SystemTime,
    ) -> Result<(), NotKept> {
        let mut streams = lock(&self.disabled);
        if streams.len() >= MOST {
            streams.retain(|_, disabled| disabled.is_disabled(now));
        }
        if streams.len() >= MOST && !streams.contains_key(stream) {
            return Err(NotKept::Full);
        }
        streams.insert(stream.to_owned(), disabled);
        Ok(())
    }

    /// Notes what others know of a stream. What there is no room for is known to them alone.
    pub(super) fn learn_disabled(&self, stream: &str, said: Option<Disabled>, now: SystemTime) {
        match said {
            Some(disabled) => drop(self.set_disabled(stream, disabled, now)),
            None => drop(lock(&self.disabled).remove(stream)),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;
    use crate::{Action, Ask, Engine};

    fn nonce(number: u64, session: &str, engine: Engine) -> Nonce {
        let session = Some(session.to_owned()).filter(|session| !session.is_empty());
        let ask = Ask { session, ..Ask::new(Action::Publish, "shows", "evening") };
        Nonce::new(number, &ask, engine, None)
    }

    #[test]
    fn a_nonce_is_good_once_but_an_engine_may_ask_twice() {
        let memory = Memory::default();
        let used = |number, session, engine, second| {
            let now = UNIX_EPOCH + Duration::from_secs(second);
            memory.use_nonce(&nonce(number, session, engine), now).map_err(|refused| refused.cause)
        };
        assert_eq!(used(7, "1", Engine::ZlMediaKit, 0), Ok(()));
        assert_eq!(used(7, "1", Engine::ZlMediaKit, 29), Ok(()));
        for (number, session, engine, second) in [
            (7, "1", Engine::ZlMediaKit, 30),
            (7, "2", Engine::ZlMediaKit, 1),
            (7, "1", Engine::Srs, 1),
            (6, "1", Engine::ZlMediaKit, 1),
        ] {
            assert_eq!(
                used(number, session, engine, second),
                Err(Cause::Nonce),
                "{number} {session} {engine}"
            );
        }
        assert_eq!(used(8, "", Engine::ZlMediaKit, 1), Ok(()));
        assert_eq!(used(8, "", Engine::ZlMediaKit, 1), Err(Cause::Nonce), "nobody is not the same as nobody");
    }

    #[test]
    fn two_nginx_number_their_connections_alike_so_a_nonce_is_good_once() {
        let memory = Memory::default();
        assert!(memory.use_nonce(&nonce(7, "127.0.0.1#1", Engine::NginxRtmp), UNIX_EPOCH).is_ok());
        assert!(memory.use_nonce(&nonce(7, "127.0.0.1#1", Engine::NginxRtmp), UNIX_EPOCH).is_err());
    }
}
