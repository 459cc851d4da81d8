use bytesize::ByteSize;
use clap::{Args as Arguments, builder::NonEmptyStringValueParser};
use pili::auth::{
    names::{HubName, NameError, StreamKey},
    oss::BucketName,
};

use super::Rule;

/// Arguments of `pili local`.
#[derive(Debug, Arguments)]
pub(crate) struct Local {
    /// Listens at this address or name
    ///
    /// `0.0.0.0` is all addresses. Whoever can reach the service knows the demo keys, so off this machine, as in a
    /// container, it takes keys of your own only.
    #[arg(long, default_value = "127.0.0.1", value_name = "HOST", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) host: String,
    /// The port of HTTP; 0 for any
    ///
    /// The API and playback over HTTP share it.
    #[arg(long, default_value_t = 8935, value_name = "PORT")]
    pub(crate) http_port: u16,
    /// The port of RTMP; 0 for any
    #[arg(long, default_value_t = 1935, value_name = "PORT")]
    pub(crate) rtmp_port: u16,
    /// Takes SRT too, at this port of UDP; 0 for any
    ///
    /// The vendor's is 1935, which RTMP has of TCP. Publishers name their stream in the stream id, signed.
    #[cfg(feature = "srt")]
    #[arg(long, value_name = "PORT")]
    pub(crate) srt_port: Option<u16>,
    /// A hub; may be given several times
    #[arg(long = "hub", default_value = pili_local::DEMO_HUB, value_name = "NAME", value_parser = hub)]
    pub(crate) hubs: Vec<String>,
    /// A bucket; likewise
    #[arg(long = "bucket", hide_short_help = true, default_value = pili_local::DEMO_BUCKET, value_name = "NAME", value_parser = bucket)]
    pub(crate) buckets: Vec<String>,
    /// Begins with the hubs, streams … of this file
    ///
    /// In TOML; `docs/local-api.md` tells its members. A reset makes it again.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<std::path::PathBuf>,
    /// Keeps in this folder all that is answered
    ///
    /// What is kept is there at the next start, however this one ends: hubs, streams, domains, channels and their objects,
    /// apps and rooms, sessions, the history, figures, saved files. Only its owner may read it, for it holds the keys of
    /// publishers; the secret key is not in it. One service at a time has it open.
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<std::path::PathBuf>,
    /// Memory for all streams and recordings
    ///
    /// What was recorded or asked for least recently goes first. With --data it is read back from there; without,
    /// saving a span that is not wholly held any more is an error that says what is.
    #[arg(long, default_value = "1GiB", value_name = "SIZE")]
    pub(crate) memory: ByteSize,
    /// Lets a second publisher of a stream take over
    ///
    /// The one before is told so, and viewers go on with the second. Without it the second is refused, unless the one
    /// before has sent nothing for three seconds.
    #[arg(long)]
    pub(crate) takeover: bool,
    /// The access key
    ///
    /// Calls must be signed with it and the secret key, which PILI_LOCAL_SECRET_KEY holds, or which comes on standard
    /// input with --secret-stdin; without either it is the demo key.
    #[arg(
        long,
        default_value = pili_local::DEMO_ACCESS_KEY,
        env = "PILI_LOCAL_ACCESS_KEY",
        hide_env_values = true,
        hide_default_value = true,
        value_name = "KEY",
        value_parser = NonEmptyStringValueParser::new()
    )]
    pub(crate) access_key: String,
    /// Serves the routes under `/_local` to others too
    ///
    /// They are for tests and need no signature; on this machine alone they are always served.
    #[arg(long, hide_short_help = true)]
    pub(crate) test_routes: bool,
    /// A host name by which those may be called too
    ///
    /// Beside `localhost` and the address that is listened on.
    #[arg(long = "allow-host", hide_short_help = true, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) allowed_hosts: Vec<String>,
    /// The hubs' publish rule; the usual one is expiry_sk
    ///
    /// `none`, `static`, `expiry`, `expiry_sk` or `dynamic`, as a hub's settings have it.
    /// The publish key of `static`, `expiry` and `dynamic` comes from PILI_LOCAL_PUBLISH_KEY; on this machine alone it may be
    /// left out.
    #[arg(long, value_name = "RULE", value_parser = Rule::of(Rule::OF_HUBS), default_value = "expiry_sk", hide_default_value = true, hide_possible_values = true)]
    pub(crate) publish_rule: Rule,
    /// Is told when publishes begin and end
    ///
    /// As a publish domain's callback does, of publishes that come by no bound domain. That one has ended is told 30 s later,
    /// unless the publisher is back by then.
    #[arg(long, hide_short_help = true, value_name = "URL", value_parser = callback_url)]
    pub(crate) callback: Option<String>,
    /// Publishes a test clip under this key
    ///
    /// It has a clock and a tone, and goes on for ever.
    #[arg(long, value_name = "KEY", value_parser = stream_key)]
    pub(crate) test_stream: Option<String>,
    /// Prints addresses, keys, URLs as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

fn hub(name: &str) -> Result<String, NameError> {
    HubName::new(name).map(|name| name.to_string())
}

fn bucket(name: &str) -> Result<String, NameError> {
    BucketName::new(name).map(|name| name.to_string())
}

fn stream_key(key: &str) -> Result<String, NameError> {
    StreamKey::new(key).map(|key| key.to_string())
}

/// The service speaks no TLS.
fn callback_url(url: &str) -> Result<String, String> {
    let uri = url.parse::<http::Uri>().map_err(|error| error.to_string())?;
    let is_one = uri.scheme_str() == Some("http") && uri.host().is_some_and(|host| !host.is_empty());
    if is_one { Ok(url.to_owned()) } else { Err("must be a URL that begins with http://".to_owned()) }
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use pili_local::Limits;

    #[derive(Parser)]
    struct Alone {
        #[command(flatten)]
        local: super::Local,
    }

    #[test]
    fn the_memory_of_the_command_is_that_of_the_library_and_has_a_unit() {
        let memory = |arguments: &[&str]| {
            let alone = Alone::try_parse_from([&["local"], arguments].concat()).expect("valid arguments");
            alone.local.memory.as_u64()
        };
        assert_eq!(memory(&[]), Limits::default().media.memory as u64);
        assert_eq!(memory(&["--memory", "64MiB"]), 64 << 20);
    }
}
