//! Names and addresses as RTMP clients send them.

/// A stream name cut at its first `?`: the name, and what follows byte for byte.
pub(crate) fn split_name(name: &str) -> (&str, Option<&str>) {
    name.split_once('?').map_or((name, None), |(name, query)| (name, Some(query)))
}

/// `host[:port]` of a `tcUrl`, without user information; empty if there is none.
pub(crate) fn domain(tc_url: &str) -> &str {
    let rest = tc_url.split_once("://").map_or("", |(_, rest)| rest);
    let authority = rest.split(['/', '?']).next().unwrap_or("");
    authority.rsplit('@').next().unwrap_or("")
}

/// The application without query and slashes.
pub(crate) fn app(app: &str) -> &str {
    split_name(app).0.trim_matches('/')
}

/// An address to publish to, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Target<'a> {
    /// `host[:port]`.
    pub(crate) authority: &'a str,
    pub(crate) app: &'a str,
    /// The rest, with its query.
    pub(crate) name: &'a str,
}

impl<'a> Target<'a> {
    pub(crate) fn parse(url: &'a str) -> Option<Self> {
        let (authority, path) = url.strip_prefix("rtmp://")?.split_once('/')?;
        let (app, name) = path.split_once('/')?;
        let is_whole = !authority.is_empty() && !app.is_empty() && !name.is_empty();
        is_whole.then_some(Self { authority, app, name })
    }

    /// Where to connect: with the default port if none is given.
    pub(crate) fn socket(&self) -> String {
        let has_port = self.authority.rsplit(']').next().unwrap_or("").contains(':');
        if has_port { self.authority.to_owned() } else { format!("{}:1935", self.authority) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signed_name_is_cut_at_the_first_question_mark() {
        let name = "evening?e=1700000000&token=ak:a/b?c=";
        assert_eq!(split_name(name), ("evening", Some("e=1700000000&token=ak:a/b?c=")));
        assert_eq!(split_name("evening"), ("evening", None));
    }

    #[test]
    fn the_domain_keeps_its_port() {
        assert_eq!(domain("rtmp://publish.example.com:1935/hub?x=/"), "publish.example.com:1935");
        assert_eq!(domain("rtmp://user:word@[::1]/hub"), "[::1]");
        assert_eq!(domain("nonsense"), "");
    }

    #[test]
    fn an_address_gives_hub_and_signed_name() {
        let target = Target::parse("rtmp://h/hub/key?e=1&token=a:b/c").expect("an address");
        assert_eq!((target.app, target.name), ("hub", "key?e=1&token=a:b/c"));
        assert_eq!(target.socket(), "h:1935");
        assert_eq!(Target::parse("rtmp://h/hub"), None);
    }
}
