use super::Flow;

/// What one name's values must be: one of some, and none of others.
#[derive(Debug)]
pub(super) struct Filter {
    by: &'static str,
    only: Vec<String>,
    except: Vec<String>,
}

impl Filter {
    /// A leading `!` negates a value.
    pub(super) fn new<'a>(by: &'static str, values: impl Iterator<Item = &'a str>) -> Self {
        let mut filter = Self { by, only: Vec::new(), except: Vec::new() };
        for value in values {
            match value.strip_prefix('!') {
                Some(value) => filter.except.push(value.to_owned()),
                None => filter.only.push(value.to_owned()),
            }
        }
        filter
    }

    pub(super) fn lets(&self, flow: &Flow) -> bool {
        let is = |wanted: &String| wanted == flow.value(self.by);
        (self.only.is_empty() || self.only.iter().any(is)) && !self.except.iter().any(is)
    }
}
