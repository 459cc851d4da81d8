use std::{collections::BTreeMap, fmt, ops::Add};

/// What became of many things, each in a word, and how often.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally(BTreeMap<String, usize>);

impl Tally {
    pub(crate) fn count(&mut self, word: impl Into<String>) {
        *self.0.entry(word.into()).or_default() += 1;
    }

    pub(crate) fn of(&self, word: &str) -> usize {
        self.0.get(word).copied().unwrap_or(0)
    }

    pub(crate) fn all(&self) -> usize {
        self.0.values().sum()
    }
}

impl<T: Into<String>> FromIterator<T> for Tally {
    fn from_iter<I: IntoIterator<Item = T>>(words: I) -> Self {
        let mut tally = Self::default();
        words.into_iter().for_each(|word| tally.count(word));
        tally
    }
}

impl Add for Tally {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        for (word, times) in other.0 {
            *self.0.entry(word).or_default() += times;
        }
        self
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told: Vec<_> = self.0.iter().map(|(word, times)| format!("{times} {word}")).collect();
        f.write_str(&told.join(", "))
    }
}
