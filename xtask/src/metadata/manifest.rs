use serde_json::Value;

use super::{list, optional, text};

/// What a manifest tells the registry and docs.rs.
#[derive(Debug, Default)]
pub(crate) struct Manifest {
    pub(crate) path: String,
    pub(crate) description: Option<String>,
    pub(crate) repository: Option<String>,
    pub(crate) documentation: Option<String>,
    pub(crate) readme: Option<String>,
    pub(crate) keywords: Vec<String>,
    pub(crate) categories: Vec<String>,
    pub(crate) docs_rs: DocsRs,
}

/// How docs.rs builds it.
#[derive(Debug, Default)]
pub(crate) struct DocsRs {
    pub(crate) all_features: bool,
    pub(crate) features: Vec<String>,
    pub(crate) arguments: Vec<String>,
}

impl Manifest {
    pub(super) fn parse(package: &Value) -> Self {
        let texts = |json: &Value| list(json).map(text).collect();
        let docs_rs = &package["metadata"]["docs"]["rs"];
        Self {
            path: text(&package["manifest_path"]),
            description: optional(&package["description"]),
            repository: optional(&package["repository"]),
            documentation: optional(&package["documentation"]),
            readme: optional(&package["readme"]),
            keywords: texts(&package["keywords"]),
            categories: texts(&package["categories"]),
            docs_rs: DocsRs {
                all_features: docs_rs["all-features"] == true,
                features: texts(&docs_rs["features"]),
                arguments: texts(&docs_rs["rustdoc-args"]),
            },
        }
    }
}
