//! The connection to Redis: one for all that is asked, made anew where it broke.
//!
//! The library's connection manager hands out the error of an attempt that was made before Redis was back, and makes none
//! after a refused password. Here an attempt is told to those who wait for it, and the next one asks anew.

use std::{
    fmt,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use futures_util::{
    FutureExt as _,
    future::{BoxFuture, Shared},
};
use redis::{
    AsyncConnectionConfig, Client, Cmd, FromRedisValue, IntoConnectionInfo as _, RedisError, RedisResult,
    aio::MultiplexedConnection, io::tcp::TcpSettings,
};
use tokio::time::{Instant, timeout_at};

/// How long an attempt to connect may take, beside those who ask and wait no longer than their time.
const CONNECT: Duration = Duration::from_secs(2);

/// A connection, or that it is being made.
type Attempt = Shared<BoxFuture<'static, RedisResult<MultiplexedConnection>>>;

pub(super) struct Link {
    client: Client,
    timeout: Duration,
    attempt: Mutex<Option<Attempt>>,
}

/// Why Redis did not answer; without its password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::server) struct Gone(String);

impl fmt::Display for Gone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a command was not answered.
enum Failed {
    Late,
    By(RedisError),
}

impl Link {
    pub(super) fn new(url: &str, timeout: Duration) -> Result<Self, String> {
        // The library's own words may repeat a part of the URL.
        let wrong =
            |_| "must be redis://[[user]:password@]host[:port][/database], or redis+unix:///path".to_owned();
        if url.starts_with("rediss:") || url.starts_with("valkeys:") {
            return Err("is of Redis over TLS, which is not spoken here: use a private network or a tunnel"
                .to_owned());
        }
        let info = url.into_connection_info().map_err(wrong)?;
        let client =
            Client::open(info.set_tcp_settings(TcpSettings::default().set_nodelay(true))).map_err(wrong)?;
        Ok(Self { client, timeout, attempt: Mutex::default() })
    }

    /// The answer to a command, in the time that is set.
    pub(super) async fn ask<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, Gone> {
        let by = Instant::now() + self.timeout;
        let mut answer = self.ask_once(command, by).await;
        // A connection that broke long ago says so by the next command: that one is asked again.
        if matches!(&answer, Err(Failed::By(error)) if error.is_io_error()) {
            answer = self.ask_once(command, by).await;
        }
        answer.map_err(|failed| match failed {
            Failed::Late => self.gone(format_args!("no answer within {:?}", self.timeout)),
            Failed::By(error) => self.gone(format_args!("{error}")),
        })
    }

    async fn ask_once<T: FromRedisValue>(&self, command: &Cmd, by: Instant) -> Result<T, Failed> {
        let attempt = self.attempt();
        let answer = timeout_at(by, async {
            let mut connection = attempt.clone().await?;
            command.query_async(&mut connection).await
        });
        let failed = match answer.await {
            Ok(Ok(answer)) => return Ok(answer),
            Ok(Err(error)) => Failed::By(error),
            Err(_) => Failed::Late,
        };
        // One that is still being made may yet serve those who come later.
        if attempt.peek().is_some() {
            self.forget(&attempt);
        }
        Err(failed)
    }

    /// The connection that there is, or an attempt to make one, which does not end with whoever waits for it.
    fn attempt(&self) -> Attempt {
        let mut held = self.attempt.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || {
            let attempt = connect(self.client.clone()).boxed().shared();
            tokio::spawn(attempt.clone());
            attempt
        };
        held.get_or_insert_with(new).clone()
    }

    fn forget(&self, attempt: &Attempt) {
        let mut held = self.attempt.lock().unwrap_or_else(PoisonError::into_inner);
        held.take_if(|held| held.ptr_eq(attempt));
    }

    pub(super) fn gone(&self, why: fmt::Arguments<'_>) -> Gone {
        let told = format!("Redis at {self}: {why}");
        let password = self.client.get_connection_info().redis_settings().password();
        Gone(match password.filter(|password| !password.is_empty()) {
            Some(password) => told.replace(password, "…"),
            None => told,
        })
    }
}

async fn connect(client: Client) -> RedisResult<MultiplexedConnection> {
    let config =
        AsyncConnectionConfig::new().set_connection_timeout(Some(CONNECT)).set_response_timeout(None);
    client.get_multiplexed_async_connection_with_config(&config).await
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.client.get_connection_info().addr().fmt(f)
    }
}
