use clap::ValueEnum;

/// What a choice is called, on the command line and in what is printed.
pub(crate) fn name(choice: impl ValueEnum) -> String {
    choice.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}
