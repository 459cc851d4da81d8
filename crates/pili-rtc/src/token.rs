//! Room tokens, with which a user enters a room: `<access key>:<sign>:<payload>` (spec 4.11; vendor page rtc 8813).

mod access;
mod payload;
mod permission;
mod received;
mod refusal;

pub use access::{RoomAccess, TokenVersion};
pub use permission::Permission;
pub use received::RoomToken;
pub use refusal::RoomTokenRefusal;

#[cfg(test)]
mod tests;
