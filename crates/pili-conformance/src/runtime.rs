use crate::outcome::{Difference, Outcome};

/// Runs to its end what must wait.
pub(crate) fn block_on<T>(work: impl Future<Output = Outcome<T>>) -> Outcome<T> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| Difference::new(error.to_string()))?.block_on(work)
}
