//! Alibaba Cloud OSS LiveChannel.
