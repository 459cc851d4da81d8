//! Publish and play URLs of Pili live streaming: build, sign, verify and explain.
