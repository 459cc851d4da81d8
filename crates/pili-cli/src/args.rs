//! What the command understands.

use std::net::{IpAddr, Ipv4Addr};

use clap::{Args as Arguments, Parser, Subcommand, builder::NonEmptyStringValueParser};
use pili::auth::{
    names::{HubName, NameError},
    oss::BucketName,
};
use tracing_subscriber::{EnvFilter, filter::ParseError};

/// The whole command line. What `pili --help` says first is the description of the crate.
#[derive(Debug, Parser)]
#[command(name = "pili", version, about)]
pub(crate) struct Args {
    /// What goes to the log on standard error: error, warn, info, debug or trace, or a filter by module; `info`
    /// for `pili local`, `warn` otherwise.
    #[arg(long, global = true, env = "PILI_LOG", value_name = "FILTER", value_parser = filter)]
    pub(crate) log: Option<String>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Does the whole job once on a local service: create, sign, publish, watch, refuse.
    Demo(Demo),
    /// Runs a local service that speaks the wire of Pili, until Ctrl-C or SIGTERM.
    Local(Local),
}

impl Command {
    /// What is logged unless the caller says otherwise: a service tells what it accepts and refuses.
    pub(crate) fn log(&self) -> &'static str {
        match self {
            Self::Demo(_) => "warn",
            Self::Local(_) => "info",
        }
    }
}

/// Arguments of `pili demo`.
#[derive(Clone, Copy, Debug, Arguments)]
pub(crate) struct Demo {
    /// Prints a line of JSON for each step.
    #[arg(long)]
    pub(crate) json: bool,
    /// Keeps the service up afterwards, and prints commands to try it with.
    #[arg(long)]
    pub(crate) stay: bool,
}

/// Arguments of `pili local`.
#[derive(Debug, Arguments)]
pub(crate) struct Local {
    /// The address to listen on; `0.0.0.0` or `::` for all, as in a container. Whoever can reach the service
    /// knows the demo keys, so off this machine it takes keys of your own only.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), value_name = "ADDRESS")]
    pub(crate) host: IpAddr,
    /// The port of the API and of playback over HTTP; 0 takes any free one.
    #[arg(long, default_value_t = 8935, value_name = "PORT")]
    pub(crate) http_port: u16,
    /// The port of RTMP; 0 takes any free one.
    #[arg(long, default_value_t = 1935, value_name = "PORT")]
    pub(crate) rtmp_port: u16,
    /// A hub to begin with; may be given several times.
    #[arg(long = "hub", default_value = pili_local::DEMO_HUB, value_name = "NAME", value_parser = hub)]
    pub(crate) hubs: Vec<String>,
    /// A bucket of OSS to begin with; may be given several times.
    #[arg(long = "bucket", default_value = pili_local::DEMO_BUCKET, value_name = "NAME", value_parser = bucket)]
    pub(crate) buckets: Vec<String>,
    /// A folder to keep the objects of buckets in; without it they are in memory only.
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<std::path::PathBuf>,
    /// The access key that calls must be signed with.
    #[arg(
        long,
        default_value = pili_local::DEMO_ACCESS_KEY,
        env = "PILI_ACCESS_KEY",
        value_name = "KEY",
        value_parser = NonEmptyStringValueParser::new()
    )]
    pub(crate) access_key: String,
    /// The secret key that calls must be signed with.
    #[arg(
        long,
        default_value = pili_local::DEMO_SECRET_KEY,
        env = "PILI_SECRET_KEY",
        hide_env_values = true,
        value_name = "KEY",
        value_parser = NonEmptyStringValueParser::new()
    )]
    pub(crate) secret_key: String,
    /// Serves the routes for tests, under `/_local`, where others can reach them too. They need no signature; on
    /// this machine alone they are always served.
    #[arg(long)]
    pub(crate) test_routes: bool,
    /// A host name by which the routes for tests may be called, beside `localhost` and the address that is
    /// listened on; may be given several times.
    #[arg(long = "allow-host", value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) allowed_hosts: Vec<String>,
    /// Prints the addresses as one line of JSON when the service is ready.
    #[arg(long)]
    pub(crate) json: bool,
}

impl Local {
    /// Whether nobody can reach the service from elsewhere.
    pub(crate) fn is_of_this_machine(&self) -> bool {
        self.host.to_canonical().is_loopback()
    }
}

fn filter(text: &str) -> Result<String, ParseError> {
    EnvFilter::try_new(text).map(|_| text.to_owned())
}

fn hub(name: &str) -> Result<String, NameError> {
    HubName::new(name).map(|name| name.to_string())
}

fn bucket(name: &str) -> Result<String, NameError> {
    BucketName::new(name).map(|name| name.to_string())
}
