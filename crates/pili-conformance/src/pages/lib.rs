//! Compiles and runs the Rust that README and the pages of `docs/` show.

#[cfg(test)]
mod ground;
mod on_air;

pub use on_air::{OnAir, on_air};

/// The pages, as the build script lays them out.
#[cfg(doctest)]
pub mod pages {
    include!(concat!(env!("OUT_DIR"), "/pages.rs"));
}
