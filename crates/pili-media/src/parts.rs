use std::{collections::VecDeque, io::IoSlice};

use bytes::{Buf, Bytes};

/// Bytes in several places, written as one: heads of one viewer's frames, and bodies that all viewers share.
#[derive(Debug)]
pub(crate) struct Parts(VecDeque<Bytes>);

impl FromIterator<Bytes> for Parts {
    fn from_iter<I: IntoIterator<Item = Bytes>>(parts: I) -> Self {
        Self(parts.into_iter().filter(|part| !part.is_empty()).collect())
    }
}

impl Buf for Parts {
    fn remaining(&self) -> usize {
        self.0.iter().map(Bytes::len).sum()
    }

    fn chunk(&self) -> &[u8] {
        self.0.front().map_or(&[], Bytes::chunk)
    }

    fn chunks_vectored<'a>(&'a self, slices: &mut [IoSlice<'a>]) -> usize {
        let filled = slices.iter_mut().zip(&self.0).map(|(slice, part)| *slice = IoSlice::new(part));
        filled.count()
    }

    fn advance(&mut self, mut count: usize) {
        while let Some(first) = self.0.front_mut() {
            if count < first.len() {
                return first.advance(count);
            }
            count -= first.len();
            self.0.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> Parts {
        ["one", "", "two", "three"].map(|part| Bytes::from_static(part.as_bytes())).into_iter().collect()
    }

    #[test]
    fn what_is_written_of_it_goes_wherever_it_ends() {
        for count in 0..=11 {
            let mut parts = parts();
            parts.advance(count);
            assert_eq!(parts.remaining(), 11 - count);
            assert_eq!(parts.copy_to_bytes(11 - count), b"onetwothree"[count..]);
        }
    }

    #[test]
    fn it_fills_as_many_slices_as_there_are() {
        let parts = parts();
        for room in 0..5 {
            let mut slices = vec![IoSlice::new(b""); room];
            assert_eq!(parts.chunks_vectored(&mut slices), room.min(3));
            assert!(slices.iter().take(3).all(|slice| !slice.is_empty()));
        }
    }
}
