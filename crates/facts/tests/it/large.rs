//! Large files: limits hold, memory is bounded, nothing is lost.

use std::fmt::Write;
use std::io::{Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::sync::Arc;

use facts::catalogue::Form;
use facts::{Input, Limits, Options, import};

use crate::support::{form, read, show, stages};

fn wide_form(fields: usize) -> Arc<Form> {
    let mut text = String::from(
        "id = \"school\"\nsubject = \"school\"\ntitle = { zh = \"表\", en = \"Form\" }\nfilled_by = \"school\"\n",
    );
    for field in 0..fields {
        let kind = if field % 3 == 0 { "amount" } else { "count" };
        write!(text, "[[field]]\nid = \"f{field}\"\nkind = \"{kind}\"\ntitle = {{ zh = \"项目{field}\", en = \"F{field}\" }}\n")
            .unwrap();
    }
    form(&text, &stages(&[("primary", "小学")]))
}

fn csv(rows: usize, fields: usize) -> String {
    let mut text = String::from("学校标识码,学校名称,县区,年度");
    (0..fields).for_each(|field| write!(text, ",项目{field}").unwrap());
    text.push('\n');
    for row in 0..rows {
        write!(text, "2121{:06},第{row}小学,县{:04},2025", row, row / 70).unwrap();
        for field in 0..fields {
            match field % 3 {
                0 => write!(text, ",{}.{:02}", row % 9_000 + field, row % 100).unwrap(),
                _ => write!(text, ",{}", (row * 7 + field) % 2_000).unwrap(),
            }
        }
        text.push('\n');
    }
    text
}

#[test]
fn many_rows_load_whole() {
    let imported = read(
        vec![("全国.csv", csv(5_000, 5).into_bytes())],
        &[wide_form(5)],
        &[],
        &Options::default(),
    );
    assert_eq!(imported.tally().loaded, 5_000);
    assert_eq!(imported.tables[0].len(), 5_000);
    assert_eq!(imported.findings.len(), 1, "{}", show(&imported));
}

/// A file of endless rows that was never written anywhere.
struct Endless {
    line: &'static [u8],
    at: u64,
    size: u64,
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let length = into.len().min((self.size - self.at) as usize);
        for (offset, byte) in into[..length].iter_mut().enumerate() {
            *byte = self.line[(self.at as usize + offset) % self.line.len()];
        }
        self.at += length as u64;
        Ok(length)
    }
}

impl Seek for Endless {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.at = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::End(_) => self.size,
            SeekFrom::Current(by) => self.at.saturating_add_signed(by),
        };
        Ok(self.at)
    }
}

fn endless(line: &'static [u8], size: u64, limits: Limits) -> String {
    let options = Options {
        limits,
        ..Options::default()
    };
    let input = Input::new("很大.csv", Endless { line, at: 0, size });
    show(&import(
        vec![input],
        &[wide_form(2)],
        &[],
        &options,
        &mut |_| ControlFlow::Continue(()),
    ))
}

#[test]
fn a_file_beyond_the_limit_of_size_is_not_read() {
    insta::assert_snapshot!(endless(b"1,2\n", 1 << 30, Limits::default()), @"
    ! file-too-large size=1024 MB limit=512 MB
    0 read = 0 loaded + 0 refused + 0 totals + 0 blank
    ");
}

#[test]
fn workbooks_of_a_gigabyte_are_not_read() {
    let zip = endless(b"PK\x03\x04", 1 << 30, Limits::default());
    let compound = endless(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        1 << 30,
        Limits::default(),
    );
    assert!(
        zip.starts_with("! file-too-large size=1024 MB limit=256 MB"),
        "{zip}"
    );
    assert_eq!(zip, compound);
}

#[test]
fn a_file_beyond_the_limit_of_rows_is_read_to_the_limit() {
    let limits = Limits {
        max_rows: 10_000,
        ..Limits::default()
    };
    insta::assert_snapshot!(endless(b"1,2\n", 4 << 20, limits), @"
    ! text-rows-limit limit=10000
    ! sheet-unknown heads=1、2 rows=10000
    10000 read = 0 loaded + 10000 refused + 0 totals + 0 blank
    ");
}

#[test]
fn stopping_keeps_what_was_read() {
    let text = csv(9_000, 2);
    let mut asked = 0;
    let file = Input::bytes("全国.csv", text.as_bytes());
    let imported = import(
        vec![file],
        &[wide_form(2)],
        &[],
        &Options::default(),
        &mut |progress| {
            asked += 1;
            if progress.rows >= 3_999 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        },
    );
    assert!(imported.stopped && asked > 1);
    assert!((3_000..5_000).contains(&imported.tables[0].len()));
    assert_eq!(imported.findings.last().unwrap().code, "stopped");
}
