//! What is fuzzed.

use std::collections::BTreeSet;

/// A parser or a verifier, with input that is good.
pub(crate) struct Target {
    pub(crate) name: &'static str,
    pub(crate) seeds: fn() -> Vec<Vec<u8>>,
    pub(crate) takes: Takes,
}

/// What is done with an input.
pub(crate) enum Takes {
    /// Whether it could be read.
    Parsed(fn(&[u8]) -> bool),
    /// What it means, if it verifies. What has no meaning of its own, such as an order or a spelling, is left out.
    Verified(fn(&[u8]) -> Option<String>),
}

impl Target {
    pub(crate) const fn parser(
        name: &'static str,
        seeds: fn() -> Vec<Vec<u8>>,
        parse: fn(&[u8]) -> bool,
    ) -> Self {
        Self { name, seeds, takes: Takes::Parsed(parse) }
    }

    pub(crate) const fn verifier(
        name: &'static str,
        seeds: fn() -> Vec<Vec<u8>>,
        meaning: fn(&[u8]) -> Option<String>,
    ) -> Self {
        Self { name, seeds, takes: Takes::Verified(meaning) }
    }
}

/// A target, and what its seeds mean.
pub(crate) struct Checked<'a> {
    target: &'a Target,
    meanings: BTreeSet<String>,
}

impl<'a> Checked<'a> {
    /// # Errors
    /// When a seed is not good: then mutants of it show little.
    pub(crate) fn new(target: &'a Target, seeds: &[Vec<u8>]) -> Result<Self, String> {
        let mut meanings = BTreeSet::new();
        for seed in seeds {
            let shown = || String::from_utf8_lossy(seed.get(..200).unwrap_or(seed)).into_owned();
            let bad = || format!("{}: a seed is not taken: {}", target.name, shown());
            match target.takes {
                Takes::Parsed(parse) => parse(seed).then_some(()).ok_or_else(bad)?,
                Takes::Verified(meaning) => drop(meanings.insert(meaning(seed).ok_or_else(bad)?)),
            }
        }
        Ok(Self { target, meanings })
    }

    /// Whether the input was taken.
    ///
    /// # Errors
    /// When it verifies, and means something that nobody signed.
    pub(crate) fn run(&self, input: &[u8]) -> Result<bool, String> {
        match self.target.takes {
            Takes::Parsed(parse) => Ok(parse(input)),
            Takes::Verified(meaning) => match meaning(input) {
                Some(meaning) if !self.meanings.contains(&meaning) => Err(format!(
                    "{}: it verifies, and nobody signed this: {meaning}\n{}",
                    self.target.name,
                    String::from_utf8_lossy(input)
                )),
                meaning => Ok(meaning.is_some()),
            },
        }
    }
}
