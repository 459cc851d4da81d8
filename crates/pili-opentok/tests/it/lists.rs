//! Where a list goes on.

use pili_core::{Operation as _, Paginated as _};

use crate::{ARCHIVE, answer, project};

/// The offset of the page after one that begins at `offset`, with so many of `count` entries.
fn next(offset: u64, entries: usize, count: u64) -> Option<u64> {
    let list = project().archives().offset(offset);
    let items = vec![ARCHIVE; entries].join(",");
    let body = format!(r#"{{"count":{count},"items":[{items}]}}"#);
    let page = list.interpret(&answer(200, "application/json", &body)).unwrap();
    let (items, next) = list.next_page(page);
    assert_eq!(items.len(), entries);
    next.map(|next| {
        let page = (0..=count).find(|offset| next == list.clone().offset(*offset));
        page.expect("a page of the same list")
    })
}

#[test]
fn a_page_is_followed_by_one_that_begins_where_it_ends() {
    assert_eq!([next(0, 2, 5), next(2, 2, 5), next(4, 1, 6)], [Some(2), Some(4), Some(5)]);
}

#[test]
fn the_page_that_reaches_the_count_is_the_last() {
    assert_eq!([next(0, 5, 5), next(4, 1, 5), next(4, 2, 5), next(0, 0, 0)], [None; 4]);
}

#[test]
fn an_empty_page_is_the_last_whatever_the_count_says() {
    assert_eq!(next(2, 0, 5), None);
}
