//! The little of Markdown that the checks need: fences, links, headings, table rows.

/// Lines outside code fences.
pub(super) fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut fenced = false;
    text.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    })
}

/// Lines inside the fences of a language.
pub(super) fn code<'a>(text: &'a str, languages: &[&str]) -> Vec<&'a str> {
    let mut open: Option<&str> = None;
    let mut found = Vec::new();
    for line in text.lines() {
        match (line.trim_start().strip_prefix("```"), open) {
            (Some(_), Some(_)) => open = None,
            (Some(language), None) => open = Some(language.trim()),
            (None, Some(language)) if languages.contains(&language) => found.push(line),
            (None, _) => {}
        }
    }
    found
}

/// What the links of a page point at, in brackets or as a reference.
pub(super) fn links(text: &str) -> Vec<String> {
    let prose: Vec<&str> = prose(text).collect();
    let paragraphs = prose.split(|line| line.trim().is_empty());
    paragraphs
        .flat_map(|lines| without_code(&lines.join("\n")).lines().flat_map(links_in).collect::<Vec<_>>())
        .collect()
}

/// The anchors of a page's headings, as the hosts of such pages make them.
pub(super) fn anchors(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in prose(text).filter(|line| line.starts_with('#')) {
        let slug = slug(line.trim_start_matches('#').trim());
        let earlier = found.iter().filter(|known| **known == slug).count();
        found.push(if earlier == 0 { slug } else { format!("{slug}-{earlier}") });
    }
    found
}

/// The cells of a table row.
pub(super) fn cells(line: &str) -> Option<Vec<&str>> {
    let row = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    Some(row.split('|').map(str::trim).collect())
}

/// The words in backticks.
pub(super) fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

fn links_in(line: &str) -> Vec<String> {
    let inline = line.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next());
    inline.chain(reference(line)).map(|target| target.trim_matches(['<', '>']).to_owned()).collect()
}

/// `[label]: target`; a footnote's label begins with `^`.
fn reference(line: &str) -> Option<&str> {
    let (label, rest) = line.strip_prefix('[')?.split_once(']')?;
    rest.strip_prefix(": ").filter(|_| !label.starts_with('^'))?.split_whitespace().next()
}

/// A paragraph without its code spans, which end with as many backticks as they begin with.
fn without_code(mut text: &str) -> String {
    let mut kept = String::new();
    while let Some(start) = text.find('`') {
        let (before, span) = text.split_at(start);
        let ticks = span.len() - span.trim_start_matches('`').len();
        let (fence, inside) = span.split_at(ticks);
        kept.push_str(before);
        text = end_of_code(inside, ticks).map_or(inside, |end| &inside[end..]);
        kept.push_str(fence);
    }
    kept + text
}

/// Where the first run of exactly so many backticks ends.
fn end_of_code(text: &str, ticks: usize) -> Option<usize> {
    let mut at = 0;
    loop {
        at += text[at..].find('`')?;
        let run = text[at..].len() - text[at..].trim_start_matches('`').len();
        at += run;
        if run == ticks {
            return Some(at);
        }
    }
}

fn slug(heading: &str) -> String {
    let kept = heading.to_lowercase().replace(' ', "-");
    kept.chars().filter(|c| c.is_alphanumeric() || "-_".contains(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_in_prose_and_not_in_code() {
        let text =
            "See [a](a.md#b) and [`c`](c.md \"title\"), `[no](no.md)`.\n```\n[no](no.md)\n```\n[d]: <d.md>\n";
        assert_eq!(links(text), ["a.md#b", "c.md", "d.md"]);
    }

    #[test]
    fn code_may_hold_backticks_and_run_over_a_line_but_not_over_a_paragraph() {
        assert_eq!(links("``a`[`](no.md)`` `b\n[](no.md)` [c](c.md)\n"), ["c.md"]);
        assert_eq!(links("a ` lone one\n\n[d](d.md) and ` another\n"), ["d.md"]);
    }

    #[test]
    fn a_heading_becomes_the_anchor_that_hosts_give_it() {
        assert_eq!(
            anchors("# 1. The `pili` command!\n## Same\n## Same\n"),
            ["1-the-pili-command", "same", "same-1"]
        );
    }

    #[test]
    fn code_is_taken_from_fences_of_its_language_only() {
        let text = "```sh\ncargo test\n```\ncargo prose\n```rust\nlet x;\n```\n";
        assert_eq!(code(text, &["sh", "console"]), ["cargo test"]);
    }
}
