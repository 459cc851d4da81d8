use pili_oss::core::{ErrorKind, Request, Response};

use crate::{answer, bucket, client};

/// A bucket of five channels, two a page; `next` says what the third page points to.
fn page(request: &Request) -> Response {
    let names = ["a", "b", "c", "d", "e"];
    let query = request.uri().query().unwrap_or_default();
    let marker = query.split('&').find_map(|pair| pair.strip_prefix("marker=")).unwrap_or_default();
    let rest: Vec<_> = names.iter().filter(|name| **name > marker).collect();
    let entries: String = rest
        .iter()
        .take(2)
        .map(|name| format!("<LiveChannel><Name>{name}</Name><Status>enabled</Status></LiveChannel>"))
        .collect();
    let next = rest
        .get(1)
        .filter(|_| rest.len() > 2)
        .map_or(String::new(), |name| format!("<NextMarker>{name}</NextMarker>"));
    let body = format!(
        "<ListLiveChannelResult><Prefix/><MaxKeys>2</MaxKeys><IsTruncated>{}</IsTruncated>{next}{entries}</ListLiveChannelResult>",
        rest.len() > 2
    );
    answer(200, &body)
}

#[tokio::test]
async fn a_list_is_walked_page_by_page_to_its_end() {
    let client = client(|request| page(&request));
    let mut channels = client.items(bucket().channels().max_keys(2));
    let mut names = String::new();
    while let Some(entry) = channels.next().await {
        names += entry.unwrap().name.as_str();
    }
    assert_eq!(names, "abcde");
}

#[tokio::test]
async fn a_service_that_names_the_same_page_again_does_not_loop() {
    let client = client(|_| {
        answer(
            200,
            "<ListLiveChannelResult><MaxKeys>1</MaxKeys><IsTruncated>true</IsTruncated><NextMarker>a</NextMarker>\
             <LiveChannel><Name>a</Name><Status>enabled</Status></LiveChannel></ListLiveChannelResult>",
        )
    });
    let mut channels = client.items(bucket().channels().marker("a"));
    assert_eq!(channels.next().await.unwrap().unwrap().name.as_str(), "a");
    assert_eq!(channels.next().await.unwrap().unwrap_err().kind(), ErrorKind::Decode);
    assert!(channels.next().await.is_none());
}
