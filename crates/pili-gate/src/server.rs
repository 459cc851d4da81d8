//! The gate over HTTP: hooks in, answers out.

mod callers;
mod figures;
mod gate;
mod judged;
mod ledger;
mod listen;
mod router;
mod settings;

pub use callers::{Caller, Callers};
pub use gate::Gate;
pub use judged::Judged;
pub use listen::serve;
pub use settings::{ConfigError, EngineSettings, Settings, WhenUnsure};
