use crate::Refusal;

/// What to say of a time that is written as in Pili's play URLs: in eight hexadecimal digits, as every time from
/// 1978 to 2106 is. Eight decimal digits are a time before 1974.
pub(super) fn refusal(time: &str) -> Option<Refusal> {
    let digits = time.len() == 8 && time.bytes().all(|digit| digit.is_ascii_hexdigit());
    let expires_at = u64::from_str_radix(time, 16).ok().filter(|_| digits)?;
    Some(Refusal::HexadecimalTime { value: time.to_owned(), expires_at })
}
