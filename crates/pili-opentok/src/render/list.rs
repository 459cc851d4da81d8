use pili_core::{Endpoint, Idempotency, Operation, Paginated, Request, Response, Result, decode_json};

use crate::{
    OpenTok, Project,
    list::Window,
    request,
    wire::{Page, RenderInfo},
};

/// Lists Experience Composers: `GET /render` (spec 13.1).
///
/// [`Client::items`](pili_core::Client::items) walks the whole list; sending it gives one page.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct ListRenders {
    project: Project,
    window: Window,
}

impl ListRenders {
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
}

impl Paginated for ListRenders {
    type Item = RenderInfo;

    fn next_page(&self, page: Page<RenderInfo>) -> (Vec<RenderInfo>, Option<Self>) {
        let window = self.window.after(&page);
        (page.items, window.map(|window| Self { window, ..self.clone() }))
    }
}

impl Operation for ListRenders {
    type Output = Page<RenderInfo>;
    type Api = OpenTok;
    const NAME: &'static str = "opentok.render.list";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let url = self.project.url(endpoint)?.path(["render"]);
        request::get(self.window.onto(url, 1..=1000)?)
    }

    fn decode(&self, response: &Response) -> Result<Page<RenderInfo>> {
        decode_json(response)
    }
}
