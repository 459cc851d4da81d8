use h264_reader::nal::sps::VideoSignalType;

/// Turns the values of a stream into those that JPEG means: by the matrix of BT.601, of all 256 values.
pub(super) struct Colours {
    luma: [i32; 256],
    /// What each value of a colour difference adds to luma, Cb and Cr.
    by_cb: [[i32; 3]; 256],
    by_cr: [[i32; 3]; 256],
}

/// Of two pixels beside each other.
#[derive(Clone, Copy)]
pub(super) struct Colour {
    pub(super) cb: u8,
    pub(super) cr: u8,
    shift: i32,
}

/// The parts of red and of blue in luma.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Matrix {
    red: f64,
    blue: f64,
}

const BT_601: Matrix = Matrix { red: 0.299, blue: 0.114 };
const BT_709: Matrix = Matrix { red: 0.2126, blue: 0.0722 };
/// From so many lines on, a stream that does not say is taken for one of BT.709.
const HD: u16 = 720;
/// Sums are of fractions of this.
const ONE: f64 = 65_536.0;

impl Colours {
    pub(super) fn new(signal: Option<&VideoSignalType>, height: u16) -> Self {
        let matrix = Matrix::of(signal, height);
        // What luma and a colour difference span, and where luma begins.
        let (zero, luma, chroma) = match signal.is_some_and(|signal| signal.video_full_range_flag) {
            true => (0.0, 1.0, 1.0),
            false => (16.0, 255.0 / 219.0, 255.0 / 224.0),
        };
        let table = |by: [f64; 3]| {
            std::array::from_fn(|value| by.map(|by| fixed((value as f64 - 128.0) * chroma * by)))
        };
        let [by_cb, by_cr] = matrix.to(BT_601);
        Self {
            luma: std::array::from_fn(|value| fixed((value as f64 - zero) * luma)),
            by_cb: table(by_cb),
            by_cr: table(by_cr),
        }
    }

    pub(super) fn of(&self, cb: u8, cr: u8) -> Colour {
        let (by_cb, by_cr) = (self.by_cb[usize::from(cb)], self.by_cr[usize::from(cr)]);
        let [shift, cb, cr] = [by_cb[0] + by_cr[0], by_cb[1] + by_cr[1], by_cb[2] + by_cr[2]];
        let centre = fixed(128.0);
        Colour { cb: byte(centre + cb), cr: byte(centre + cr), shift }
    }

    pub(super) fn luma(&self, luma: u8, colour: Colour) -> u8 {
        byte(self.luma[usize::from(luma)] + colour.shift)
    }
}

impl Matrix {
    /// As the stream says (ITU-T H.264, table E-5).
    fn of(signal: Option<&VideoSignalType>, height: u16) -> Self {
        match signal.and_then(|signal| signal.colour_description.as_ref()?.matrix_coefficients.into()) {
            Some(1) => BT_709,
            Some(4) => Self { red: 0.30, blue: 0.11 },
            Some(5 | 6) => BT_601,
            Some(7) => Self { red: 0.212, blue: 0.087 },
            Some(9 | 10) => Self { red: 0.2627, blue: 0.0593 },
            _ if height >= HD => BT_709,
            _ => BT_601,
        }
    }

    /// What one of Cb, and one of Cr, add to luma, Cb and Cr of another matrix.
    fn to(self, other: Self) -> [[f64; 3]; 2] {
        [(1.0, 0.0), (0.0, 1.0)].map(|(cb, cr)| {
            let red = 2.0 * (1.0 - self.red) * cr;
            let blue = 2.0 * (1.0 - self.blue) * cb;
            let green = -(self.red * red + self.blue * blue) / self.green();
            let luma = other.red * red + other.green() * green + other.blue * blue;
            [luma, (blue - luma) / 2.0 / (1.0 - other.blue), (red - luma) / 2.0 / (1.0 - other.red)]
        })
    }

    fn green(self) -> f64 {
        1.0 - self.red - self.blue
    }
}

fn fixed(value: f64) -> i32 {
    (value * ONE).round() as i32
}

/// The nearest of 256 values.
fn byte(sum: i32) -> u8 {
    ((sum + 0x8000) >> 16).clamp(0, 255) as u8
}

#[cfg(test)]
mod tests {
    use h264_reader::nal::sps::{ColourDescription, VideoFormat};

    use super::*;

    fn signal(matrix_coefficients: u8, video_full_range_flag: bool) -> VideoSignalType {
        let description =
            ColourDescription { colour_primaries: 1, transfer_characteristics: 1, matrix_coefficients };
        let colour_description = Some(description);
        VideoSignalType { video_format: VideoFormat::Unspecified, video_full_range_flag, colour_description }
    }

    /// A colour by a matrix, in 16 to 235.
    fn values(matrix: Matrix, [red, green, blue]: [f64; 3]) -> [u8; 3] {
        let luma = matrix.red * red + matrix.green() * green + matrix.blue * blue;
        let difference = |part: f64, of: f64| 128.0 + 224.0 * (part - luma) / 2.0 / (1.0 - of);
        [16.0 + 219.0 * luma, difference(blue, matrix.blue), difference(red, matrix.red)]
            .map(|value| value.round() as u8)
    }

    /// The colour that a viewer of JPEG sees.
    fn seen(colours: &Colours, [luma, cb, cr]: [u8; 3]) -> [f64; 3] {
        let colour = colours.of(cb, cr);
        let luma = f64::from(colours.luma(luma, colour));
        let (cb, cr) = (f64::from(colour.cb) - 128.0, f64::from(colour.cr) - 128.0);
        [luma + 1.402 * cr, luma - 0.344_136 * cb - 0.714_136 * cr, luma + 1.772 * cb]
    }

    #[test]
    fn a_colour_looks_the_same_whatever_matrix_the_stream_has() {
        for (coefficients, matrix) in [(1, BT_709), (6, BT_601), (9, Matrix { red: 0.2627, blue: 0.0593 })] {
            let colours = Colours::new(Some(&signal(coefficients, false)), 360);
            for colour in
                [[0.9, 0.2, 0.2], [0.2, 0.8, 0.3], [0.1, 0.2, 0.9], [0.5, 0.5, 0.5], [1.0, 1.0, 1.0]]
            {
                let seen = seen(&colours, values(matrix, colour));
                for (seen, meant) in seen.into_iter().zip(colour) {
                    assert!(
                        (seen - meant * 255.0).abs() < 3.0,
                        "{coefficients}: {seen} for {meant} of {colour:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_stream_that_does_not_say_is_hd_from_720_lines_on() {
        let unspecified = signal(2, false);
        for (height, matrix) in [(719, BT_601), (720, BT_709)] {
            assert_eq!(Matrix::of(None, height), matrix);
            assert_eq!(Matrix::of(Some(&unspecified), height), matrix);
        }
        assert_eq!(Matrix::of(Some(&signal(6, false)), 1080), BT_601);
    }

    #[test]
    fn values_of_the_full_range_stay_as_they_are() {
        let colours = Colours::new(Some(&signal(5, true)), 1080);
        for value in [0, 16, 128, 235, 255] {
            let colour = colours.of(value, 128);
            assert_eq!(
                (colours.luma(value, colours.of(128, 128)), colour.cb, colour.cr),
                (value, value, 128)
            );
        }
    }
}
