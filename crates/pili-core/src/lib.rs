//! The client that every vendor crate of pili-rs shares: operations over a tower service.
