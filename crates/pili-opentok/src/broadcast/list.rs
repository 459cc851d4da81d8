use pili_core::{Endpoint, Idempotency, Operation, Paginated, Request, Response, Result, decode_json};

use crate::{
    OpenTok, Project,
    list::Window,
    request,
    wire::{BroadcastInfo, Page},
};

/// Lists broadcasts, newest first: `GET /broadcast` (spec 12.2).
///
/// [`Client::items`](pili_core::Client::items) walks the whole list; sending it gives one page.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct ListBroadcasts {
    project: Project,
    window: Window,
}

impl ListBroadcasts {
    pub(crate) fn new(project: Project) -> Self {
        Self { project, window: Window::default() }
    }

    /// How many entries to skip; 0 begins with the newest.
    pub fn offset(mut self, offset: u64) -> Self {
        self.window.offset = Some(offset);
        self
    }

    /// Entries per page, 1000 at most; without it 50.
    pub fn count(mut self, count: u64) -> Self {
        self.window.count = Some(count);
        self
    }

    /// Only those of a session.
    pub fn session(mut self, id: impl Into<String>) -> Self {
        self.window.session_id = Some(id.into());
        self
    }
}

impl Paginated for ListBroadcasts {
    type Item = BroadcastInfo;

    fn next_page(&self, page: Page<BroadcastInfo>) -> (Vec<BroadcastInfo>, Option<Self>) {
        let window = self.window.after(&page);
        (page.items, window.map(|window| Self { window, ..self.clone() }))
    }
}

impl Operation for ListBroadcasts {
    type Output = Page<BroadcastInfo>;
    type Api = OpenTok;
    const NAME: &'static str = "opentok.broadcast.list";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let url = self.project.url(endpoint)?.path(["broadcast"]);
        request::get(self.window.onto(url, 0..=1000)?)
    }

    fn decode(&self, response: &Response) -> Result<Page<BroadcastInfo>> {
        decode_json(response)
    }
}
