//! The OpenTok server API: sessions, tokens, archives and broadcasts.
