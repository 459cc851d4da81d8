//! The operations that are served, against those that the vendors' crates have: conformance's table holds them all.

use std::{collections::BTreeSet, fs, path::Path};

use pili_local::Local;

/// Operations of the vendors' crates that are not served, each with the reason.
const NOT_SERVED: &[(&str, &str)] = &[];

#[test]
fn every_operation_of_the_vendors_crates_is_served_or_says_why_not() {
    let served: BTreeSet<_> = Local::demo().faults().operations().into_iter().map(str::to_owned).collect();
    let not_served: BTreeSet<_> = NOT_SERVED.iter().map(|(name, _)| (*name).to_owned()).collect();
    let mut known = BTreeSet::new();
    for vendor in ["pili-live", "pili-rtc", "pili-oss", "pili-opentok"] {
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(vendor).join("src"), &mut known);
    }
    assert!(known.len() > 100, "{known:?}");
    let said: BTreeSet<_> = served.union(&not_served).cloned().collect();
    assert_eq!(known.difference(&said).collect::<Vec<_>>(), Vec::<&String>::new(), "served, or why not?");
    assert_eq!(said.difference(&known).collect::<Vec<_>>(), Vec::<&String>::new(), "not an operation");
    assert!(served.is_disjoint(&not_served));
}

/// The names in the sources below a folder: `product.noun.method`.
fn collect(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, names);
        } else {
            let text = fs::read_to_string(path).unwrap();
            let after =
                text.split("NAME: &'static str = \"").skip(1).filter_map(|rest| rest.split('"').next());
            names.extend(after.filter(|name| name.contains('.')).map(str::to_owned));
        }
    }
}
