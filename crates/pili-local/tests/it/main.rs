//! The service from outside: in process, and on sockets.

mod faults;
mod media;
mod saved;
mod signatures;
mod streams;
mod support;
