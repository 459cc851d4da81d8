use clap::{Args as Arguments, Subcommand, ValueEnum};

use super::Saved;

/// `pili sign`.
#[derive(Debug, Subcommand)]
pub(crate) enum Sign {
    /// Says what is right and wrong with a signed request, and what it should have been
    #[command(after_help = "\
Examples:
  pili sign explain -- curl https://pili.qiniuapi.com/v2/hubs -H 'Authorization: Qiniu …'
  pili sign explain request.txt
  pbpaste | pili sign explain -")]
    Explain(SignExplain),
}

/// Arguments of `pili sign explain`.
#[derive(Debug, Arguments)]
pub(crate) struct SignExplain {
    #[command(flatten)]
    pub(crate) request: Saved,
    /// The scheme, if the request does not tell
    #[arg(long, value_enum)]
    pub(crate) scheme: Option<Scheme>,
    /// For OSS: the bucket, if the host does not tell
    #[arg(long, value_name = "NAME")]
    pub(crate) bucket: Option<String>,
    /// The time it is judged at, if not now
    #[arg(long, value_name = "TIME", value_parser = crate::clock::time)]
    pub(crate) at: Option<std::time::SystemTime>,
}

/// How a request is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Scheme {
    /// Qiniu, today's
    Qiniu,
    /// Qiniu, old callbacks
    Qbox,
    /// Pili's first generation
    Pili,
    /// OSS, V1
    OssV1,
    /// OSS, V4
    OssV4,
    /// OpenTok
    #[value(name = "opentok")]
    OpenTok,
}
