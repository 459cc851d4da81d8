//! Streams of the 2015 API (spec 4.6).

use pili_live::{
    names::HubName,
    v1::{
        Hub, Stream, StreamId, Title, segment,
        stream::{Create, Delete, Disable, Enable, Info, List, SaveAs, Snapshot, Status, Update},
    },
};

use super::meaning::{Meaning, set};
use crate::outcome::{Difference, Outcome};

pub(super) fn disable(meaning: &Meaning<'_>) -> Outcome<Disable> {
    let stream = stream(meaning)?;
    let till = meaning.time_member("disabledTill")?;
    Ok(till.map_or_else(|| stream.disable(), |till| stream.disable_until(till)))
}

pub(super) fn enable(meaning: &Meaning<'_>) -> Outcome<Enable> {
    Ok(stream(meaning)?.enable())
}

pub(super) fn create(meaning: &Meaning<'_>) -> Outcome<Create> {
    let hub = Hub::new(HubName::unchecked(meaning.required::<String>("hub")?));
    let title = meaning.member::<String>("title")?.map(Title::unchecked);
    let create = set(hub.create(), title, Create::title);
    let create = set(create, meaning.member::<String>("publishKey")?, Create::publish_key);
    Ok(set(create, meaning.member("publishSecurity")?, Create::publish_security))
}

pub(super) fn delete(meaning: &Meaning<'_>) -> Outcome<Delete> {
    Ok(stream(meaning)?.delete())
}

pub(super) fn info(meaning: &Meaning<'_>) -> Outcome<Info> {
    Ok(stream(meaning)?.info())
}

pub(super) fn list(meaning: &Meaning<'_>) -> Outcome<List> {
    let hub = meaning.parameter("hub").ok_or_else(|| Difference::new("the query has no `hub`"))?;
    let list = Hub::new(HubName::unchecked(hub)).streams();
    let list = set(list, meaning.parameter("status"), |list, _| list.connected());
    let list = set(list, meaning.parameter("marker"), List::marker);
    let list = set(list, meaning.number_parameter("limit")?, List::limit);
    let list = set(list, meaning.parameter("title"), List::title);
    Ok(if meaning.is_flagged("idonly") { list.id_only() } else { list })
}

pub(super) fn save_as(meaning: &Meaning<'_>) -> Outcome<SaveAs> {
    let span = meaning.span_member("start", "end")?;
    let save = stream(meaning)?.save_as(meaning.required::<String>("name")?, span);
    let save = set(save, meaning.member("format")?, SaveAs::format);
    let save = set(save, meaning.member::<String>("notifyUrl")?, SaveAs::notify);
    Ok(set(save, meaning.member::<String>("pipeline")?, SaveAs::pipeline))
}

pub(super) fn segments(meaning: &Meaning<'_>) -> Outcome<segment::List> {
    let segments = stream(meaning)?.segments().span(meaning.span_parameter("start", "end")?);
    Ok(set(segments, meaning.number_parameter("limit")?, segment::List::limit))
}

pub(super) fn snapshot(meaning: &Meaning<'_>) -> Outcome<Snapshot> {
    let (name, format) = (meaning.required::<String>("name")?, meaning.required("format")?);
    let shot = set(stream(meaning)?.snapshot(name, format), meaning.time_member("time")?, Snapshot::time);
    let shot = set(shot, meaning.member::<String>("notifyUrl")?, Snapshot::notify);
    Ok(set(shot, meaning.member::<String>("pipeline")?, Snapshot::pipeline))
}

pub(super) fn status(meaning: &Meaning<'_>) -> Outcome<Status> {
    Ok(stream(meaning)?.status())
}

pub(super) fn update(meaning: &Meaning<'_>) -> Outcome<Update> {
    let update = set(stream(meaning)?.update(), meaning.member::<String>("publishKey")?, Update::publish_key);
    let update = set(update, meaning.member("publishSecurity")?, Update::publish_security);
    Ok(set(update, meaning.given("disabled")?, Update::disabled))
}

fn stream(meaning: &Meaning<'_>) -> Outcome<Stream> {
    Ok(Stream::new(StreamId::unchecked(meaning.name("id")?)))
}
