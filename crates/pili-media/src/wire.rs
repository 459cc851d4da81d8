//! What comes from `rtmp-rs`: the handshake, AMF, the forms of messages, and the first bytes of media. The chunk
//! layer and sessions are ours.
//!
//! That crate is young and has one main author. It is named in this file alone, so that whoever has to replace a
//! part of it, or all, sees here what is needed and changes nothing else. No type of it is public.

pub(crate) use rtmp_rs::{
    amf::{AmfValue, amf0},
    media::{
        AudioFourCc, AudioPacketType, AudioSpecificConfig, ExVideoFrameType, VideoFourCc, VideoPacketType,
        aac::generate_adts_header,
        flv::{AudioFormat, AudioSampleRate, VideoCodec, VideoFrameType},
        h264::{AvcConfig, NaluIterator},
    },
    protocol::{
        chunk::RtmpChunk,
        enhanced::EnhancedCapabilities,
        handshake::{Handshake, HandshakeRole},
        message::{Command, ConnectParams, ConnectResponseBuilder, RtmpMessage, UserControlEvent},
    },
};

/// Names and numbers of the protocol.
pub(crate) mod constants {
    pub(crate) use rtmp_rs::protocol::constants::{
        BANDWIDTH_LIMIT_DYNAMIC, CMD_CONNECT, CMD_CREATE_STREAM, CMD_DELETE_STREAM, CMD_ERROR,
        CMD_FC_PUBLISH, CMD_FC_UNPUBLISH, CMD_ON_FC_PUBLISH, CMD_ON_FC_UNPUBLISH, CMD_ON_STATUS, CMD_PAUSE,
        CMD_PLAY, CMD_PUBLISH, CMD_RELEASE_STREAM, DEFAULT_CHUNK_SIZE, DEFAULT_PEER_BANDWIDTH,
        DEFAULT_WINDOW_ACK_SIZE, EXTENDED_TIMESTAMP_THRESHOLD, HANDSHAKE_SIZE, MSG_AGGREGATE, MSG_AUDIO,
        MSG_COMMAND_AMF0, MSG_COMMAND_AMF3, MSG_DATA_AMF0, MSG_DATA_AMF3, MSG_SET_CHUNK_SIZE, MSG_VIDEO,
        NS_PAUSE_NOTIFY, NS_PLAY_RESET, NS_PLAY_START, NS_PLAY_STOP, NS_PLAY_STREAM_NOT_FOUND,
        NS_PUBLISH_BAD_NAME, NS_PUBLISH_START,
    };
}
