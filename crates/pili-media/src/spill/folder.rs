//! The folder of all recordings: `<space>/<key>/<segment>.flv`, with what the recording lost beside its segments.

use std::{
    fs, io,
    io::Write as _,
    ops::Range,
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::file;
use crate::{StreamId, kept::Facts, lost::Lost};

/// What a folder's name may not hold as it is.
const SPECIAL: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_');
/// Stands for an empty name; no other gives it.
const EMPTY: &str = "%";
/// The spans that a recording lost, a line each: start and end in milliseconds.
const MISSING: &str = "missing.txt";
/// A file that is still being written.
const PART: &str = "part";

/// Where recordings are.
#[derive(Clone, Debug)]
pub(crate) struct Folder(PathBuf);

/// The recording of a stream, as it was found.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) id: StreamId,
    pub(crate) folder: PathBuf,
    /// In the order of their numbers, with the bytes that each takes.
    pub(crate) segments: Vec<(Facts, usize)>,
    pub(crate) lost: Lost,
}

impl Folder {
    /// A folder that can be written to; it is made if it is not there.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        make(path)?;
        let probe = path.join("writable").with_extension(PART);
        write(&probe, b"")?;
        fs::remove_file(probe)?;
        Ok(Self(path.to_owned()))
    }

    /// Where the segments of a stream are.
    pub(crate) fn of(&self, id: &StreamId) -> PathBuf {
        self.0.join(encoded(&id.space)).join(encoded(&id.key))
    }

    /// All recordings; what is torn or no segment is removed.
    pub(crate) fn recordings(&self) -> io::Result<Vec<Found>> {
        let mut found = Vec::new();
        for space in entries(&self.0)?.into_iter().filter(|path| path.is_dir()) {
            for folder in entries(&space)?.into_iter().filter(|path| path.is_dir()) {
                let id = decoded(&space).zip(decoded(&folder)).map(|(space, key)| StreamId::new(space, key));
                match id {
                    Some(id) => found.push(recording(id, folder)?),
                    None => tracing::warn!(folder = %folder.display(), "no stream has this folder"),
                }
            }
        }
        Ok(found)
    }
}

fn recording(id: StreamId, folder: PathBuf) -> io::Result<Found> {
    let mut segments = Vec::new();
    for path in entries(&folder)?.into_iter().filter(|path| !path.ends_with(MISSING)) {
        match file::look(&path) {
            Ok(segment) => segments.push(segment),
            Err(error) => {
                tracing::warn!(%error, path = %path.display(), "a file among the recordings is removed");
                fs::remove_file(&path)?;
            }
        }
    }
    segments.sort_by_key(|(facts, _)| facts.number);
    segments.dedup_by_key(|(facts, _)| facts.number);
    let lost = fs::read_to_string(folder.join(MISSING)).unwrap_or_default();
    let mut known = Lost::default();
    lost.lines().filter_map(span).for_each(|span| known.add(span));
    Ok(Found { id, folder, segments, lost: known })
}

/// Writes a file of a recording whole or not at all.
pub(super) fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    path.parent().map_or(Ok(()), make)?;
    let part = path.with_extension(PART);
    let written = write(&part, bytes).and_then(|()| fs::rename(&part, path));
    written.inspect_err(|_| drop(fs::remove_file(&part)))
}

/// Writes down what a recording has lost.
pub(super) fn put_lost(folder: &Path, lost: &Lost) -> io::Result<()> {
    let ms = |time: SystemTime| time.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    let line = |span: &Range<SystemTime>| format!("{} {}\n", ms(span.start), ms(span.end));
    put(&folder.join(MISSING), lost.iter().map(line).collect::<String>().as_bytes())
}

fn span(line: &str) -> Option<Range<SystemTime>> {
    let (start, end) = line.split_once(' ')?;
    let time = |ms: &str| UNIX_EPOCH.checked_add(Duration::from_millis(ms.parse().ok()?));
    Some(time(start)?..time(end)?)
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
}

fn encoded(name: &str) -> String {
    if name.is_empty() { EMPTY.to_owned() } else { utf8_percent_encode(name, SPECIAL).to_string() }
}

fn decoded(folder: &Path) -> Option<String> {
    let name = folder.file_name()?.to_str()?;
    if name == EMPTY {
        Some(String::new())
    } else {
        Some(percent_decode_str(name).decode_utf8().ok()?.into_owned())
    }
}

/// A folder for nobody else.
fn make(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

/// A file for nobody else.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.write(true).create(true).truncate(true).open(path)?.write_all(bytes)
}
