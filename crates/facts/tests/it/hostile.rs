//! Files made to fill the machine or to make the reader stumble: each gets a clear word.

use std::io::{Cursor, Write};

use facts::Options;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::rows::FORM;
use crate::support::{form, read, stages};

const TYPES: &str = "<Types/>";
const RELS: &str = r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK_RELS: &str = r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>"#;

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn xlsx(sheet: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let mut parts = vec![
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELS),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    parts.extend(more);
    zipped(&parts)
}

fn ods(table: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><table:table table:name=\"s\">{table}</table:table></office:document-content>"
    );
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", &content),
    ])
}

/// Codes of what is found in a file, and how many schools it holds.
fn found(name: &str, bytes: Vec<u8>) -> (Vec<String>, usize) {
    let form = form(
        FORM,
        &stages(&[("primary", "小学"), ("junior", "初中"), ("senior", "高中")]),
    );
    let options = Options {
        default_county: Some("某县".to_owned()),
        default_year: Some(2025),
        ..Options::default()
    };
    let imported = read(vec![(name, bytes)], &[form], &[], &options);
    let codes = imported
        .findings
        .into_iter()
        .map(|finding| finding.code)
        .collect();
    (codes, imported.tables[0].len())
}

const CELL: &str =
    "<table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell>";

#[test]
fn a_workbook_that_promises_too_many_texts() {
    let strings = "<sst uniqueCount=\"99999999999999\"><si><t>a</t></si></sst>";
    let file = xlsx(
        "<worksheet><sheetData/></worksheet>",
        &[("xl/sharedStrings.xml", strings)],
    );
    assert_eq!(found("x.xlsx", file).0, ["file-damaged"]);
}

#[test]
fn rows_and_columns_repeated_without_end() {
    let rows = format!(
        "<table:table-row table:number-rows-repeated=\"4000000000\">{CELL}</table:table-row>"
    );
    assert_eq!(found("x.ods", ods(&rows)).0, ["file-too-many-cells"]);
    let columns = CELL.replace(
        "<table:table-cell",
        "<table:table-cell table:number-columns-repeated=\"4000000000\"",
    );
    let row = format!("<table:table-row>{columns}</table:table-row>");
    assert_eq!(found("x.ods", ods(&row)).0, ["file-too-many-cells"]);
    // Empty ones cost nothing: spreadsheets end so.
    let empty = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    assert_eq!(found("x.ods", ods(empty)).0, ["file-without-sheets"]);
}

#[test]
fn spaces_counted_by_the_million() {
    let cell = CELL.replace("x</text:p>", "<text:s text:c=\"4000000000\"/>x</text:p>");
    let row = format!("<table:table-row>{cell}</table:table-row>");
    assert_eq!(found("x.ods", ods(&row)).0, ["sheet-unknown"]);
}

#[test]
fn a_table_that_never_ends() {
    let whole = ods("<table:table-row><table:table-cell/></table:table-row>");
    let cut = zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "content.xml",
            "<office:document-content><table:table table:name=\"s\"><table:table-row>",
        ),
    ]);
    assert_eq!(found("x.ods", whole).0, ["file-without-sheets"]);
    assert_eq!(found("x.ods", cut).0[0], "file-truncated");
}

#[test]
fn a_locked_spreadsheet() {
    let file = zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "META-INF/manifest.xml",
            "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>",
        ),
        ("content.xml", "scrambled"),
    ]);
    assert_eq!(found("x.ods", file).0, ["file-encrypted"]);
}

#[test]
fn cells_far_apart_and_wrongly_addressed() {
    let far = r#"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>"#;
    assert_eq!(found("x.xlsx", xlsx(far, &[])).0, ["sheet-unknown"]);
    let wrong = r#"<worksheet><sheetData><row r="9999999999"><c r="ZZZZZZ1"><v>1</v></c></row></sheetData></worksheet>"#;
    assert!(!found("x.xlsx", xlsx(wrong, &[])).0.is_empty());
}

#[test]
fn one_broken_sheet_does_not_cost_the_other() {
    let book = BOOK.replace(
        "</sheets>",
        "<sheet name=\"t\" sheetId=\"2\" r:id=\"r2\"/></sheets>",
    );
    let rels = BOOK_RELS.replace("</Relationships>", "<Relationship Id=\"r2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet2.xml\"/></Relationships>");
    let cell =
        |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let good = format!(
        "<worksheet><sheetData><row r=\"1\">{}{}</row><row r=\"2\">{}<c r=\"B2\"><v>2700</v></c></row></sheetData></worksheet>",
        cell("A1", "学校名称"),
        cell("B1", "教学及辅助用房面积"),
        cell("A2", "甲小学"),
    );
    let file = zipped(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELS),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &rels),
        ("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c"),
        ("xl/worksheets/sheet2.xml", &good),
    ]);
    let (codes, schools) = found("x.xlsx", file);
    assert_eq!(schools, 1, "{codes:?}");
    assert_eq!(codes, ["file-damaged", "read-by-titles", "codes-absent"]);
}

#[test]
fn compound_files_whose_chains_bite_their_tails() {
    for sector in [0u32, 1, 2, 0xFFFF_FFFD] {
        let mut file = vec![0u8; 512 * 4];
        file[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
        file[26..28].copy_from_slice(&3u16.to_le_bytes());
        file[30..32].copy_from_slice(&9u16.to_le_bytes());
        for at in [48usize, 60, 68, 76, 80] {
            file[at..at + 4].copy_from_slice(&sector.to_le_bytes());
        }
        for entry in 0..384 {
            let at = 512 + entry * 4;
            file[at..at + 4].copy_from_slice(&(entry as u32 % 3).to_le_bytes());
        }
        let (codes, schools) = found("x.xls", file);
        assert!(schools == 0 && !codes.is_empty());
    }
}

#[test]
fn one_long_text_said_many_times_costs_once() {
    let long = "很长".repeat(5_000);
    let strings = format!(
        "<sst><si><t>{long}</t></si><si><t>学校名称</t></si><si><t>教学及辅助用房面积</t></si></sst>"
    );
    let mut rows = String::from(
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" t=\"s\"><v>2</v></c></row>",
    );
    for row in 2..20_000 {
        rows += &format!(
            "<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c><c r=\"B{row}\"><v>1</v></c></row>"
        );
    }
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let (codes, schools) = found(
        "x.xlsx",
        xlsx(&sheet, &[("xl/sharedStrings.xml", &strings)]),
    );
    assert_eq!(schools, 0);
    assert!(
        codes.contains(&"text-too-long".to_owned()) && codes.len() < 250,
        "{}",
        codes.len()
    );
}

#[test]
fn one_head_over_every_column() {
    let long = "在校生数".repeat(2_000);
    for text in ["教学及辅助用房面积", &long] {
        let cell = format!("<c r=\"A1\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
        let sheet = format!(
            "<worksheet><sheetData><row r=\"1\">{cell}</row><row r=\"2\"><c r=\"XFD2\"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref=\"A1:XFD40\"/></mergeCells></worksheet>"
        );
        let (codes, schools) = found("x.xlsx", xlsx(&sheet, &[]));
        assert!(schools == 0 && codes.len() < 50, "{codes:?}");
    }
}

#[test]
fn a_wide_text_is_neither_held_whole_nor_told_whole() {
    let form = form(
        FORM,
        &stages(&[("primary", "小学"), ("junior", "初中"), ("senior", "高中")]),
    );
    let toml = "id = \"m\"\nform = \"school\"\ntitle = { zh = \"图\", en = \"Map\" }\nshape = \"cards\"\n[identity]\nname = \"学校名称\"\n[fixed]\ncounty = \"某县\"\nyear = 2025\n[[column]]\nhead = \"学生\"\nfield = \"pupils.primary\"\n";
    let options = Options {
        maps: vec![crate::support::map(toml, std::slice::from_ref(&form))],
        ..Options::default()
    };
    let line = "a,".repeat(2_000);
    let text = format!(
        "学校名称,甲小学\n学生,100\n{}",
        format!("{line}\n").repeat(1_000)
    );
    let imported = read(vec![("x.csv", text.into_bytes())], &[form], &[], &options);
    let told: Vec<&str> = imported.findings.iter().map(|f| f.code.as_str()).collect();
    assert_eq!(
        told,
        [
            "map-used",
            "text-rows-limit",
            "codes-absent",
            "heads-not-mapped"
        ]
    );
    assert_eq!(imported.findings[1].args[0].1, "247");
    let longest = imported
        .findings
        .iter()
        .flat_map(|f| &f.args)
        .map(|(_, value)| value.len());
    assert!(longest.max() < Some(500));
}
