//! Accounts: the calls that create and administer projects, signed with the account's own key (spec 25.1).
//!
//! ```no_run
//! use pili_opentok::{Account, AccountCredentials, Project, account};
//!
//! # async fn run() -> pili_opentok::core::Result<()> {
//! let administrator = account::client(AccountCredentials::new("123456", "account-secret"))?;
//! let acme = administrator.send(Account.create_project().name("Acme")).await?;
//!
//! let client = pili_opentok::client(acme.credentials())?;
//! let session = client.send(Project::new(&acme.id).create_session()).await?;
//! administrator.send(Project::new(&acme.id).suspend()).await?;
//! # Ok(()) }
//! ```
//!
//! A client of a project cannot send them, nor this one a project's calls: neither compiles.
//!
//! ```compile_fail,E0271
//! # async fn run(of_a_project: pili_opentok::Client) -> pili_opentok::core::Result<()> {
//! of_a_project.send(pili_opentok::Project::new("45678123").suspend()).await?;
//! # Ok(()) }
//! ```
//!
//! There are no such calls for applications of Vonage. A new secret for a project is not among them: the vendor's guide
//! names the call, and its path stands in no document of the vendor that could be read.

mod api;
pub mod project;

#[cfg(feature = "hyper")]
pub use api::client;
pub use api::{Client, OpenTokAccount, builder};

/// The account whose key signs. Builds operations; holds no client.
///
/// Example: [`account`](crate::account).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Account;
