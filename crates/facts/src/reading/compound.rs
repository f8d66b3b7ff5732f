//! Compound files: the container of old Excel workbooks, and of workbooks locked with a password.
//!
//! Read-only and small on purpose: only what finds a stream by its name. Every chain is bounded by
//! the number of sectors the file really has, so a chain that bites its tail ends in an error.

use std::io::{self, Read, Seek, SeekFrom};

const END: u32 = 0xFFFF_FFFE;
const MAX_REGULAR: u32 = 0xFFFF_FFF9;
const HEADER: usize = 512;
/// Sector numbers of the allocation table that stand in the header itself.
const IN_HEADER: usize = 109;
const ENTRY: usize = 128;

/// A compound file whose directory has been read.
pub(crate) struct Compound<'a, S: ?Sized> {
    source: &'a mut S,
    sector: usize,
    sectors: u32,
    cutoff: u64,
    table: Vec<u32>,
    mini_table: Vec<u32>,
    root: Option<Entry>,
    streams: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    name: String,
    start: u32,
    size: u64,
}

impl<'a, S: Read + Seek + ?Sized> Compound<'a, S> {
    pub(crate) fn open(source: &'a mut S) -> io::Result<Compound<'a, S>> {
        let length = source.seek(SeekFrom::End(0))?;
        source.seek(SeekFrom::Start(0))?;
        let mut header = [0u8; HEADER];
        source.read_exact(&mut header)?;
        let sector = match u16_at(&header, 30) {
            9 => 512,
            12 => 4096,
            _ => return Err(invalid("sector size")),
        };
        let sectors = u32::try_from(length.div_ceil(sector as u64)).map_err(|_| invalid("size"))?;
        let mut file = Compound {
            source,
            sector,
            sectors,
            cutoff: u64::from(u32_at(&header, 56)),
            table: Vec::new(),
            mini_table: Vec::new(),
            root: None,
            streams: Vec::new(),
        };
        file.read_table(&header)?;
        file.read_directory(u32_at(&header, 48), u16_at(&header, 26) == 3)?;
        file.mini_table = numbers(&file.chain(u32_at(&header, 60), u64::MAX)?);
        Ok(file)
    }

    /// True when there is a stream of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.streams
            .iter()
            .any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream, at most so many.
    pub(crate) fn stream(&mut self, name: &str, most: u64) -> io::Result<Option<Vec<u8>>> {
        let found = self
            .streams
            .iter()
            .find(|entry| entry.name.eq_ignore_ascii_case(name));
        let Some(entry) = found.cloned() else {
            return Ok(None);
        };
        if entry.size > most {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        let bytes = match entry.size < self.cutoff {
            true => self.mini_stream(&entry)?,
            false => self.chain(entry.start, entry.size)?,
        };
        Ok(Some(bytes))
    }

    fn read_sector(&mut self, id: u32, into: &mut Vec<u8>) -> io::Result<()> {
        if id > MAX_REGULAR || id >= self.sectors {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
        }
        self.source
            .seek(SeekFrom::Start((u64::from(id) + 1) * self.sector as u64))?;
        let start = into.len();
        let read = (&mut *self.source)
            .take(self.sector as u64)
            .read_to_end(into)?;
        // The last sector of a file is often cut short.
        if read == 0 {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
        }
        into.resize(start + self.sector, 0);
        Ok(())
    }

    /// The allocation table, whose own sectors are listed in the header and in a chain after it.
    fn read_table(&mut self, header: &[u8]) -> io::Result<()> {
        let mut listed = numbers(&header[HEADER - IN_HEADER * 4..]);
        let mut next = u32_at(header, 68);
        let mut steps = 0;
        while next <= MAX_REGULAR {
            steps += 1;
            let mut sector = Vec::new();
            self.read_sector(next, &mut sector)?;
            let mut more = numbers(&sector);
            next = more.pop().unwrap_or(END);
            listed.extend(more);
            if steps > self.sectors {
                return Err(invalid("allocation table"));
            }
        }
        let mut bytes = Vec::new();
        for id in listed.into_iter().filter(|id| *id <= MAX_REGULAR) {
            if bytes.len() / self.sector > self.sectors as usize {
                return Err(invalid("allocation table"));
            }
            self.read_sector(id, &mut bytes)?;
        }
        self.table = numbers(&bytes);
        Ok(())
    }

    /// The sectors of a chain, up to so many bytes.
    fn chain(&mut self, start: u32, size: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut next = start;
        let mut steps = 0;
        while next <= MAX_REGULAR && (bytes.len() as u64) < size {
            steps += 1;
            if steps > self.sectors {
                return Err(invalid("chain"));
            }
            self.read_sector(next, &mut bytes)?;
            next = self
                .table
                .get(next as usize)
                .copied()
                .ok_or_else(|| invalid("chain"))?;
        }
        if size != u64::MAX {
            if (bytes.len() as u64) < size {
                return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
            }
            bytes.truncate(size as usize);
        }
        Ok(bytes)
    }

    fn mini_stream(&mut self, entry: &Entry) -> io::Result<Vec<u8>> {
        const MINI: usize = 64;
        let Some(root) = self.root.clone() else {
            return Err(invalid("root"));
        };
        let holder = self.chain(root.start, root.size)?;
        let mut bytes = Vec::new();
        let mut next = entry.start;
        while (bytes.len() as u64) < entry.size {
            let at = (next as usize).saturating_mul(MINI);
            let piece = holder.get(at..).ok_or_else(|| invalid("mini stream"))?;
            if piece.is_empty() || bytes.len() > holder.len() {
                return Err(invalid("mini stream"));
            }
            bytes.extend_from_slice(&piece[..MINI.min(piece.len())]);
            next = self.mini_table.get(next as usize).copied().unwrap_or(END);
        }
        bytes.truncate(entry.size as usize);
        Ok(bytes)
    }

    fn read_directory(&mut self, start: u32, short_sizes: bool) -> io::Result<()> {
        let directory = self.chain(start, u64::MAX)?;
        for bytes in directory.chunks_exact(ENTRY) {
            let length = usize::from(u16_at(bytes, 64)).clamp(2, 64) - 2;
            let units = bytes[..length]
                .chunks_exact(2)
                .map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            let name = char::decode_utf16(units)
                .map(|c| c.unwrap_or('\u{fffd}'))
                .collect();
            let size = u64::from(u32_at(bytes, 120));
            let high = if short_sizes {
                0
            } else {
                u64::from(u32_at(bytes, 124))
            };
            let entry = Entry {
                name,
                start: u32_at(bytes, 116),
                size: size | high << 32,
            };
            match bytes[66] {
                2 => self.streams.push(entry),
                5 => self.root = Some(entry),
                _ => {}
            }
        }
        Ok(())
    }
}

fn invalid(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("compound file: {what}"))
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes
        .get(at..at + 2)
        .map_or(0, |pair| u16::from_le_bytes([pair[0], pair[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from(u16_at(bytes, at)) | u32::from(u16_at(bytes, at + 2)) << 16
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|four| u32_at(four, 0)).collect()
}
