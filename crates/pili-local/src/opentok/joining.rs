//! Who comes to a session and goes, and what of it is told.

use pili_opentok::{
    archive::{ArchiveInfo, ArchiveStatus},
    stream::StreamInfo,
    webhook::{CallDetails, ConnectionDetails, EventReason, StreamDetails},
    wire::ArchiveStart,
};

use super::{
    archives,
    refused::{Answer, Refused},
    session::{Connection, Stream},
    state::World,
    told::Happened,
};

impl World {
    pub(super) fn connect(&mut self, session: &str, id: &str, connection: Connection) -> Answer<()> {
        let of = self.session(session)?;
        let (is_first, is_new) = (of.connections.is_empty(), !of.joined);
        let (details, call) = (details(id, &connection), call(id, &connection));
        of.joined = true;
        of.connections.insert(id.to_owned(), connection);
        if is_first {
            self.happened(session, Happened::SessionCreated);
        }
        self.happened(session, Happened::ConnectionCreated(details));
        if let Some(call) = call {
            self.happened(session, Happened::CallCreated(call));
        }
        if is_new {
            self.archive_always(session)?;
        }
        self.each_recording(session, &ArchiveStatus::Started);
        Ok(())
    }

    /// Starts the archive of a session that always has one.
    fn archive_always(&mut self, session: &str) -> Answer<()> {
        let of = self.session(session)?;
        if of.always_archived {
            let (name, resolution) =
                (of.archive_name.clone(), of.archive_resolution.as_deref().map(Into::into));
            let session_id = session.to_owned();
            archives::started(self, ArchiveStart { session_id, name, resolution, ..ArchiveStart::default() });
        }
        Ok(())
    }

    /// Ends a connection and its streams.
    pub(super) fn disconnect(&mut self, session: &str, id: &str, reason: EventReason) -> Answer<()> {
        let of = self.session(session)?;
        let connection = of.connections.get(id).ok_or_else(|| Refused::not_found("connection"))?.clone();
        let streams = of.streams.values().filter(|stream| stream.connection_id == id);
        let streams: Vec<_> = streams.map(|stream| stream.info.id.clone()).collect();
        for stream in streams {
            self.unpublish(session, &stream, reason.clone())?;
        }
        let of = self.session(session)?;
        of.connections.remove(id);
        let is_last = of.connections.is_empty();
        let gone = Happened::ConnectionDestroyed(details(id, &connection), reason.clone());
        self.happened(session, gone);
        if let Some(call) = call(id, &connection) {
            self.happened(session, Happened::CallDestroyed(call, reason));
        }
        if is_last {
            self.happened(session, Happened::SessionDestroyed);
            self.each_recording(session, &ArchiveStatus::Paused);
        }
        Ok(())
    }

    /// Recordings pause while nobody is connected.
    fn each_recording(&mut self, session: &str, status: &ArchiveStatus) {
        let others = |one: &&mut ArchiveInfo| {
            one.session_id == session && archives::runs(one) && one.status != *status
        };
        let mut changed = Vec::new();
        for archive in self.archives.values_mut().filter(others) {
            archive.status = status.clone();
            changed.push(archive.clone());
        }
        changed.iter().for_each(|archive| self.tell_archive(archive));
    }

    pub(super) fn publish(&mut self, session: &str, connection_id: &str, info: StreamInfo) -> Answer<()> {
        let created_at = self.clock.now();
        let of = self.session(session)?;
        let connection = of.connections.get(connection_id).ok_or_else(|| Refused::not_found("connection"))?;
        let publisher = details(connection_id, connection);
        let stream = Stream { connection_id: connection_id.to_owned(), muted: of.muted, created_at, info };
        let published = Happened::StreamCreated(stream_details(&stream, publisher));
        of.streams.insert(stream.info.id.clone(), stream);
        self.happened(session, published);
        Ok(())
    }

    pub(super) fn unpublish(&mut self, session: &str, id: &str, reason: EventReason) -> Answer<()> {
        let of = self.session(session)?;
        let stream = of.streams.remove(id).ok_or_else(|| Refused::not_found("stream"))?;
        // Streams end before their connections do.
        if let Some(connection) = of.connections.get(&stream.connection_id) {
            let publisher = details(&stream.connection_id, connection);
            self.happened(session, Happened::StreamDestroyed(stream_details(&stream, publisher), reason));
        }
        Ok(())
    }
}

fn details(id: &str, connection: &Connection) -> ConnectionDetails {
    let (created_at, data) = (Some(connection.created_at), connection.data.clone());
    ConnectionDetails { id: id.to_owned(), created_at, data }
}

fn stream_details(stream: &Stream, connection: ConnectionDetails) -> StreamDetails {
    let StreamInfo { id, name, video_type, .. } = stream.info.clone();
    StreamDetails { id, connection, created_at: Some(stream.created_at), name, video_type: Some(video_type) }
}

/// The call that a connection stands for.
fn call(id: &str, connection: &Connection) -> Option<CallDetails> {
    let (connection_id, created_at) = (Some(id.to_owned()), Some(connection.created_at));
    connection.call.clone().map(|call| CallDetails { id: Some(call), connection_id, created_at })
}
