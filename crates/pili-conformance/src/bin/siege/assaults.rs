//! What comes against the service. Adding an assault is adding a row.

mod datagrams;
mod disk;
mod oversized;
mod publishers;
mod viewers;
mod waiting;

use std::{future::Future, pin::Pin, sync::Arc};

use crate::{Outcome, field::Field, tally::Tally};

pub(crate) type Running = Pin<Box<dyn Future<Output = Outcome<Tally>> + Send>>;

pub(crate) struct Assault {
    pub(crate) name: &'static str,
    /// What became of it; an error if that was not as it should be.
    pub(crate) run: fn(Arc<Field>) -> Running,
}

pub(crate) const ASSAULTS: &[Assault] = &[
    Assault {
        name: "4500 connections of HTTP that say nothing",
        run: |field| Box::pin(waiting::silent_http(field)),
    },
    Assault { name: "1000 halves of a head", run: |field| Box::pin(waiting::half_a_head(field)) },
    Assault {
        name: "1000 signed requests whose bodies never come",
        run: |field| Box::pin(waiting::no_body(field)),
    },
    Assault { name: "1000 heads, a byte a second", run: |field| Box::pin(waiting::dripped_heads(field)) },
    Assault { name: "1000 bodies, a byte a second", run: |field| Box::pin(waiting::dripped_bodies(field)) },
    Assault {
        name: "4500 connections of RTMP that say nothing",
        run: |field| Box::pin(waiting::silent_rtmp(field)),
    },
    Assault {
        name: "1000 handshakes, a byte a second",
        run: |field| Box::pin(waiting::dripped_hands(field)),
    },
    Assault {
        name: "1000 connections of RTMP that are idle",
        run: |field| Box::pin(waiting::idle_rtmp(field)),
    },
    Assault {
        name: "2000 halves of a handshake of SRT, and 20000 datagrams of noise",
        run: |field| Box::pin(datagrams::halves_and_noise(field)),
    },
    Assault { name: "oversized requests", run: |field| Box::pin(oversized::requests(field)) },
    Assault { name: "oversized messages of RTMP", run: |field| Box::pin(oversized::messages(field)) },
    Assault { name: "600 viewers that read nothing", run: |field| Box::pin(viewers::stalled(field)) },
    Assault { name: "hostile publishers", run: |field| Box::pin(publishers::mutated(field)) },
    Assault { name: "publishers of large pictures", run: |field| Box::pin(publishers::large(field)) },
    Assault { name: "a disk that is full", run: |field| Box::pin(disk::full(field)) },
];
