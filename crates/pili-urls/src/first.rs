//! URL tokens of the first generation (2014–15), which cover the whole URL (spec 3.6).

mod rule;
mod token;

pub use rule::UrlRule;
pub use token::UrlToken;

#[cfg(test)]
mod tests;
