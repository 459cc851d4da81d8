use clap::ValueEnum;

use crate::args::choice;

/// What a profile may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Setting {
    /// The access key; OpenTok's API key
    AccessKey,
    /// The secret key; OpenTok's secret
    SecretKey,
    /// The ID of a Vonage application, which calls OpenTok in place of a project
    Application,
    /// The file that holds the application's private key, in PEM
    PrivateKeyFile,
    /// Where all calls go, in place of each product's own host
    Endpoint,
    /// The address of a `pili local` that all calls go to
    Local,
    /// The hub of live streams
    Hub,
    /// The RTC app
    App,
    /// The OSS bucket
    Bucket,
    /// The OSS region, such as `cn-hangzhou`
    Region,
    /// The domain of publish URLs
    PublishDomain,
    /// The domain of play URLs
    PlayDomain,
    /// The publish key of the hub, for the rules `static`, `expiry` and `dynamic`
    PublishKey,
    /// The key of the play domain, for signed play URLs
    PlayKey,
}

impl Setting {
    /// As it is written in the file and on the command line.
    pub(crate) fn name(self) -> String {
        choice::name(self)
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::from_str(name, false).ok()
    }

    /// Whether it must not be shown, nor given as an argument.
    pub(crate) fn is_secret(self) -> bool {
        matches!(self, Self::SecretKey | Self::PublishKey | Self::PlayKey)
    }
}
