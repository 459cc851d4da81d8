//! What the suites share; and the Rust that README and the pages of `docs/` show, compiled and run.

#[cfg(test)]
mod ground;
pub mod h264;
mod on_air;
pub mod rtmp;
mod service;

pub use on_air::{OnAir, on_air};
pub use service::{Addresses, Service};

/// The pages, as the build script lays them out.
#[cfg(doctest)]
pub mod pages {
    include!(concat!(env!("OUT_DIR"), "/pages.rs"));
}
