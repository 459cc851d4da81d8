//! Jobs that publish tracks of a room onward, as they are (spec 4.10).

mod start;
mod stop;

pub use start::Start;
pub use stop::Stop;
