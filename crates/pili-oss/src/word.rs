//! How words of an XML document are told apart: what pads them says nothing.

pub(crate) fn same(text: &str, word: &str) -> bool {
    text.trim() == word
}

pub(crate) fn same_in_any_case(text: &str, word: &str) -> bool {
    text.trim().eq_ignore_ascii_case(word)
}
