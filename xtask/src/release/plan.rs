//! What a release takes, from what is seen. Pure: all that is done is done elsewhere.

use std::fmt;

use super::{Version, changelog::Changelog, git::Tag, git::Tree, names::Name};

/// The state of things before a run, the first one or one that goes on.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) tree: Tree,
    /// The version in the manifest.
    pub(super) stated: Version,
    pub(super) changelog: Changelog,
    pub(super) tag: Tag,
    /// Every crate to be published, in its order, with what the registry knows of the name.
    pub(super) names: Vec<(String, Name)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Ci,
    /// Version, pins and changelog, in a copy of the tree.
    Prepare,
    Compare(Vec<String>),
    Pack(Vec<String>),
    /// Takes the prepared commit over.
    Adopt,
    Tag,
    Push,
    Publish(String),
}

impl Step {
    /// Whether a rehearsal leaves it out.
    pub(super) fn lasts(&self) -> bool {
        matches!(self, Self::Adopt | Self::Tag | Self::Push | Self::Publish(_))
    }
}

/// Everything that forbids the release: a reader mends all of it at once.
pub(super) fn in_the_way(seen: &Seen, version: Version) -> Vec<String> {
    let mut found = seen.tree.problems();
    if seen.changelog == Changelog::Silent {
        found.push(format!("the changelog has nothing under `## Unreleased`, and no `## {version}`"));
    }
    if version < seen.stated {
        found.push(format!("{version} is lower than {}, which Cargo.toml states", seen.stated));
    }
    if seen.tag == Tag::Elsewhere {
        found.push(format!("the tag v{version} stands on another commit"));
    }
    found.extend(seen.names.iter().filter_map(|(name, state)| refused(name, state, version)));
    found
}

fn refused(name: &str, state: &Name, version: Version) -> Option<String> {
    match state {
        Name::Foreign { newest } => Some(format!(
            "{name} {newest} on crates.io is somebody else's: nothing is uploaded (docs/releasing.md, \"The name\")"
        )),
        Name::Ours { newest, is_published: false } if is_higher(newest, version) => {
            Some(format!("{name} {newest} is published, which is higher than {version}"))
        }
        _ => None,
    }
}

fn is_higher(newest: &str, version: Version) -> bool {
    newest.parse::<Version>().is_ok_and(|newest| newest > version)
}

/// What is left to do. A tag is made when all was checked, so what has one is not checked again.
pub(super) fn steps(seen: &Seen, version: Version) -> Vec<Step> {
    let mut steps = Vec::new();
    if !matches!(seen.tag, Tag::Here | Tag::Pushed) {
        let is_prepared = seen.stated == version && seen.changelog == Changelog::Told;
        let published = |(_, state): &&(String, Name)| matches!(state, Name::Ours { .. });
        let compared: Vec<String> =
            seen.names.iter().filter(published).map(|(name, _)| name.clone()).collect();
        steps.push(Step::Ci);
        steps.extend((!is_prepared).then_some(Step::Prepare));
        steps.extend((!compared.is_empty()).then_some(Step::Compare(compared)));
        steps.push(Step::Pack(seen.names.iter().map(|(name, _)| name.clone()).collect()));
        steps.extend((!is_prepared).then_some(Step::Adopt));
        steps.push(Step::Tag);
    }
    steps.extend((seen.tag != Tag::Pushed).then_some(Step::Push));
    let is_left = |state: &Name| !matches!(state, Name::Ours { is_published: true, .. });
    steps.extend(seen.names.iter().filter(|(_, s)| is_left(s)).map(|(name, _)| Step::Publish(name.clone())));
    steps
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ci => f.write_str("all of CI"),
            Self::Prepare => f.write_str("version, pins and changelog, in a copy of the tree"),
            Self::Compare(names) => write!(f, "the public interface of {}", names.join(", ")),
            Self::Pack(names) => write!(f, "packages, built from their archives: {}", names.join(", ")),
            Self::Adopt => f.write_str("the commit of the release"),
            Self::Tag => f.write_str("its tag"),
            Self::Push => f.write_str("push of branch and tag"),
            Self::Publish(name) => write!(f, "publish {name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        text.parse().unwrap()
    }

    /// Before the second release: all is in order.
    fn ready() -> Seen {
        let ours = || Name::Ours { newest: "0.1.0".to_owned(), is_published: false };
        Seen {
            tree: Tree::default(),
            stated: version("0.1.0"),
            changelog: Changelog::Ready,
            tag: Tag::Missing,
            names: vec![("auth".to_owned(), ours()), ("cli".to_owned(), Name::Free)],
        }
    }

    fn publishes(steps: &[Step]) -> Vec<String> {
        let name = |step: &Step| match step {
            Step::Publish(name) => Some(name.clone()),
            _ => None,
        };
        steps.iter().filter_map(name).collect()
    }

    #[test]
    fn everything_is_checked_before_anything_lasts() {
        let steps = steps(&ready(), version("0.2.0"));
        assert_eq!(in_the_way(&ready(), version("0.2.0")), [""; 0]);
        let last_check = steps.iter().rposition(|step| !step.lasts()).unwrap();
        let first_lasting = steps.iter().position(Step::lasts).unwrap();
        assert!(last_check < first_lasting, "{steps:?}");
        assert!(
            steps.contains(&Step::Compare(vec!["auth".to_owned()])),
            "a new crate has nothing to compare with"
        );
        assert_eq!(publishes(&steps), ["auth", "cli"]);
    }

    #[test]
    fn a_name_of_somebody_elses_forbids_all_uploads() {
        let mut seen = ready();
        seen.names.push(("pili".to_owned(), Name::Foreign { newest: "0.0.0".to_owned() }));
        let found = in_the_way(&seen, version("0.2.0"));
        assert!(
            found.len() == 1 && found[0].starts_with("pili 0.0.0 on crates.io is somebody else's"),
            "{found:?}"
        );
    }

    #[test]
    fn each_thing_that_forbids_it_is_told() {
        let mut seen = ready();
        seen.tree = Tree {
            changes: true,
            branch: "feature".to_owned(),
            foreign_remote: Some("elsewhere".to_owned()),
        };
        (seen.changelog, seen.tag) = (Changelog::Silent, Tag::Elsewhere);
        assert_eq!(in_the_way(&seen, version("0.0.9")).len(), 7);
    }

    #[test]
    fn a_push_that_failed_is_made_up_for_without_checking_again() {
        let seen = Seen { stated: version("0.2.0"), changelog: Changelog::Told, tag: Tag::Here, ..ready() };
        let steps = steps(&seen, version("0.2.0"));
        assert_eq!(steps[0], Step::Push);
        assert_eq!(publishes(&steps), ["auth", "cli"]);
    }

    #[test]
    fn an_upload_that_was_interrupted_goes_on_with_what_is_left() {
        let there = Name::Ours { newest: "0.2.0".to_owned(), is_published: true };
        let names = vec![("auth".to_owned(), there.clone()), ("cli".to_owned(), Name::Free)];
        let seen =
            Seen { stated: version("0.2.0"), changelog: Changelog::Told, tag: Tag::Pushed, names, ..ready() };
        assert_eq!(steps(&seen, version("0.2.0")), [Step::Publish("cli".to_owned())]);
        let all = vec![("auth".to_owned(), there)];
        assert_eq!(steps(&Seen { names: all, ..seen }, version("0.2.0")), []);
    }

    #[test]
    fn a_commit_that_is_made_is_not_made_again() {
        let seen = Seen { stated: version("0.2.0"), changelog: Changelog::Told, ..ready() };
        let steps = steps(&seen, version("0.2.0"));
        assert!(!steps.contains(&Step::Prepare) && !steps.contains(&Step::Adopt), "{steps:?}");
        assert!(steps.contains(&Step::Ci) && steps.contains(&Step::Tag), "{steps:?}");
    }
}
