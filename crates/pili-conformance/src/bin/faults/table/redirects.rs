use crate::fault::{
    Fault,
    Step::{Act, Answer, Read},
    plain,
};

const ELSEWHERE: Option<(&str, &str)> = Some(("Location", "/elsewhere"));

pub(super) const FAULTS: &[Fault] = &[
    plain("301", &[Read, Answer(301, ELSEWHERE)]),
    plain(
        "302 to a page that says no",
        &[Read, Answer(302, Some(("Location", "http://login.example.com/")))],
    ),
    plain("303 after it was done", &[Read, Act, Answer(303, ELSEWHERE)]),
    plain("304", &[Read, Act, Answer(304, None)]),
    plain("307", &[Read, Answer(307, ELSEWHERE)]),
    plain("308 without a place", &[Read, Answer(308, None)]),
];
