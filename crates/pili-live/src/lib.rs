//! Qiniu Pili live streaming: hubs, streams, domains and statistics.
