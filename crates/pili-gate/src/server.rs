//! The gate over HTTP: hooks in, answers out, and what follows from them.

mod api;
mod callers;
mod control;
mod figures;
mod gate;
mod judge;
mod judged;
mod listen;
mod publishes;
mod router;
mod settings;
mod shared;
mod teller;
mod told;

pub use callers::{Caller, Callers};
pub use gate::Gate;
pub use judged::Judged;
pub use listen::serve;
pub use settings::{ConfigError, EngineSettings, Settings, WhenUnsure};
pub use told::{Deed, Told};
