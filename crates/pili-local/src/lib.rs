//! A local service that speaks the wire of Pili and carries real RTMP, FLV and HLS, for tests without an account.
