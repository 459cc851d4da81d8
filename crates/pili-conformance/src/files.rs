//! Vector files: where they are and what they say of themselves.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::{
    outcome::{Difference, Outcome},
    vendor::{Run, Vendor},
};

/// How a folder is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Files of cases, one kind each.
    Vectors,
    /// Files of recorded requests, one operation each.
    Wire,
}

/// A file of cases or recordings.
#[derive(Debug)]
pub(crate) struct VectorFile {
    path: PathBuf,
    layout: Layout,
    pub(crate) content: Value,
}

impl VectorFile {
    pub(crate) fn read(layout: Layout, path: PathBuf) -> Outcome<Self> {
        let bytes = fs::read(&path)?;
        Ok(Self { path, layout, content: serde_json::from_slice(&bytes)? })
    }

    /// How its cases are checked.
    pub(crate) fn check(&self) -> Outcome<Run> {
        let kind = self.kind();
        let found = match self.layout {
            Layout::Vectors => Vendor::vectors_of(kind),
            Layout::Wire => Vendor::wire_of(kind, self.operation()),
        };
        found.ok_or_else(|| {
            Difference::new(match self.layout {
                Layout::Vectors => format!("unknown kind `{kind}`"),
                Layout::Wire => format!("unknown operation `{}` of kind `{kind}`", self.operation()),
            })
        })
    }

    /// Whose recordings these are.
    pub(crate) fn vendor(&self) -> Option<&'static Vendor> {
        Vendor::of_kind(self.kind())
    }

    /// Its cases, by whichever name it calls them.
    pub(crate) fn cases(&self) -> Outcome<&[Value]> {
        let cases = ["cases", "recordings"].iter().find_map(|name| self.content[name].as_array());
        let cases = cases.filter(|cases| !cases.is_empty());
        cases.map(Vec::as_slice).ok_or_else(|| Difference::new("the file has no cases"))
    }

    /// Whether one of the names begins this file's kind, operation or file name; without names, yes.
    pub(crate) fn is_chosen(&self, names: &[String]) -> bool {
        let kind = self.kind().split('/').next().unwrap_or_default();
        let short = kind.split_once('-').map_or(kind, |(_, rest)| rest);
        let file = self.stem();
        let known: &[&str] = match self.layout {
            Layout::Vectors => &[kind, short, file],
            Layout::Wire => &[self.operation(), file],
        };
        names.is_empty() || names.iter().any(|name| known.iter().any(|known| known.starts_with(name)))
    }

    /// The file's name without its extension.
    pub(crate) fn stem(&self) -> &str {
        stem(&self.path)
    }

    pub(crate) fn name(&self) -> String {
        self.path.display().to_string()
    }

    fn kind(&self) -> &str {
        ["kind", "format"].iter().find_map(|name| self.content[name].as_str()).unwrap_or_default()
    }

    fn operation(&self) -> &str {
        self.content["operation"].as_str().unwrap_or_default()
    }
}

/// The JSON files of a folder, sorted; recordings may lie in its `wire` subfolder.
pub(crate) fn of_folder(layout: Layout, folder: &Path) -> io::Result<Vec<PathBuf>> {
    let wire = folder.join("wire");
    let folder = if layout == Layout::Wire && wire.is_dir() { &wire } else { folder };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// What a case is called: its id, or who recorded it.
pub(crate) fn case_name(case: &Value, index: usize) -> String {
    let named = ["id", "sdk", "variant"].iter().filter_map(|name| case[name].as_str());
    let name = named.collect::<Vec<_>>().join(" ");
    if name.is_empty() { format!("#{index}") } else { name }
}

fn stem(path: &Path) -> &str {
    path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default()
}
