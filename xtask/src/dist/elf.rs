/// The kind of segment that names a loader, which brings libraries of the system.
const INTERPRETER: u32 = 3;

/// Whether a program for Linux is started by a loader; none if it is no such program of 64 bits, little-endian.
pub(super) fn asks_for_a_loader(program: &[u8]) -> Option<bool> {
    program.starts_with(b"\x7fELF\x02\x01").then_some(())?;
    let at = |place: usize, length: usize| {
        let bytes = program.get(place..place.checked_add(length)?)?;
        Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    };
    let (table, size, count) = (at(32, 8)? as usize, at(54, 2)? as usize, at(56, 2)? as usize);
    (0..count).try_fold(false, |found, number| {
        let kind = at(table.checked_add(number * size)?, 4)?;
        Some(found || kind == u64::from(INTERPRETER))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A program with segments of these kinds, and nothing else.
    fn program(kinds: &[u32]) -> Vec<u8> {
        let mut program = b"\x7fELF\x02\x01".to_vec();
        program.resize(64, 0);
        program[32] = 64;
        program[54] = 56;
        program[56] = kinds.len() as u8;
        for kind in kinds {
            program.extend(kind.to_le_bytes());
            program.extend([0; 52]);
        }
        program
    }

    #[test]
    fn a_program_is_static_if_no_segment_names_a_loader() {
        assert_eq!(asks_for_a_loader(&program(&[6, 1, 1])), Some(false));
        assert_eq!(asks_for_a_loader(&program(&[6, 3, 1])), Some(true));
    }

    #[test]
    fn what_is_cut_or_something_else_is_no_program() {
        let whole = program(&[1, 3]);
        assert_eq!(asks_for_a_loader(&whole[..whole.len() - 54]), None);
        assert_eq!(asks_for_a_loader(b"#!/bin/sh"), None);
    }
}
