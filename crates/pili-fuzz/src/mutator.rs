//! Changes good input a little.

use fastrand::Rng;

/// Numbers at which something often goes wrong.
const EDGES: &[u64] = &[
    0,
    1,
    0x7f,
    0x80,
    0xff,
    0x100,
    0x7fff,
    0xffff,
    0x7fff_ffff,
    0xffff_ffff,
    0x7fff_ffff_ffff_ffff,
    u64::MAX,
];

/// Texts at which something often goes wrong.
const WORDS: &[&str] = &[
    "-1",
    "0",
    "18446744073709551616",
    "9999999999999999999999",
    "1e999",
    "null",
    "true",
    "[",
    "{",
    "\"",
    "\\u0000",
    "%00",
    "%",
    "&",
    "=",
    "?",
    "#",
    ":",
    "/",
    "..",
    " ",
    "\r\n",
    "\n",
    "\t",
    "\0",
    "+",
    "-",
    "é",
    "\u{202e}",
    "<!--",
    "]]>",
];

/// No input is longer.
const LONGEST: usize = 256 << 10;

pub(crate) struct Mutator<'a> {
    random: Rng,
    seeds: &'a [Vec<u8>],
}

impl<'a> Mutator<'a> {
    pub(crate) fn new(seed: u64, seeds: &'a [Vec<u8>]) -> Self {
        Self { random: Rng::with_seed(seed), seeds }
    }

    pub(crate) fn next(&mut self) -> Vec<u8> {
        let mut input = self.seed().to_vec();
        for _ in 0..1 + self.random.usize(..4).pow(2) {
            self.change(&mut input);
        }
        input.truncate(LONGEST);
        input
    }

    fn seed(&mut self) -> &'a [u8] {
        let at = self.random.usize(..self.seeds.len().max(1));
        self.seeds.get(at).map_or(&[], Vec::as_slice)
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        let at = self.place(input);
        match self.random.u32(..11) {
            0 => self.byte(input, at, |byte, random| byte ^ (1 << random.u32(..8))),
            1 => self.byte(input, at, |_, random| random.u8(..)),
            2 => self.byte(input, at, |byte, _| {
                if byte.is_ascii_lowercase() { byte.to_ascii_uppercase() } else { byte.to_ascii_lowercase() }
            }),
            3 => input.insert(at, self.random.u8(..)),
            4 => drop(input.splice(at..at, WORDS[self.random.usize(..WORDS.len())].bytes())),
            5 => self.number(input, at),
            6 => drop(self.piece(input.len(), at).map(|piece| input.drain(piece))),
            7 => self.again(input, at),
            8 => input.truncate(at),
            9 => self.spliced(input, at),
            _ => self.digit(input),
        }
    }

    /// The beginning holds the structure of most formats.
    fn place(&mut self, input: &[u8]) -> usize {
        let end = if self.random.bool() { input.len().min(64) } else { input.len() };
        self.random.usize(..=end)
    }

    fn byte(&mut self, input: &mut [u8], at: usize, to: impl Fn(u8, &mut Rng) -> u8) {
        if let Some(byte) = input.get_mut(at) {
            *byte = to(*byte, &mut self.random);
        }
    }

    /// A number of some width, in either order of bytes.
    fn number(&mut self, input: &mut [u8], at: usize) {
        let (edge, width) = (EDGES[self.random.usize(..EDGES.len())], 1 << self.random.u32(..4));
        let bytes = edge.to_be_bytes();
        let mut bytes = bytes[8 - width..].to_vec();
        if self.random.bool() {
            bytes.reverse();
        }
        for (byte, edge) in input.iter_mut().skip(at).zip(bytes) {
            *byte = edge;
        }
    }

    fn piece(&mut self, length: usize, at: usize) -> Option<std::ops::Range<usize>> {
        let most = (length - at).min(if self.random.bool() { 8 } else { 256 });
        (most > 0).then(|| at..at + 1 + self.random.usize(..most))
    }

    fn again(&mut self, input: &mut Vec<u8>, at: usize) {
        let Some(piece) = self.piece(input.len(), at) else { return };
        let piece = input[piece].to_vec();
        let times = if self.random.u32(..20) == 0 { 1000 } else { 1 + self.random.usize(..3) };
        if input.len() + piece.len() * times < LONGEST {
            let to = self.place(input);
            input.splice(to..to, piece.repeat(times));
        }
    }

    /// The beginning of one with the end of another.
    fn spliced(&mut self, input: &mut Vec<u8>, at: usize) {
        let other = self.seed();
        let from = self.random.usize(..=other.len());
        input.truncate(at);
        input.extend(&other[from..]);
    }

    fn digit(&mut self, input: &mut [u8]) {
        let digits: Vec<usize> = (0..input.len()).filter(|at| input[*at].is_ascii_digit()).collect();
        if let Some(at) = digits.get(self.random.usize(..digits.len().max(1))) {
            input[*at] = b'0' + self.random.u8(..10);
        }
    }
}
