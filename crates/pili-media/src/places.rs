//! Who may be connected: so many in all, and no address more than its share. When there is no place left, whoever
//! has waited longest for its peer gives way.
//!
//! The listener of RTMP has its places from here; so may any other listener beside it. [`Places`] shows who gives way.

use std::{
    collections::{BTreeSet, HashMap},
    fmt,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::watch;

/// The places of one listener. Cloning gives another handle.
///
/// ```
/// use std::net::{IpAddr, Ipv4Addr};
/// use pili_media::places::{Bounds, Places, Wait};
///
/// # #[tokio::main] async fn main() {
/// let client = IpAddr::V4(Ipv4Addr::LOCALHOST);
/// let places = Places::new(Bounds { connections: 2, connections_per_address: 2, bytes: 1024 });
/// let (served, idle) = (places.take(client).expect("one is free"), places.take(client).expect("one is free"));
/// served.goes_on(); // Its request is there; the other waits for one.
///
/// let newer = places.take(client).expect("one can be had");
/// idle.given_up().await;
/// newer.goes_on();
/// assert!(places.take(client).is_none(), "nobody waits any more");
/// assert!(served.hold(1024) && !newer.hold(1), "all bytes are held");
/// # }
/// ```
#[derive(Clone)]
pub struct Places(Arc<Shared>);

/// What a listener has room for: of these are its [`Places`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Connections in all.
    pub connections: usize,
    /// Of these, connections from one address.
    pub connections_per_address: usize,
    /// Bytes that all connections may [hold](Place::hold) of their requests.
    pub bytes: usize,
}

struct Shared {
    bounds: Bounds,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    taken: HashMap<u64, Taken>,
    addresses: HashMap<IpAddr, usize>,
    /// In the order in which they give way.
    waiting: BTreeSet<(Wait, u64, u64)>,
    bytes: usize,
    numbers: u64,
}

struct Taken {
    address: IpAddr,
    /// Since when, in numbers.
    waits: Option<(Wait, u64)>,
    /// Since when the body of this request has been waited for: that it comes in drops makes it no younger.
    body: Option<u64>,
    bytes: usize,
    /// Gone when the place has to be given up.
    _keeps: watch::Sender<()>,
}

/// What a connection waits for; the first gives way first.
///
/// ```
/// use pili_media::places::Wait;
///
/// assert!(Wait::Body < Wait::Request);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Wait {
    /// The rest of a request that has begun.
    Body,
    /// Whatever comes next.
    Request,
}

/// One connection's place, which [`Places`] has given; free again when it is dropped.
pub struct Place {
    places: Places,
    number: u64,
    kept: watch::Receiver<()>,
}

impl Places {
    /// As many as these [bounds](Places) say, all of them free.
    pub fn new(bounds: Bounds) -> Self {
        Self(Arc::new(Shared { bounds, state: Mutex::default() }))
    }

    /// A place, from which [another may have to go](Places); `None` if nobody waits who could. It waits for its request.
    pub fn take(&self, address: IpAddr) -> Option<Place> {
        let mut state = self.state();
        let address = address.to_canonical();
        let of_address = state.addresses.get(&address).copied().unwrap_or(0);
        let is_free = (of_address < self.0.bounds.connections_per_address
            || state.give_up(|_, taken| taken.address == address))
            && (state.taken.len() < self.0.bounds.connections || state.give_up(|_, _| true));
        if !is_free {
            return None;
        }
        let (keeps, kept) = watch::channel(());
        let number = state.number();
        *state.addresses.entry(address).or_default() += 1;
        state.taken.insert(number, Taken { address, waits: None, body: None, bytes: 0, _keeps: keeps });
        state.wait(number, Some(Wait::Request));
        drop(state);
        Some(Place { places: self.clone(), number, kept })
    }

    /// Makes whoever has waited longest give way, for want of something else than places, such as file descriptors; `false`
    /// if nobody waits. Who that is goes by [`Wait`], and then by how long.
    pub fn make_room(&self) -> bool {
        self.state().give_up(|_, _| true)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// Waits for its peer from now on, and so may have to give way, what is in [`Wait`] first before the rest.
    pub fn waits_for(&self, what: Wait) {
        self.places.state().wait(self.number, Some(what));
    }

    /// Waits no more, and so keeps its place, as the served one of [`Places`] does.
    pub fn goes_on(&self) {
        self.places.state().wait(self.number, None);
    }

    /// Holds so many bytes more of its request, for which another may have to go; `false` if there is no room in the
    /// [`bytes`](Bounds::bytes) of all, as in the end of [`Places`].
    pub fn hold(&self, bytes: usize) -> bool {
        let most = self.places.0.bounds.bytes;
        let mut state = self.places.state();
        let Some(held) = state.taken.get(&self.number).map(|taken| taken.bytes + bytes) else { return false };
        let others = |number: u64, taken: &Taken| number != self.number && taken.bytes > 0;
        while held <= most && state.bytes + bytes > most && state.give_up(others) {}
        let is_room = state.bytes + bytes <= most;
        if is_room {
            state.hold(self.number, held);
        }
        is_room
    }

    /// Its request is over: it holds nothing more of it, and the next is as young as it is. Its [place](Places) it keeps.
    pub fn let_go(&self) {
        let mut state = self.places.state();
        state.hold(self.number, 0);
        if let Some(taken) = state.taken.get_mut(&self.number) {
            taken.body = None;
        }
    }

    /// Waits until the place has to be given up; whoever has it ends then, as the idle one of [`Places`] would.
    pub async fn given_up(&self) {
        // Nothing is ever sent.
        let _ = self.kept.clone().changed().await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.places.state().remove(self.number);
    }
}

impl State {
    fn number(&mut self) -> u64 {
        self.numbers += 1;
        self.numbers
    }

    fn wait(&mut self, number: u64, what: Option<Wait>) {
        let now = self.number();
        let Some(taken) = self.taken.get_mut(&number) else { return };
        let since = if what == Some(Wait::Body) { *taken.body.get_or_insert(now) } else { now };
        if let Some((wait, since)) = std::mem::replace(&mut taken.waits, what.map(|wait| (wait, since))) {
            self.waiting.remove(&(wait, since, number));
        }
        self.waiting.extend(what.map(|wait| (wait, since, number)));
    }

    fn hold(&mut self, number: u64, bytes: usize) {
        if let Some(taken) = self.taken.get_mut(&number) {
            self.bytes = self.bytes - taken.bytes + bytes;
            taken.bytes = bytes;
        }
    }

    /// Frees the place of the first who waits and is meant; `false` if there is none.
    fn give_up(&mut self, is_meant: impl Fn(u64, &Taken) -> bool) -> bool {
        let mut waiting = self.waiting.iter().map(|(_, _, number)| *number);
        let is_meant = |number: &u64| self.taken.get(number).is_some_and(|taken| is_meant(*number, taken));
        let first = waiting.find(is_meant);
        first.inspect(|number| self.remove(*number)).is_some()
    }

    fn remove(&mut self, number: u64) {
        let Some(taken) = self.taken.remove(&number) else { return };
        self.bytes -= taken.bytes;
        if let Some((wait, since)) = taken.waits {
            self.waiting.remove(&(wait, since, number));
        }
        if let Some(count) = self.addresses.get_mut(&taken.address) {
            *count -= 1;
            if *count == 0 {
                self.addresses.remove(&taken.address);
            }
        }
    }
}

impl fmt::Debug for Places {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Places").field(&self.0.bounds).finish()
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Place").field(&self.number).finish()
    }
}

#[cfg(test)]
mod tests;
