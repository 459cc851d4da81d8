//! What holds for every URL: many are made from a fixed seed and put to the test.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::{AntiLeech, Key, Request, StreamPath, play, publish};
use crate::{Domain, Refusal};

const ROUNDS: usize = 500;

/// Numbers that look random and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below
    }

    fn text(&mut self, characters: &str, most: usize) -> String {
        let characters: Vec<_> = characters.chars().collect();
        (0..=self.next(most)).map(|_| characters[self.next(characters.len())]).collect()
    }

    fn name(&mut self) -> String {
        self.text("abcXYZ019-_", 40)
    }

    fn stream(&mut self) -> StreamPath {
        StreamPath::new(self.name(), self.name()).unwrap()
    }

    fn url(&mut self) -> String {
        let (domain, stream) = (Domain::new("live.example.com").unwrap(), self.stream());
        let kinds = [publish::rtmp, publish::whip, play::rtmp, play::flv, play::hls, play::whep];
        kinds[self.next(kinds.len())](&domain, &stream)
    }

    /// A time that has ten digits in decimal, as all have in our days.
    fn time(&mut self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_000_000_000 + self.next(2_000_000_000) as u64)
    }
}

fn each(check: impl Fn(&mut Numbers)) {
    let mut numbers = Numbers(1);
    (0..ROUNDS).for_each(|_| check(&mut numbers));
}

#[test]
fn what_is_signed_verifies_with_its_key_and_expires_by_the_second() {
    each(|numbers| {
        let (key, url, time) = (numbers.text("aZ09/+ ü", 20), numbers.url(), numbers.time());
        let leech = AntiLeech::new(key);
        let request = Request::parse(&leech.sign(&url, time).unwrap()).unwrap();
        let verified = leech.verify(&request, time).unwrap();
        assert_eq!((verified.key(), verified.expires_at()), (Key::Primary, time), "{request:?}");
        let late = leech.verify(&request, time + Duration::from_secs(1));
        assert!(matches!(late, Err(Refusal::Expired { .. })), "{late:?}");
    });
}

#[test]
fn a_url_of_which_one_signed_character_changed_is_refused() {
    each(|numbers| {
        let leech = AntiLeech::new("key");
        let url = leech.sign(&numbers.url(), numbers.time()).unwrap();
        let start = url.find("live.example.com").unwrap() + "live.example.com/".len();
        let at = start + numbers.next(url.len() - start);
        let (head, tail) = url.split_at(at);
        let changed = format!("{head}{}{}", if tail.starts_with('7') { '8' } else { '7' }, &tail[1..]);
        let verdict = Request::parse(&changed).map(|request| leech.verify(&request, UNIX_EPOCH));
        assert!(!matches!(verdict, Ok(Ok(_))), "{url} as {changed}");
    });
}

#[test]
fn a_url_signed_again_is_as_if_it_were_signed_once() {
    each(|numbers| {
        let (leech, url, time) = (AntiLeech::new("key"), numbers.url(), numbers.time());
        let twice = AntiLeech::new("older").sign(&url, numbers.time()).unwrap();
        assert_eq!(leech.sign(&twice, time).unwrap(), leech.sign(&url, time).unwrap());
    });
}

#[test]
fn a_stream_is_read_back_from_each_of_its_urls() {
    each(|numbers| {
        let (domain, stream) = (Domain::new("live.example.com").unwrap(), numbers.stream());
        for url in
            [play::rtmp(&domain, &stream), play::hls(&domain, &stream), publish::whip(&domain, &stream)]
        {
            assert_eq!(Request::parse(&url).unwrap().stream().unwrap(), stream, "{url}");
        }
    });
}

#[test]
fn garbage_is_answered_and_never_panics() {
    each(|numbers| {
        let garbage = "sign=t&?/:%é\0#[]{}$().0fs\n";
        let (path, query) = (numbers.text(garbage, 30), numbers.text(garbage, 60));
        let leech = AntiLeech::new("key");
        let url = format!("http://live.example.com/{path}?{query}");
        let requests = [
            Some(Request::new(&path, &query)),
            Some(Request::rtmp(&path, &query)),
            Request::parse(&url).ok(),
        ];
        for request in requests.into_iter().flatten() {
            let _ = request.stream();
            assert!(leech.verify(&request, UNIX_EPOCH).is_err(), "{path}?{query}");
        }
    });
}
