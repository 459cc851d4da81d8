//! Insights: what was used and how good it was, asked in GraphQL at a host of its own (spec 25.2).
//!
//! ```no_run
//! use pili_opentok::{core::auth::Credentials, insights};
//!
//! # async fn run() -> pili_opentok::core::Result<()> {
//! let client = insights::client(Credentials::new("45678123", "api-secret"))?;
//! let query = "query ($key: Int!) { project(projectId: $key) { projectData(start: 0) { resources {
//!     usage { streamedPublishedMinutes } } } } }";
//! let answer = client.send(insights::query(query).variable("key", 45678123)).await?;
//! println!("{}", answer["data"]["project"]["projectData"]["resources"]);
//! # Ok(()) }
//! ```
//!
//! A project's own key signs. Sessions of single people are told of to those who pay for Advanced Insights.

mod api;
pub(crate) mod query;

#[cfg(feature = "hyper")]
pub use api::client;
pub use api::{Client, ENDPOINT, OpenTokInsights, builder};
pub use query::{Query, query};
