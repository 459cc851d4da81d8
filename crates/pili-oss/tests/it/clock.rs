use pili_oss::{
    Client, Code, OssV1, OssV4,
    core::{
        Request,
        auth::{Clock, Credentials, Signer},
    },
};

use crate::{answer, at, channel, endpoint};

const NOW: u64 = 1_700_000_960;

/// A service that refuses a clock 16 minutes behind, with the time in the body but not in a header.
fn refusing(signer: impl Signer + 'static) -> Client {
    let service = tower::service_fn(|_: Request| async {
        let body = "<Error><Code>RequestTimeTooSkewed</Code><Message>too far</Message><RequestId>ID</RequestId>\
                    <ServerTime>2023-11-14T22:29:20.000Z</ServerTime></Error>";
        Ok::<_, std::convert::Infallible>(answer(403, body))
    });
    Client::builder(endpoint()).signer(signer).clock(Clock::fixed(at(NOW - 960))).transport(service)
}

#[tokio::test]
async fn a_clock_sixteen_minutes_off_is_told_as_such() {
    let keys = Credentials::new("ak", "sk");
    for client in [refusing(OssV1::new(keys.clone())), refusing(OssV4::new(keys, "cn-hangzhou"))] {
        let error = client.send(channel().stat()).await.unwrap_err();
        assert_eq!(Code::of(&error), Some(Code::RequestTimeTooSkewed));
        let text = error.to_string();
        assert!(text.ends_with("; this machine's clock is 16 min behind the service's"), "{text}");
        assert!(error.string_to_sign().is_some());
    }
}
