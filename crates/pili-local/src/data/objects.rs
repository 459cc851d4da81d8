use std::{collections::BTreeMap, sync::Arc};

use bytes::Bytes;

use super::{
    Changes, Data,
    object::{About, Object},
    shelf::Job,
    written::Written,
};

/// Objects by name, each in a file of the folder.
#[derive(Debug)]
pub(crate) struct Objects {
    objects: BTreeMap<String, Arc<Object>>,
    kept: Written<String>,
}

impl Objects {
    /// Those that are kept under this name. What is not whole is none.
    pub(super) fn of(data: &Data, name: String) -> Self {
        let mut kept = Written::of(data, name);
        let found = kept.take::<About>().into_iter();
        let found = found.filter_map(|(name, about)| Some((name, data.found(about)?)));
        Self { objects: found.collect(), kept }
    }

    pub(crate) fn get(&self, name: &str) -> Option<Arc<Object>> {
        self.objects.get(name).cloned()
    }

    /// The names of all, and how many bytes each has.
    pub(crate) fn list(&self) -> Vec<(String, u64)> {
        self.objects.iter().map(|(name, object)| (name.clone(), object.about().bytes)).collect()
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.objects.contains_key(name)
    }

    /// Puts an object in the place of any of its name. It is written beside, and whole until then.
    pub(crate) fn put(&mut self, name: String, content_type: String, body: Bytes) {
        let data = self.kept.data().clone();
        let Some(shelf) = data.shelf() else { return };
        let object = shelf.new_object(content_type, body);
        let before = self.objects.insert(name.clone(), object.clone());
        let mut changes = Changes::default();
        self.kept.put(name, object.about(), &mut changes);
        changes.gone_objects.extend(before.inspect(|before| before.replace()));
        shelf.send(Job { object, changes });
    }
}
