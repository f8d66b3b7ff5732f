//! Workbooks whose container is sound and one of whose parts is not: the bytes get past the zip.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK_RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const SHEET: &str = r#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>1</v></c></row></sheetData></worksheet>"#;
const MANIFEST: &str = r#"<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#;
const MIME: &str = "application/vnd.oasis.opendocument.spreadsheet";

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer
            .start_file(*name, options)
            .expect("memory takes every file");
        writer.write_all(bytes).expect("memory takes every byte");
    }
    writer
        .finish()
        .expect("memory takes the directory")
        .into_inner()
}

/// An Excel workbook one of whose parts is `bytes`.
pub fn xlsx(part: &str, bytes: &[u8]) -> Vec<u8> {
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS.as_bytes()),
        ("xl/worksheets/sheet1.xml", SHEET.as_bytes()),
    ];
    parts.retain(|(name, _)| *name != part);
    parts.push((part, bytes));
    package(&parts)
}

/// An OpenDocument spreadsheet whose content is `bytes`.
pub fn ods(bytes: &[u8]) -> Vec<u8> {
    package(&[
        ("mimetype", MIME.as_bytes()),
        ("META-INF/manifest.xml", MANIFEST.as_bytes()),
        ("content.xml", bytes),
    ])
}

/// A compound file with one stream, `Workbook`: header, one sector of directory, one of allocation
/// table, then the stream.
pub fn xls(bytes: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 512;
    const END: u32 = 0xFFFF_FFFE;
    const FREE: u32 = 0xFFFF_FFFF;
    // At most as many sectors as one sector of the table lists, and never so few that the stream
    // would belong into the mini stream.
    let mut stream = bytes[..bytes.len().min(100 * SECTOR)].to_vec();
    let length = stream.len().max(4096);
    stream.resize(length.next_multiple_of(SECTOR), 0);
    let sectors = stream.len() / SECTOR;
    let mut header = vec![0u8; SECTOR];
    header[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    header[24..28].copy_from_slice(&[0x3E, 0, 3, 0]);
    header[28..32].copy_from_slice(&[0xFE, 0xFF, 9, 0]);
    header[32] = 6;
    let mut put = |at: usize, value: u32| header[at..at + 4].copy_from_slice(&value.to_le_bytes());
    put(44, 1);
    put(48, 0);
    put(56, 4096);
    put(60, END);
    put(68, END);
    put(76, 1);
    (1..109).for_each(|entry| put(76 + entry * 4, FREE));
    let mut directory = vec![0u8; SECTOR];
    entry(&mut directory[..128], "Root Entry", 5, END, 0);
    entry(&mut directory[128..256], "Workbook", 2, 2, length as u32);
    let mut table = vec![END, 0xFFFF_FFFD];
    table.extend((0..sectors).map(|sector| {
        if sector + 1 < sectors {
            sector as u32 + 3
        } else {
            END
        }
    }));
    table.resize(SECTOR / 4, FREE);
    let mut file = header;
    file.extend(directory);
    file.extend(table.into_iter().flat_map(u32::to_le_bytes));
    file.extend(stream);
    file
}

fn entry(bytes: &mut [u8], name: &str, kind: u8, start: u32, size: u32) {
    for (at, unit) in name.encode_utf16().enumerate() {
        bytes[at * 2..at * 2 + 2].copy_from_slice(&unit.to_le_bytes());
    }
    bytes[64] = (name.len() as u8 + 1) * 2;
    bytes[66] = kind;
    bytes[116..120].copy_from_slice(&start.to_le_bytes());
    bytes[120..124].copy_from_slice(&size.to_le_bytes());
}
