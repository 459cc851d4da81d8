//! Compiles the programs that README and the pages show.

/// README.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
#[derive(Debug)]
pub struct Readme;

/// From Pili to Miku.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/from-pili-to-miku.md")]
#[derive(Debug)]
pub struct FromPiliToMiku;
