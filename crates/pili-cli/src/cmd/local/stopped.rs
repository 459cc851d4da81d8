//! How a service is ended from outside.

use crate::output;

/// Ends with Ctrl-C, or with the signal by which service managers and containers end a program. From this call on,
/// before it is waited for, neither ends the program by itself.
pub(crate) fn until_stopped() -> impl Future<Output = ()> {
    let signals = signals();
    async {
        match signals {
            Ok(signals) => signals.await,
            Err(error) => output::complain(format_args!("cannot wait for signals: {error}")),
        }
    }
}

#[cfg(unix)]
fn signals() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(windows)]
fn signals() -> std::io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
