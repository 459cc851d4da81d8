//! Viewers over RTMP and HTTP-FLV: every picture comes, in its order.

use std::sync::Arc;

use pili_media::{
    flv::{Reader, Tag, TagKind},
    rtmp::Player,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::Instant,
};

use super::Book;
use crate::{
    Outcome,
    field::{Field, GOOD},
    good::STEP,
    raw::read_head,
};

pub(super) async fn rtmp(field: Arc<Field>, book: Book) {
    let mut pictures = Pictures::new("rtmp", &book);
    let watched = async {
        let url = format!("rtmp://{}/{}/{GOOD}", field.rtmp, pili_local::DEMO_HUB);
        let mut player = Player::connect(&url).await?;
        while let Some(tag) = player.next().await? {
            pictures.see(&tag);
        }
        Outcome::Ok(())
    };
    let ended = watched.await;
    book.wrong("rtmp", format!("the stream has ended: {ended:?}"));
}

pub(super) async fn flv(field: Arc<Field>, book: Book) {
    let mut pictures = Pictures::new("flv", &book);
    let ended = read_flv(&field, &mut pictures).await;
    book.wrong("flv", format!("the stream has ended: {ended:?}"));
}

async fn read_flv(field: &Field, pictures: &mut Pictures<'_>) -> Outcome {
    let mut stream = TcpStream::connect(field.http).await?;
    let path = field.path(GOOD, "flv");
    // Of version 1.0, so that the body is not cut into chunks.
    stream.write_all(format!("GET {path} HTTP/1.0\r\nHost: {}\r\n\r\n", field.http).as_bytes()).await?;
    read_head(&mut stream).await?;
    let (mut reader, mut buffer) = (Reader::new(), vec![0; 64 << 10]);
    loop {
        while let Some(tag) = reader.next_tag()? {
            pictures.see(&tag);
        }
        match stream.read(&mut buffer).await? {
            0 => return Ok(()),
            read => reader.push(&buffer[..read]),
        }
    }
}

struct Pictures<'a> {
    who: &'static str,
    book: &'a Book,
    last: Option<u32>,
    at: Instant,
}

impl<'a> Pictures<'a> {
    fn new(who: &'static str, book: &'a Book) -> Self {
        Self { who, book, last: None, at: Instant::now() }
    }

    fn see(&mut self, tag: &Tag) {
        if tag.kind != TagKind::Video || tag.is_config() {
            return;
        }
        match self.last.replace(tag.timestamp) {
            Some(last) if tag.timestamp != last + STEP => {
                self.book.wrong(self.who, format!("a gap from {last} to {} ms", tag.timestamp));
            }
            _ => self.book.good(self.who, self.at.elapsed()),
        }
        self.at = Instant::now();
    }
}
