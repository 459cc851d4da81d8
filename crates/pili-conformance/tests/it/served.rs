//! Every operation is understood by the local service, and its answer by the operation.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Debug,
};

use pili_core::{Api, Client, ErrorKind, Operation, RetryPolicy, auth::Credentials};
use pili_local::Local;
use tokio::runtime::Runtime;

use crate::{
    every::{self, Visitor},
    secrets::{signed, unseen},
};

#[test]
fn every_operation_that_is_encoded_is_answered_and_every_answer_is_decoded() {
    let mut all = Served::new();
    every::operation(&mut all, ["demo", "bucket", "45678123"]);
    assert_eq!(unseen(&all.names), Vec::<String>::new());
    assert_eq!(all.wrong, Vec::<String>::new());
    let done = all.outcomes.values().filter(|is_done| **is_done).count();
    assert!(done * 2 > all.names.len(), "most are carried out: {:#?}", all.outcomes);
}

struct Served {
    local: Local,
    runtime: Runtime,
    names: BTreeSet<&'static str>,
    /// Whether it was carried out; otherwise it was refused.
    outcomes: BTreeMap<&'static str, bool>,
    wrong: Vec<String>,
}

impl Served {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (names, outcomes) = Default::default();
        // An access key that is an API key of OpenTok too.
        let keys = Credentials::new("45678123", "hush-secret-key");
        let local = Local::builder().credentials(keys).hub("demo").bucket("bucket").build();
        Self { local, runtime, names, outcomes, wrong: Vec::new() }
    }

    fn client<A: Api>(&self) -> Client<A> {
        let builder = signed(Client::<A>::builder(A::ENDPOINT), self.local.credentials());
        builder.retry(RetryPolicy::repeats(0)).transport(self.local.transport())
    }
}

impl Visitor for Served {
    fn see<O>(&mut self, operation: O)
    where
        O: Operation<Output: Debug + Send> + Clone + Debug + Send + Sync + 'static,
    {
        let name = O::NAME;
        self.names.insert(name);
        let outcome = self.runtime.block_on(self.client::<O::Api>().send(operation));
        match outcome {
            Ok(output) => {
                self.outcomes.insert(name, true);
                let shown = format!("{output:?}");
                if shown.contains("hush") {
                    self.wrong.push(format!("{name} shows a secret: {shown}"));
                }
            }
            Err(error) if error.kind() == ErrorKind::Api && error.status().is_some_and(is_of_the_api) => {
                self.outcomes.entry(name).or_insert(false);
            }
            Err(error) => self.wrong.push(error.to_string()),
        }
    }
}

/// Not that there is no such route, nor a failure of the service.
fn is_of_the_api(status: http::StatusCode) -> bool {
    !matches!(status.as_u16(), 405 | 500)
}
