//! Signing for Qiniu Pili and RTC, Alibaba OSS LiveChannel and OpenTok: pure functions, no runtime.
