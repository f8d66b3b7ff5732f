use std::io::{Cursor, Write};
use std::path::Path;

use app::evidence::kind::{Kind, Unfit, look};
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn told(file: &[u8], name: &str) -> Result<Kind, Unfit> {
    look(&mut Cursor::new(file), name).unwrap()
}

/// A zip with parts of these names.
fn package(parts: &[&str]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts {
        zip.start_file(*part, SimpleFileOptions::default()).unwrap();
        zip.write_all(b"<x/>").unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A compound file with streams of these names.
fn compound(streams: &[&str], storages: &[&str]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for storage in storages {
        file.create_storage(storage).unwrap();
    }
    for stream in streams {
        file.create_stream(stream).unwrap().write_all(b"x").unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

#[test]
fn office_is_told_by_what_stands_in_it() {
    let types = "[Content_Types].xml";
    let cases = [
        (
            package(&[types, "word/document.xml"]),
            "a.docx",
            Ok(Kind::Docx),
        ),
        (
            package(&["xl/workbook.xml", types]),
            "a.XLSX",
            Ok(Kind::Xlsx),
        ),
        (
            package(&[types, "ppt/presentation.xml"]),
            "a.pptx",
            Ok(Kind::Pptx),
        ),
        (
            package(&[types, "word/document.xml"]),
            "a.xlsx",
            Err(Unfit::Misnamed(Kind::Docx)),
        ),
        (
            package(&["word/document.xml"]),
            "a.docx",
            Err(Unfit::Unknown),
        ),
        (package(&["virus.exe"]), "a.docx", Err(Unfit::Unknown)),
        (package(&["virus.exe"]), "a.zip", Err(Unfit::Unknown)),
        (
            package(&[types, "word/document.xml", "word/vbaProject.bin"]),
            "a.docx",
            Err(Unfit::Macros),
        ),
        (compound(&["/WordDocument"], &[]), "a.doc", Ok(Kind::Doc)),
        (compound(&["/WordDocument"], &[]), "a.wps", Ok(Kind::Doc)),
        (compound(&["/Workbook"], &[]), "a.xls", Ok(Kind::Xls)),
        (compound(&["/Book"], &[]), "a.et", Ok(Kind::Xls)),
        (
            compound(&["/PowerPoint Document"], &[]),
            "a.ppt",
            Ok(Kind::Ppt),
        ),
        (
            compound(&["/WordDocument"], &["/Macros"]),
            "a.doc",
            Err(Unfit::Macros),
        ),
        (compound(&["/Something"], &[]), "a.doc", Err(Unfit::Unknown)),
    ];
    for (file, name, expected) in cases {
        assert_eq!(told(&file, name), expected, "{name}");
    }
}

#[test]
fn files_of_other_programs_are_known() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/workbooks");
    for (name, expected) in [
        ("county_report.xlsx", Ok(Kind::Xlsx)),
        ("county_report.xls", Ok(Kind::Xls)),
        ("county_report.ods", Err(Unfit::Unknown)),
        ("county_utf8_bom.csv", Err(Unfit::Unknown)),
    ] {
        let file = std::fs::read(folder.join(name)).unwrap();
        assert_eq!(told(&file, name), expected, "{name}");
    }
}

/// Whatever a browser might run is nothing that is shown or kept.
#[test]
fn nothing_that_a_browser_runs_gets_through() {
    let pages: [&[u8]; 6] = [
        b"<!doctype html><script>alert(1)</script>",
        b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
        b"<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"/>",
        b"MZ\x90\x00 a program",
        b"\x7fELF a program",
        b"#!/bin/sh\necho",
    ];
    for page in pages {
        for kind in Kind::ALL {
            for ending in kind.endings() {
                let found = told(page, &format!("批复.{ending}"));
                assert_eq!(found, Err(Unfit::Unknown), "{ending}");
            }
        }
    }
}

#[test]
fn a_package_of_countless_parts_is_not_listed() {
    let names: Vec<String> = (0..20_001).map(|part| format!("word/{part}")).collect();
    let mut parts = vec!["[Content_Types].xml", "word/document.xml"];
    assert_eq!(told(&package(&parts), "a.docx"), Ok(Kind::Docx));
    parts.extend(names.iter().map(String::as_str));
    assert_eq!(told(&package(&parts), "a.docx"), Err(Unfit::Unknown));
}

fn seeds() -> Vec<Vec<u8>> {
    vec![
        package(&["[Content_Types].xml", "word/document.xml"]),
        compound(&["/WordDocument"], &["/x"]),
        b"%PDF-1.4".to_vec(),
        b"\x89PNG\r\n\x1a\n".to_vec(),
    ]
}

proptest! {
    #[test]
    fn any_bytes_get_an_answer(
        file in proptest::collection::vec(any::<u8>(), 0..2_000),
        name in ".{0,20}",
    ) {
        prop_assert!(look(&mut Cursor::new(&file), &name).is_ok());
    }

    #[test]
    fn damaged_files_get_an_answer(
        seed in 0..4_usize,
        damage in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..40),
        cut in any::<usize>(),
    ) {
        let mut file = seeds().swap_remove(seed);
        for (at, byte) in damage {
            let at = at % file.len();
            file[at] = byte;
        }
        file.truncate(1 + cut % file.len());
        for ending in ["docx", "doc", "pdf", "png"] {
            let name = format!("a.{ending}");
            if let Ok(kind) = look(&mut Cursor::new(&file), &name).unwrap() {
                prop_assert!(kind.endings().contains(&ending));
            }
        }
    }
}
