use std::path::PathBuf;

use clap::Args as Arguments;
use http::{HeaderName, HeaderValue, Method};

use crate::target::Product;

/// Arguments of `pili api`.
#[derive(Debug, Arguments)]
#[command(after_help = "\
Older generations have no verbs of their own: /v1/streams, and --product first.
Examples:
  pili api GET /v2/hubs/shows/streams
  pili api POST /v2/hubs/shows/streams -d '{\"key\":\"evening\"}'
  pili api GET '/v3/apps/desls83s2/rooms?prefix=a' --product rtc
  pili api GET '/?live' --product oss --bucket examplebucket")]
pub(crate) struct Api {
    /// The method
    #[arg(value_parser = method)]
    pub(crate) method: Method,
    /// Path and query, as they are sent
    pub(crate) path: String,
    /// pili, rtc, oss, opentok, opentok-account, opentok-insights or first
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub(crate) product: Product,
    /// The body
    #[arg(long, short, value_name = "TEXT", conflicts_with = "input")]
    pub(crate) data: Option<String>,
    /// Reads the body from this file; `-` for stdin
    #[arg(long, value_name = "FILE")]
    pub(crate) input: Option<PathBuf>,
    /// A header; may be given several times
    #[arg(long = "header", short = 'H', value_name = "NAME: VALUE", value_parser = header)]
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    /// For OSS: the bucket
    #[arg(long, value_name = "NAME")]
    pub(crate) bucket: Option<String>,
    /// Writes status and headers before the body
    #[arg(long, short)]
    pub(crate) include: bool,
}

fn method(text: &str) -> Result<Method, String> {
    let name = text.to_ascii_uppercase();
    name.parse().map_err(|_| "must be a method such as GET or POST".to_owned())
}

/// `Name: value`.
fn header(text: &str) -> Result<(HeaderName, HeaderValue), String> {
    let rule = || "must be `Name: value`".to_owned();
    let (name, value) = text.split_once(':').ok_or_else(rule)?;
    Ok((name.trim().parse().map_err(|_| rule())?, value.trim().parse().map_err(|_| rule())?))
}
