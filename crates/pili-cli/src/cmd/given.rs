/// Setting what a command line gives, and leaving the rest as it is.
pub(crate) trait Given: Sized {
    fn given<V>(self, value: Option<V>, set: impl FnOnce(Self, V) -> Self) -> Self {
        match value {
            Some(value) => set(self, value),
            None => self,
        }
    }
}

impl<T> Given for T {}
