//! Background jobs: files that the vendor makes after its answer. Here they are there before it, and whoever asked for
//! it is told all the same (spec 4.12).

use std::time::Duration;

use http::{Request, header::CONTENT_TYPE};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::names::Named;
use crate::{
    live::Pili,
    outbox::{Accepted, Delivery, of_this_machine},
};

/// What is told of a job.
#[derive(Debug)]
pub(super) struct Job {
    id: String,
    notice: Value,
}

impl Job {
    const TIMEOUT: Duration = Duration::from_secs(5);
    const PAUSES: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(2)];

    /// One that made a file of a stream by a command.
    pub(super) fn done(pili: &Pili, at: &Named, command: &str, file: &str, pipeline: Option<&str>) -> Self {
        const DONE: &str = "The fop was completed successfully";
        let id = format!("local.{file}");
        let began = Timestamp::try_from(pili.ground.clock.now()).unwrap_or_default();
        let notice = json!({
            "id": id, "code": 0, "desc": DONE, "pipeline": pipeline.unwrap_or_default(), "reqid": id,
            "inputBucket": at.hub, "inputKey": at.key, "creationDate": began.to_string(),
            "items": [{ "cmd": command, "code": 0, "desc": DONE, "key": file }],
        });
        Self { id, notice }
    }

    /// Has the URL told, beside the answer; gives the job's id.
    pub(super) fn tell(self, pili: &Pili, notify: Option<&str>) -> String {
        if let Some(url) = notify.and_then(of_this_machine) {
            let outbox = &pili.ground.outbox;
            let request = Request::post(&url).header(CONTENT_TYPE, "application/json");
            let delivery = Delivery {
                url: url.to_string(),
                timeout: Self::TIMEOUT,
                pauses: Self::PAUSES.to_vec(),
                accepted: Accepted::Success,
            };
            match request.body(self.notice.to_string().into()) {
                Ok(request) => outbox.spawn(outbox.send(request, delivery, ())),
                Err(error) => outbox.cannot_send(&delivery, error.to_string()),
            }
        }
        self.id
    }
}
