//! What files are called that this API saves: a playlist, and a product of the format that was asked for.

use pili_live::stream::Format;

use super::super::save::extension;
use crate::reply::Refused;

/// The names of a saved playback.
pub(super) struct Names {
    pub(super) playlist: String,
    /// The same as the playlist where nothing else is asked for.
    pub(super) product: String,
    pub(super) format: Format,
}

impl Names {
    /// The vendor's samples give the product's name as well as one without an extension; without a format, the
    /// extension tells it.
    pub(super) fn of(name: &str, format: Option<Format>) -> Self {
        let known = [Format::M3u8, Format::Mp4, Format::Flv];
        let named = known.into_iter().find_map(|known| Some((stem(name, extension(&known))?, known)));
        let (stem, of_name) = named.map_or((name, None), |(stem, known)| (stem, Some(known)));
        let format = format.or(of_name).unwrap_or(Format::M3u8);
        let with = |format| format!("{stem}.{}", extension(format));
        Self { playlist: with(&Format::M3u8), product: with(&format), format }
    }
}

/// The name with the extension, once.
pub(super) fn with_extension(name: &str, extension: &str) -> String {
    format!("{}.{extension}", stem(name, extension).unwrap_or(name))
}

/// The name without the extension, if it has it.
fn stem<'a>(name: &'a str, extension: &str) -> Option<&'a str> {
    let stem = name.strip_suffix(extension)?.strip_suffix('.')?;
    Some(stem).filter(|stem| !stem.is_empty())
}

/// A playlist is called by several names.
pub(super) fn format(asked: Format) -> Result<Format, Refused> {
    match asked {
        Format::Other(name) if name == "hls" => Ok(Format::M3u8),
        Format::M3u8 | Format::Mp4 | Format::Flv => Ok(asked),
        _ => Err(Refused::bad_argument("invalid args: format must be m3u8, mp4 or flv")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_playlist_and_a_product_share_a_stem_whatever_the_name_ends_in() {
        for (name, format, playlist, product) in [
            ("evening", Some(Format::Mp4), "evening.m3u8", "evening.mp4"),
            ("evening.mp4", Some(Format::Mp4), "evening.m3u8", "evening.mp4"),
            ("evening.m3u8", Some(Format::Flv), "evening.m3u8", "evening.flv"),
            ("evening.mp4", None, "evening.m3u8", "evening.mp4"),
            ("evening", None, "evening.m3u8", "evening.m3u8"),
            ("evening.m3u8", None, "evening.m3u8", "evening.m3u8"),
            ("v1.2", Some(Format::Mp4), "v1.2.m3u8", "v1.2.mp4"),
            (".mp4", None, ".mp4.m3u8", ".mp4.m3u8"),
        ] {
            let names = Names::of(name, format);
            assert_eq!((&*names.playlist, &*names.product), (playlist, product), "{name}");
        }
    }
}
