//! The records of an old Excel workbook, and the texts inside them.

use std::sync::Arc;

use encoding_rs::Encoding;

use super::words::Words;

pub(super) const CONTINUE: u16 = 0x003C;

/// A record: its type, its bytes, and the bytes of the records that continue it.
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) pieces: Vec<&'a [u8]>,
}

impl<'a> Record<'a> {
    pub(super) fn data(&self) -> &'a [u8] {
        self.pieces.first().copied().unwrap_or(&[])
    }
}

/// Walks over the records of a stream; a record cut off ends it.
pub(super) struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    pub(super) fn new(stream: &'a [u8]) -> Records<'a> {
        Records { rest: stream }
    }

    /// True when bytes are left that are no whole record.
    pub(super) fn is_cut(&self) -> bool {
        self.rest.len() >= 4 && self.rest.iter().take(4).any(|byte| *byte != 0)
    }

    fn take(&mut self) -> Option<(u16, &'a [u8])> {
        let kind = u16_at(self.rest, 0)?;
        let length = usize::from(u16_at(self.rest, 2)?);
        let data = self.rest.get(4..4 + length)?;
        self.rest = &self.rest[4 + length..];
        Some((kind, data))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, data) = self.take()?;
        let mut pieces = vec![data];
        while u16_at(self.rest, 0) == Some(CONTINUE) {
            match self.take() {
                Some((_, more)) => pieces.push(more),
                None => break,
            }
        }
        Some(Record { kind, pieces })
    }
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes
        .get(at..at + 2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16_at(bytes, at)?) | u32::from(u16_at(bytes, at + 2)?) << 16)
}

pub(super) fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    let low = u64::from(u32_at(bytes, at)?);
    Some(f64::from_bits(
        low | u64::from(u32_at(bytes, at + 4)?) << 32,
    ))
}

/// A number packed into four bytes.
pub(super) fn packed(bits: u32) -> f64 {
    let number = match bits & 2 {
        0 => f64::from_bits(u64::from(bits & !3) << 32),
        _ => f64::from(bits as i32 >> 2),
    };
    if bits & 1 == 0 {
        number
    } else {
        number / 100.0
    }
}

/// A reader over the pieces of a record, for texts that run on from one to the next.
pub(super) struct Pieces<'a> {
    pieces: &'a [&'a [u8]],
    at: usize,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(pieces: &'a [&'a [u8]], at: usize) -> Pieces<'a> {
        Pieces { pieces, at }
    }

    /// Moves on to the piece that has bytes left.
    fn settle(&mut self) -> bool {
        while let Some(piece) = self.pieces.first() {
            if self.at < piece.len() {
                return true;
            }
            self.pieces = &self.pieces[1..];
            self.at = 0;
        }
        false
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        self.settle();
        let byte = *self.pieces.first()?.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    pub(super) fn word(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    pub(super) fn long(&mut self) -> Option<u32> {
        Some(u32::from(self.word()?) | u32::from(self.word()?) << 16)
    }

    fn skip(&mut self, mut bytes: usize) {
        while bytes > 0 && self.settle() {
            let here = self
                .pieces
                .first()
                .map_or(0, |piece| piece.len() - self.at)
                .min(bytes);
            self.at += here;
            bytes -= here;
        }
    }

    /// Characters of a text; each further piece says anew how wide they are.
    fn characters(&mut self, count: usize, wide: bool) -> Option<String> {
        let mut wide = wide;
        let mut units = Vec::new();
        while units.len() < count {
            let at_end = self
                .pieces
                .first()
                .is_none_or(|piece| self.at >= piece.len());
            if at_end {
                if !self.settle() {
                    return None;
                }
                wide = self.byte()? & 1 == 1;
            }
            units.push(if wide {
                self.word()?
            } else {
                u16::from(self.byte()?)
            });
        }
        Some(String::from_utf16_lossy(&units))
    }

    /// A text with the length of its kind before it, its fonts and sounds after it.
    pub(super) fn text(&mut self, count: usize) -> Option<String> {
        let flags = self.byte()?;
        let fonts = if flags & 8 == 0 {
            0
        } else {
            usize::from(self.word()?) * 4
        };
        let sounds = if flags & 4 == 0 {
            0
        } else {
            self.long()? as usize
        };
        let text = self.characters(count, flags & 1 == 1)?;
        self.skip(fonts);
        self.skip(sounds);
        Some(text)
    }
}

/// The texts that cells refer to by number; a list cut off ends early.
pub(super) fn shared_texts(record: &Record<'_>, words: &mut Words) -> Vec<Arc<str>> {
    let mut pieces = Pieces::new(&record.pieces, 4);
    let count = pieces.long().unwrap_or(0);
    let mut texts = Vec::new();
    for _ in 0..count {
        let Some(length) = pieces.word() else { break };
        let Some(text) = pieces.text(usize::from(length)) else {
            break;
        };
        texts.push(words.share(&text));
    }
    texts
}

/// A text before 1997: bytes in the code page of the workbook.
pub(super) fn old_text(bytes: &[u8], encoding: &'static Encoding) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// The encoding of a code page number.
pub(super) fn code_page(number: u16) -> &'static Encoding {
    match number {
        932 => encoding_rs::SHIFT_JIS,
        949 => encoding_rs::EUC_KR,
        950 => encoding_rs::BIG5,
        1251 => encoding_rs::WINDOWS_1251,
        1252 => encoding_rs::WINDOWS_1252,
        65001 => encoding_rs::UTF_8,
        _ => encoding_rs::GB18030,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers() {
        assert_eq!(packed(0x3FF0_0000), 1.0);
        assert_eq!(packed(0x3FF0_0001), 0.01);
        assert_eq!(packed((1234 << 2) | 2), 1234.0);
        assert_eq!(packed((1234 << 2) | 3), 12.34);
        assert_eq!(packed(((-5i32) << 2) as u32 | 2), -5.0);
    }

    #[test]
    fn a_text_runs_on_in_another_width() {
        let first: &[u8] = &[0, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, b'a'];
        let second: &[u8] = &[1, 0x66, 0x5b, b'c', 0];
        let record = Record {
            kind: 0x00FC,
            pieces: vec![first, second],
        };
        let texts = shared_texts(&record, &mut Words::default());
        assert_eq!(texts[0].as_ref(), "a\u{5b66}c");
    }
}
