//! The commands that a server answers with.

use crate::wire::{
    AmfValue, Command, ConnectParams, ConnectResponseBuilder, EnhancedCapabilities, RtmpMessage,
};

pub(super) fn connected(transaction: f64, params: &ConnectParams) -> RtmpMessage {
    let mut reply = ConnectResponseBuilder::new();
    if params.has_enhanced_rtmp() {
        reply = reply.enhanced_capabilities(&EnhancedCapabilities::with_defaults());
    }
    RtmpMessage::Command(reply.build(transaction))
}

pub(super) fn result(transaction: f64, value: AmfValue) -> RtmpMessage {
    RtmpMessage::Command(Command::result(transaction, AmfValue::Null, value))
}

pub(super) fn status(stream_id: u32, code: &str, description: &str) -> RtmpMessage {
    RtmpMessage::Command(Command::on_status(stream_id, "status", code, description))
}

pub(super) fn error(stream_id: u32, code: &str, description: &str) -> RtmpMessage {
    RtmpMessage::Command(Command::on_status(stream_id, "error", code, description))
}

/// `onFCPublish` and `onFCUnpublish`, which Flash-era encoders wait for.
pub(super) fn fc_status(name: &str, code: &str) -> RtmpMessage {
    let mut command = Command::on_status(0, "status", code, "");
    name.clone_into(&mut command.name);
    RtmpMessage::Command(command)
}
