//! Qiniu RTC: room tokens, apps, rooms and users.
