//! Statuses after which the service did what was asked, unless they are refusals.

use crate::fault::{
    Fault,
    Step::{Act, Answer, Read},
    plain,
};

type Header = Option<(&'static str, &'static str)>;

const SOON: Header = Some(("Retry-After", "1"));
/// Later than the longest wait.
const LATE: Header = Some(("Retry-After", "99"));
const ODD: Header = Some(("Retry-After", "soon"));

pub(super) const FAULTS: &[Fault] = &[
    plain("201", &[Read, Act, Answer(201, None)]),
    plain("202", &[Read, Act, Answer(202, None)]),
    plain("400", &[Read, Answer(400, None)]),
    plain("401", &[Read, Answer(401, None)]),
    plain("403", &[Read, Answer(403, None)]),
    plain("404", &[Read, Answer(404, None)]),
    plain("408", &[Read, Answer(408, None)]),
    plain("409", &[Read, Answer(409, None)]),
    plain("410", &[Read, Answer(410, None)]),
    plain("413", &[Read, Answer(413, None)]),
    plain("418", &[Read, Answer(418, None)]),
    plain("422", &[Read, Answer(422, None)]),
    plain("425", &[Read, Answer(425, None)]),
    plain("429", &[Read, Answer(429, None)]),
    plain("431", &[Read, Answer(431, None)]),
    plain("451", &[Read, Answer(451, None)]),
    plain("429 with `Retry-After: 1`", &[Read, Answer(429, SOON)]),
    plain("429 with `Retry-After: 99`", &[Read, Answer(429, LATE)]),
    plain("429 with `Retry-After: soon`", &[Read, Answer(429, ODD)]),
    plain("408 with `Retry-After: 1`", &[Read, Answer(408, SOON)]),
    plain("425 with `Retry-After: 1`", &[Read, Answer(425, SOON)]),
    plain("404 with `Retry-After: 1`", &[Read, Answer(404, SOON)]),
    plain("500", &[Read, Act, Answer(500, None)]),
    plain("501", &[Read, Act, Answer(501, None)]),
    plain("502", &[Read, Act, Answer(502, None)]),
    plain("503", &[Read, Act, Answer(503, None)]),
    plain("504", &[Read, Act, Answer(504, None)]),
    plain("505", &[Read, Act, Answer(505, None)]),
    plain("507", &[Read, Act, Answer(507, None)]),
    plain("511", &[Read, Act, Answer(511, None)]),
    plain("520", &[Read, Act, Answer(520, None)]),
    plain("524", &[Read, Act, Answer(524, None)]),
    plain("571", &[Read, Act, Answer(571, None)]),
    plain("579", &[Read, Act, Answer(579, None)]),
    plain("599", &[Read, Act, Answer(599, None)]),
    plain("500 with `Retry-After: 1`", &[Read, Act, Answer(500, SOON)]),
    plain("503 with `Retry-After: 1`", &[Read, Act, Answer(503, SOON)]),
    plain("504 with `Retry-After: 1`", &[Read, Act, Answer(504, SOON)]),
    plain("503 with `Retry-After: 99`", &[Read, Act, Answer(503, LATE)]),
    plain("503 with `Retry-After: soon`", &[Read, Act, Answer(503, ODD)]),
    plain("573", &[Read, Answer(573, None)]),
    plain("573 with `Retry-After: 1`", &[Read, Answer(573, SOON)]),
    plain("608", &[Read, Answer(608, None)]),
    plain("612", &[Read, Answer(612, None)]),
    plain("614", &[Read, Answer(614, None)]),
    plain("619", &[Read, Answer(619, None)]),
    plain("631", &[Read, Answer(631, None)]),
    plain("699", &[Read, Answer(699, None)]),
    plain("700", &[Read, Act, Answer(700, None)]),
    plain("999", &[Read, Act, Answer(999, None)]),
];
