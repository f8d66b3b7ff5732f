//! What is a file really? Told by its content, never by its name.

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Nothing at all.
    Empty,
    /// A zip package that still has to be looked into.
    Package,
    /// A compound file that still has to be looked into.
    Compound,
    /// Excel 2007 and later.
    Xlsx,
    /// Excel up to 2003.
    Xls,
    /// OpenDocument spreadsheet.
    Ods,
    /// A web page; many systems export tables as one and call it `.xls`.
    Html,
    /// Lines of text.
    Text,
    /// Something that is not read; the word is a key of the messages.
    Other(&'static str),
}

const MAGIC: &[(&[u8], Kind)] = &[
    (b"PK\x03\x04", Kind::Package),
    (b"PK\x05\x06", Kind::Other("zip")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind::Compound),
    (b"%PDF", Kind::Other("pdf")),
    (b"{\\rtf", Kind::Other("rtf")),
    (b"\x09\x00\x04\x00", Kind::Other("xls2")),
    (b"\x09\x02\x06\x00", Kind::Other("xls2")),
    (b"\x09\x04\x06\x00", Kind::Other("xls2")),
    (b"\x09\x08\x08\x00", Kind::Other("xls2")),
    (b"\x09\x08\x10\x00", Kind::Other("xls2")),
    (b"Rar!", Kind::Other("rar")),
    (b"7z\xbc\xaf", Kind::Other("sevenz")),
    (b"\x1f\x8b", Kind::Other("gzip")),
    (b"\x89PNG", Kind::Other("image")),
    (b"\xff\xd8\xff", Kind::Other("image")),
    (b"GIF8", Kind::Other("image")),
    (b"SQLite format 3", Kind::Other("database")),
];

/// The kind that the first bytes of a file tell.
pub(crate) fn kind_of(start: &[u8]) -> Kind {
    if start.is_empty() {
        return Kind::Empty;
    }
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| start.starts_with(magic)) {
        return *kind;
    }
    let wide = start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff");
    let marks: Vec<u8> = start.iter().copied().filter(|byte| *byte != 0).collect();
    if !wide && marks.len() < start.len() {
        return Kind::Other("binary");
    }
    markup(&String::from_utf8_lossy(&marks).to_lowercase())
}

fn markup(text: &str) -> Kind {
    let text = text.trim_start_matches(|c: char| !c.is_ascii_graphic());
    if text.starts_with("<?xml") && text.contains("office:spreadsheet") {
        return Kind::Other("xml2003");
    }
    let page = text.starts_with('<')
        && [
            "<html",
            "<table",
            "<!doctype html",
            "<head",
            "<meta",
            "<body",
            "<style",
        ]
        .iter()
        .any(|tag| text.contains(tag));
    if page {
        return Kind::Html;
    }
    if text.starts_with("mime-version:") {
        return Kind::Other("mht");
    }
    if text.starts_with("<?xml") {
        return Kind::Other("xml");
    }
    Kind::Text
}

/// The kind a file's name promises.
pub(crate) fn promised(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    ["xlsx", "xls", "ods", "csv", "tsv", "txt", "html"]
        .into_iter()
        .find(|known| ending.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_by_content() {
        assert_eq!(kind_of(b""), Kind::Empty);
        assert_eq!(kind_of(b"%PDF-1.7"), Kind::Other("pdf"));
        assert_eq!(kind_of(b"PK\x03\x04rest"), Kind::Package);
        assert_eq!(kind_of("\u{feff}<html><table>".as_bytes()), Kind::Html);
        assert_eq!(kind_of(b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"), Kind::Other("xml2003"));
        assert_eq!(kind_of("学校,学生".as_bytes()), Kind::Text);
        assert_eq!(kind_of(b"a,b\0\0"), Kind::Other("binary"));
        assert_eq!(kind_of(b"\xff\xfea\0,\0"), Kind::Text);
        assert_eq!(kind_of(b"\xd1\xa7\xd0\xa3,1"), Kind::Text);
    }
}
