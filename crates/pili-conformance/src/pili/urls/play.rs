use std::time::Duration;

use pili_urls::{
    SignError,
    play::{AntiLeech, TimestampRule},
};

use crate::{
    case::Case,
    outcome::{Outcome, same},
    pili::refusal::{MODE, RULE, Refusal, judge},
};

/// Timestamp anti-leech put on a play URL. What we sign, our own verifier must accept.
pub(crate) fn signed(case: Case<'_>) -> Outcome {
    same("op", "sign.play", case.text("/op")?)?;
    let timestamp = match case.text("/args/security")? {
        "" | "none" => return judge(case, "url", Ok(case.text("/args/url")?.to_owned())),
        "tsStartMD5" => TimestampRule::Start { range: Duration::from_secs(1) },
        "tsExpireMD5" => TimestampRule::Expire { gap: Duration::ZERO },
        mode => return judge(case, "url", Err(Refusal::new(MODE, mode))),
    };
    let time = case.time("/args/timestamp")?;
    let leech = match leech(case, timestamp)? {
        Ok(leech) => leech,
        Err(error) => return judge(case, "url", Err(refusal(&error))),
    };
    let produced = leech.sign(case.text("/args/url")?, time);
    judge(case, "url", produced.clone().map_err(|error| refusal(&error)))?;
    let verified = produced.ok().map(|url| leech.verify(&url, time)).transpose();
    Ok(verified.map(drop)?)
}

/// The settings of the play domain.
fn leech(case: Case<'_>, timestamp: TimestampRule) -> Outcome<Result<AntiLeech, SignError>> {
    let leech = AntiLeech::new(timestamp, case.text("/args/key")?)
        .ts_part(case.text("/args/ts_part")?)
        .sign_part(case.text("/args/sign_part")?);
    let rule = case.text("/args/rule")?;
    // The domain's settings say 0 for the usual base.
    Ok(leech.rule(rule).and_then(|leech| match u32::try_from(case.number("/args/ts_base").unwrap_or(0)) {
        Ok(base) if base > 0 => leech.ts_base(base),
        _ => Ok(leech),
    }))
}

fn refusal(error: &SignError) -> Refusal {
    if error.field() == "rule" { Refusal::new(RULE, error.to_string()) } else { Refusal::from(error.clone()) }
}
