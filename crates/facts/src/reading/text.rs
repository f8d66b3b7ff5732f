//! Text files with one row a line (CSV, TSV), read line by line in bounded memory.
//!
//! The splitting is our own because places matter: an empty line counts as a row here, as it does
//! in a spreadsheet, and a quote that is never closed must not swallow a gigabyte.

use std::io::{self, Read, Seek, SeekFrom};

use encoding_rs::{CoderResult, Decoder, Encoding};
use memchr::{memchr, memchr2, memchr3};

use super::cell::Fields;
use super::{Limits, ReadSeek};

const CHUNK: usize = 64 << 10;
/// Bytes of one row.
const LONGEST_ROW: usize = 4 << 20;
/// Open quotes after which only their own line is lost.
const PATIENCE: u32 = 200;

/// Damaged cells that are remembered one by one.
const DAMAGED: usize = 200;

/// What became of asking for the next line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// A row stands in the fields.
    Row,
    /// The row was too long and was skipped; it took so many lines.
    TooLong { lines: u32 },
    /// A quote was opened in the row and never closed, or too late; so many lines were lost by it.
    QuoteOpen { lines: u32 },
    /// No more rows are read, because there are too many.
    Limit,
    /// The file has ended.
    End,
}

/// A text file being read.
pub(crate) struct TextReader<'a> {
    source: Box<dyn ReadSeek + 'a>,
    encoding: &'static Encoding,
    decoder: Decoder,
    delimiter: u8,
    raw: Vec<u8>,
    raw_at: usize,
    raw_end: usize,
    source_ended: bool,
    chunk: String,
    at: usize,
    /// Rows given so far.
    row: u32,
    max_rows: u32,
    max_columns: usize,
    max_field: usize,
    /// What the quotes at hand have taken.
    taken: String,
    /// How many more open quotes are forgiven.
    patience: u32,
    /// Some bytes were no character of the encoding.
    bad_bytes: bool,
    /// Cells with characters that the encoding does not know: how many, and row and column of the first.
    pub(crate) damaged: usize,
    pub(crate) damaged_cells: Vec<(u32, u16)>,
}

impl<'a> TextReader<'a> {
    pub(crate) fn new(
        source: Box<dyn ReadSeek + 'a>,
        encoding: &'static Encoding,
        limits: &Limits,
    ) -> io::Result<TextReader<'a>> {
        let mut reader = TextReader {
            source,
            encoding,
            decoder: encoding.new_decoder(),
            delimiter: b',',
            raw: vec![0; CHUNK],
            raw_at: 0,
            raw_end: 0,
            source_ended: false,
            chunk: String::new(),
            at: 0,
            row: 0,
            max_rows: limits.max_rows,
            max_columns: limits.max_columns,
            max_field: limits.max_field_bytes,
            taken: String::new(),
            patience: 0,
            bad_bytes: false,
            damaged: 0,
            damaged_cells: Vec::new(),
        };
        reader.rewind()?;
        reader.fill()?;
        reader.delimiter = detect_delimiter(&reader.chunk);
        Ok(reader)
    }

    /// Starts again at the first line.
    pub(crate) fn rewind(&mut self) -> io::Result<()> {
        self.source.seek(SeekFrom::Start(0))?;
        self.decoder = self.encoding.new_decoder();
        (self.raw_at, self.raw_end, self.at, self.row) = (0, 0, 0, 0);
        self.source_ended = false;
        self.damaged = 0;
        self.damaged_cells.clear();
        self.patience = PATIENCE;
        self.chunk.clear();
        Ok(())
    }

    /// Rows given since the beginning.
    pub(crate) fn row(&self) -> u32 {
        self.row
    }

    /// Decodes the next piece of the file; false at its end.
    fn fill(&mut self) -> io::Result<bool> {
        self.chunk.clear();
        self.at = 0;
        while self.chunk.is_empty() {
            if self.raw_at == self.raw_end && !self.source_ended {
                self.raw_at = 0;
                self.raw_end = self.source.read(&mut self.raw)?;
                self.source_ended = self.raw_end == 0;
            }
            let raw = &self.raw[self.raw_at..self.raw_end];
            self.chunk.reserve(CHUNK * 3);
            let (result, read, bad) =
                self.decoder
                    .decode_to_string(raw, &mut self.chunk, self.source_ended);
            self.raw_at += read;
            self.bad_bytes |= bad;
            if self.source_ended && result == CoderResult::InputEmpty {
                // A decoder may be asked for its end only once.
                self.decoder = self.encoding.new_decoder_without_bom_handling();
                return Ok(!self.chunk.is_empty());
            }
        }
        Ok(true)
    }

    /// The next byte without taking it.
    fn peek(&mut self) -> io::Result<Option<u8>> {
        if self.at == self.chunk.len() && !self.fill()? {
            return Ok(None);
        }
        Ok(self.chunk.as_bytes().get(self.at).copied())
    }

    /// Reads the next row into `fields`.
    pub(crate) fn next(&mut self, fields: &mut Fields) -> io::Result<Next> {
        fields.clear();
        if self.peek()?.is_none() {
            return Ok(Next::End);
        }
        if self.row >= self.max_rows {
            return Ok(Next::Limit);
        }
        let next = self.record(fields)?;
        if self.bad_bytes && fields.text.contains('\u{fffd}') {
            self.note_damage(fields);
        }
        self.row = self.row.saturating_add(1);
        Ok(next)
    }

    fn note_damage(&mut self, fields: &Fields) {
        let field = |column: &usize| fields.get(*column).unwrap_or_default();
        for column in (0..fields.len()).filter(|column| field(column).contains('\u{fffd}')) {
            self.damaged += 1;
            if self.damaged_cells.len() < DAMAGED {
                self.damaged_cells.push((self.row, column as u16));
            }
        }
    }

    fn record(&mut self, fields: &mut Fields) -> io::Result<Next> {
        loop {
            let start = fields.text.len();
            if self.peek()? == Some(b'"') {
                self.at += 1;
                if !self.quoted(fields, start)? {
                    return self.give_back();
                }
            }
            if !self.plain(fields, start)? || fields.len() >= self.max_columns {
                return self.skip_line();
            }
            fields.end_field();
            match self.peek()? {
                Some(byte) if byte == self.delimiter => self.at += 1,
                Some(_) => {
                    self.end_line()?;
                    return Ok(Next::Row);
                }
                None => return Ok(Next::Row),
            }
        }
    }

    /// Passes over the end of a line: `\n`, `\r` or both.
    fn end_line(&mut self) -> io::Result<()> {
        let ended = self.peek()?;
        self.at += usize::from(ended.is_some());
        if ended == Some(b'\r') && self.peek()? == Some(b'\n') {
            self.at += 1;
        }
        Ok(())
    }

    /// True when the field that began at `start`, or its row, is too long.
    fn too_long(&self, fields: &Fields, start: usize) -> bool {
        fields.text.len() - start > self.max_field || fields.text.len() > LONGEST_ROW
    }

    /// Takes characters up to the end of the field; false when there are too many.
    fn plain(&mut self, fields: &mut Fields, start: usize) -> io::Result<bool> {
        let delimiter = self.delimiter;
        while self.peek()?.is_some() {
            let rest = &self.chunk[self.at..];
            let length = memchr3(delimiter, b'\n', b'\r', rest.as_bytes());
            fields.text.push_str(&rest[..length.unwrap_or(rest.len())]);
            self.at += length.unwrap_or(rest.len());
            if self.too_long(fields, start) {
                return Ok(false);
            }
            if length.is_some() {
                break;
            }
        }
        Ok(true)
    }

    /// Takes characters up to the closing quote; false when it does not come, or not soon enough.
    fn quoted(&mut self, fields: &mut Fields, start: usize) -> io::Result<bool> {
        self.taken.clear();
        while self.peek()?.is_some() {
            let rest = &self.chunk[self.at..];
            let length = memchr(b'"', rest.as_bytes());
            let piece = &rest[..length.unwrap_or(rest.len())];
            self.taken.push_str(piece);
            fields.text.push_str(piece);
            self.at += piece.len();
            if self.too_long(fields, start) {
                return Ok(false);
            }
            if length.is_some() {
                self.at += 1;
                if self.peek()? != Some(b'"') {
                    return Ok(true);
                }
                self.at += 1;
                fields.text.push('"');
                self.taken.push_str("\"\"");
            }
        }
        Ok(false)
    }

    /// Gives back what an open quote has taken beyond its line, so that only that line is lost.
    ///
    /// Only so many times: a file of nothing but open quotes would be read over and over.
    fn give_back(&mut self) -> io::Result<Next> {
        match memchr2(b'\n', b'\r', self.taken.as_bytes()) {
            Some(end) if self.patience > 0 => {
                self.patience -= 1;
                let mut chunk = self.taken.split_off(end);
                chunk.push_str(&self.chunk[self.at..]);
                self.chunk = chunk;
                self.at = 0;
                self.end_line()?;
                Ok(Next::QuoteOpen { lines: 1 })
            }
            _ => {
                let lines = line_ends(&self.taken) + 1;
                self.skip_line()?;
                Ok(Next::QuoteOpen { lines })
            }
        }
    }

    /// Passes over the rest of the line.
    fn skip_line(&mut self) -> io::Result<Next> {
        while self.peek()?.is_some() {
            let rest = &self.chunk.as_bytes()[self.at..];
            match memchr2(b'\n', b'\r', rest) {
                Some(end) => {
                    self.at += end;
                    self.end_line()?;
                    break;
                }
                None => self.at += rest.len(),
            }
        }
        Ok(Next::TooLong { lines: 1 })
    }
}

/// How many lines end in a text; `\r\n` ends one.
fn line_ends(text: &str) -> u32 {
    let mut before = 0;
    let ends = text.bytes().filter(|byte| {
        let ends = *byte == b'\r' || (*byte == b'\n' && before != b'\r');
        before = *byte;
        ends
    });
    ends.count() as u32
}

/// The sign between fields: the one that stands equally often in most of the first lines.
fn detect_delimiter(text: &str) -> u8 {
    let mut best = (0, 0, b',');
    for delimiter in [b'\t', b';', b','] {
        let counts = count_per_line(text, delimiter);
        let most = counts.iter().copied().max().unwrap_or(0);
        let agreeing = counts
            .iter()
            .filter(|count| **count == most && most > 0)
            .count();
        if (agreeing, most) > (best.0, best.1) {
            best = (agreeing, most, delimiter);
        }
    }
    best.2
}

fn count_per_line(text: &str, delimiter: u8) -> Vec<usize> {
    let mut counts = vec![0];
    let (mut quoted, mut before) = (false, 0);
    for byte in text.bytes() {
        let ends = byte == b'\r' || (byte == b'\n' && before != b'\r');
        before = byte;
        match byte {
            b'"' => quoted = !quoted,
            _ if ends && !quoted && counts.len() == 20 => break,
            _ if ends && !quoted => counts.push(0),
            _ if byte == delimiter && !quoted => {
                if let Some(count) = counts.last_mut() {
                    *count += 1;
                }
            }
            _ => {}
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{GB18030, UTF_8};
    use std::io::Cursor;

    fn read_all(bytes: &[u8], encoding: &'static Encoding, limits: &Limits) -> Vec<String> {
        let source = Box::new(Cursor::new(bytes.to_vec()));
        let mut reader = TextReader::new(source, encoding, limits).unwrap();
        let mut fields = Fields::default();
        let mut rows = Vec::new();
        loop {
            match reader.next(&mut fields).unwrap() {
                Next::Row => {
                    let row: Vec<&str> =
                        (0..fields.len()).map(|i| fields.get(i).unwrap()).collect();
                    rows.push(row.join("|"));
                }
                Next::End => return rows,
                Next::Limit => {
                    rows.push("limit".to_owned());
                    return rows;
                }
                other => rows.push(format!("{other:?}")),
            }
        }
    }

    fn rows(text: &str) -> Vec<String> {
        read_all(text.as_bytes(), UTF_8, &Limits::default())
    }

    #[test]
    fn splits_lines_and_fields() {
        assert_eq!(rows("a,b\nc,d\n"), ["a|b", "c|d"]);
        assert_eq!(rows("a,b\r\n\r\nc,d"), ["a|b", "", "c|d"]);
        assert_eq!(rows("a;b\nc;d"), ["a|b", "c|d"]);
        assert_eq!(rows("a\tb,c\nd\te,f"), ["a|b,c", "d|e,f"]);
        assert_eq!(rows("\u{feff}甲,乙\n"), ["甲|乙"]);
        assert_eq!(rows("a,\"b \"\"q\"\"\nx\",c\n"), ["a|b \"q\"\nx|c"]);
        assert_eq!(rows("a,b\rc,d\r"), ["a|b", "c|d"]);
        assert_eq!(rows("a,\n,"), ["a|", "|"]);
        assert_eq!(rows(""), Vec::<String>::new());
    }

    #[test]
    fn reads_the_national_encoding() {
        let (bytes, _, _) = GB18030.encode("学校,学生\n甲小学,１２\n");
        assert_eq!(
            read_all(&bytes, GB18030, &Limits::default()),
            ["学校|学生", "甲小学|１２"]
        );
    }

    #[test]
    fn an_open_quote_costs_its_field_and_no_more() {
        let limits = Limits {
            max_field_bytes: 20,
            ..Limits::default()
        };
        let text = format!("a,b\n\"{}\nc,d\n", "x".repeat(50));
        let open = "QuoteOpen { lines: 1 }";
        assert_eq!(
            read_all(text.as_bytes(), UTF_8, &limits),
            ["a|b", open, "c|d"]
        );
        assert_eq!(rows("a,b\n\"c,d\ne,f\ng,h"), ["a|b", open, "e|f", "g|h"]);
        assert_eq!(rows("a,b\n\"c,d"), ["a|b", open]);
    }

    #[test]
    fn lines_may_end_in_any_way() {
        let limits = Limits {
            max_field_bytes: 20,
            ..Limits::default()
        };
        for end in ["\n", "\r", "\r\n"] {
            let read = |lines: &[&str]| read_all(lines.join(end).as_bytes(), UTF_8, &limits);
            let long = "x".repeat(50);
            assert_eq!(
                read(&["a;b", &long, "c;d", "e;f"]),
                ["a|b", "TooLong { lines: 1 }", "c|d", "e|f"]
            );
            assert_eq!(
                read(&["a;b", "\"c;d", "e;f", ""]),
                ["a|b", "QuoteOpen { lines: 1 }", "e|f"]
            );
        }
        assert_eq!(line_ends("a\r\nb\rc\n\n"), 4);
    }

    #[test]
    fn a_row_of_many_fields_is_not_taken_whole() {
        let row = format!("{}\n", "xxxxxxxx,".repeat(LONGEST_ROW / 8 + 9));
        let limits = Limits {
            max_columns: usize::MAX,
            ..Limits::default()
        };
        let read = read_all(format!("a,b\n{row}c,d\n").as_bytes(), UTF_8, &limits);
        assert_eq!(read, ["a|b", "TooLong { lines: 1 }", "c|d"]);
    }

    #[test]
    fn stops_at_the_limit_of_rows() {
        let limits = Limits {
            max_rows: 2,
            ..Limits::default()
        };
        assert_eq!(read_all(b"a\nb\nc\n", UTF_8, &limits), ["a", "b", "limit"]);
        assert_eq!(read_all(b"a\nb\n", UTF_8, &limits), ["a", "b"]);
    }

    #[test]
    fn pieces_of_the_file_join_without_a_seam() {
        let row = "甲小学,\"一,二\",3\n";
        let text = row.repeat(20_000);
        let read = rows(&text);
        assert_eq!(read.len(), 20_000);
        assert!(read.iter().all(|row| row == "甲小学|一,二|3"));
    }

    use proptest::prelude::*;

    proptest! {
        #[test]
        fn reads_what_another_program_writes(
            rows in prop::collection::vec(prop::collection::vec("[^\u{feff}\0]{0,12}", 2..5), 1..8),
        ) {
            let mut writer = csv::WriterBuilder::new().flexible(true).quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
            rows.iter().for_each(|row| writer.write_record(row).unwrap());
            let bytes = writer.into_inner().unwrap();
            let source = Box::new(Cursor::new(bytes));
            let mut reader = TextReader::new(source, UTF_8, &Limits::default()).unwrap();
            reader.delimiter = b',';
            let mut fields = Fields::default();
            for row in &rows {
                prop_assert_eq!(reader.next(&mut fields).unwrap(), Next::Row);
                let read: Vec<&str> = (0..fields.len()).map(|i| fields.get(i).unwrap()).collect();
                prop_assert_eq!(&read, row);
            }
            prop_assert_eq!(reader.next(&mut fields).unwrap(), Next::End);
        }
    }
}
