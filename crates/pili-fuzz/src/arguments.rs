use std::time::Duration;

/// What was asked for.
#[derive(Debug)]
pub(crate) struct Arguments {
    pub(crate) seconds: Duration,
    /// After so many runs a target ends before its time: then it is given the same input on every machine.
    pub(crate) runs: u64,
    /// What one input may take of a processor; all that a stranger sends is to be answered in less.
    pub(crate) each: Duration,
    pub(crate) seed: u64,
    /// Which targets; all if none is named.
    pub(crate) targets: Vec<String>,
    /// The target that this process is for.
    pub(crate) one: Option<String>,
}

impl Arguments {
    pub(crate) fn of(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut arguments = Self {
            seconds: Duration::from_secs(10),
            runs: u64::MAX,
            each: Duration::from_secs(1),
            seed: 1,
            targets: Vec::new(),
            one: None,
        };
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(format!("{word} needs a value"));
            match word.as_str() {
                "--seconds" => arguments.seconds = Duration::from_secs(number(&value()?)?),
                "--runs" => arguments.runs = number(&value()?)?,
                "--each" => arguments.each = Duration::from_secs(number(&value()?)?),
                "--seed" => arguments.seed = number(&value()?)?,
                "--one" => arguments.one = Some(value()?),
                option if option.starts_with('-') => return Err(format!("no option {option}")),
                _ => arguments.targets.push(word),
            }
        }
        Ok(arguments)
    }
}

fn number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("{text} is no number"))
}
