use super::Version;

pub(super) const PAGE: &str = "docs/CHANGELOG.md";

const UNRELEASED: &str = "## Unreleased";

/// What the changelog knows of a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Changelog {
    /// Its section is there.
    Told,
    /// There is something unreleased to make it of.
    Ready,
    /// Neither.
    Silent,
}

pub(super) fn look(page: &str, version: Version) -> Changelog {
    if page.lines().any(|line| is_section_of(line, version)) {
        return Changelog::Told;
    }
    let unreleased = page.lines().skip_while(|line| *line != UNRELEASED).skip(1);
    let has_text = unreleased.take_while(|line| !line.starts_with("## ")).any(|line| !line.trim().is_empty());
    if has_text { Changelog::Ready } else { Changelog::Silent }
}

/// The page with what is unreleased under the heading of the release; `## Unreleased` stays, and is empty.
pub(super) fn moved(page: &str, version: Version, day: &str) -> String {
    page.replacen(UNRELEASED, &format!("{UNRELEASED}\n\n## {version} ({day})"), 1)
}

fn is_section_of(line: &str, version: Version) -> bool {
    let title = line.strip_prefix("## ").and_then(|title| title.split_whitespace().next());
    title.is_some_and(|title| title == version.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str =
        "# Changelog\n\nWords.\n\n## Unreleased\n\n- New.\n\n## 0.1.0 (2026-01-01)\n\n- First.\n";

    fn version(text: &str) -> Version {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_unreleased_moves_under_the_release() {
        assert_eq!(look(PAGE, version("0.2.0")), Changelog::Ready);
        let page = moved(PAGE, version("0.2.0"), "2026-02-01");
        assert!(page.contains("## Unreleased\n\n## 0.2.0 (2026-02-01)\n\n- New.\n\n## 0.1.0"), "{page}");
        assert_eq!(look(&page, version("0.2.0")), Changelog::Told);
    }

    #[test]
    fn a_release_without_anything_new_is_not_ready() {
        let page = moved(PAGE, version("0.2.0"), "2026-02-01");
        assert_eq!(look(&page, version("0.3.0")), Changelog::Silent);
        assert_eq!(look("# Changelog\n", version("0.1.0")), Changelog::Silent);
    }

    #[test]
    fn a_longer_version_is_another_one() {
        assert_eq!(look("## 0.1.0-rc.1\n### 0.1.0\n", version("0.1.0")), Changelog::Silent);
    }
}
