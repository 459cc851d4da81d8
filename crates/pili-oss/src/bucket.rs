use pili_core::{
    Endpoint, Request, Result, Url,
    auth::{
        names::NameError,
        oss::{Addressing, BucketName, ChannelName, OssResource},
    },
    noun::{Named, checked, named},
};

use crate::{LiveChannel, channel::List};

/// A bucket: the storage that channels live in. Builds operations; holds no client.
///
/// A name that breaks the rules is reported by the operation that uses it, before anything is sent.
///
/// Example: [`Bucket::channels`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bucket {
    name: Named<BucketName>,
    addressing: Addressing,
}

impl Bucket {
    /// The bucket of a name: a text, checked, or a [`BucketName`], as it is.
    pub fn new<N: TryInto<BucketName, Error: Into<NameError>>>(name: N) -> Self {
        Self { name: named(name), addressing: Addressing::VirtualHost }
    }

    /// Where URLs name the bucket: in the host by default, in the path for an IP address or `localhost`, not at
    /// all for a custom domain.
    ///
    /// ```
    /// use pili_oss::{Addressing, Bucket, core::{Endpoint, Operation as _}};
    /// let bucket = Bucket::new("examplebucket").addressing(Addressing::Path);
    /// let request = bucket.channels().encode(&Endpoint::from_static("https://oss.example.com"))?;
    /// assert!(request.uri().path().starts_with("/examplebucket/"));
    /// # Ok::<(), pili_oss::core::Error>(())
    /// ```
    pub fn addressing(self, addressing: Addressing) -> Self {
        Self { addressing, ..self }
    }

    /// The channel of a name: a text, checked, or a [`ChannelName`], as it is. Example: [the crate's page](crate).
    pub fn channel<N: TryInto<ChannelName, Error: Into<NameError>>>(&self, name: N) -> LiveChannel {
        LiveChannel::new(self.clone(), named(name))
    }

    /// Lists the channels.
    ///
    /// ```no_run
    /// # async fn run(client: pili_oss::Client) -> pili_oss::core::Result<()> {
    /// # use pili_oss::Bucket;
    /// let mut channels = client.items(Bucket::new("examplebucket").channels().prefix("eve"));
    /// while let Some(entry) = channels.next().await {
    ///     println!("{}", entry?.name);
    /// }
    /// # Ok(()) }
    /// ```
    pub fn channels(&self) -> List {
        List::new(self.clone())
    }

    /// The URL of the bucket, without a slash at its end.
    pub(crate) fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        let name = checked(&self.name)?.as_str();
        Ok(match self.addressing.at(endpoint.host()) {
            Addressing::Path => endpoint.url().path([name]),
            Addressing::CustomDomain => endpoint.url(),
            _ => endpoint.subdomain(name)?.url(),
        })
    }

    /// Notes for the signature what the request addresses.
    pub(crate) fn note(&self, mut request: Request, key: &str) -> Result<Request> {
        request.extensions_mut().insert(OssResource::new(checked(&self.name)?.as_str(), key));
        Ok(request)
    }
}
