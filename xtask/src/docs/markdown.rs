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
    prose(text).flat_map(|line| links_in(&without_code(line))).collect()
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
    let reference = line.strip_prefix('[').and_then(|line| line.split_once("]: ")).map(|(_, target)| target);
    inline.chain(reference).map(|target| target.trim_matches(['<', '>']).to_owned()).collect()
}

fn without_code(line: &str) -> String {
    line.split('`').step_by(2).collect::<Vec<_>>().join("`")
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
