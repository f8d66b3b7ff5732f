//! Workbooks of every kind: whole files, and sound containers with one wild part.
//!
//! The first byte chooses where the rest goes. The parser of xlsx parts is not ours; the reader
//! walls it off and calls a file damaged on which it panics, so such a panic is no crash here.

#![no_main]

use std::sync::Once;

use fuzz::containers::{ods, xls, xlsx};
use libfuzzer_sys::fuzz_target;

static HOOK: Once = Once::new();

fn forgive_walled_off_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let foreign = info
            .location()
            .is_some_and(|place| place.file().contains("calamine"));
        if !foreign {
            before(info);
            std::process::abort();
        }
    }));
}

fuzz_target!(|data: &[u8]| {
    HOOK.call_once(forgive_walled_off_panics);
    let Some((kind, bytes)) = data.split_first() else {
        return;
    };
    match kind % 8 {
        0 => fuzz::read("x.xlsx", bytes),
        1 => fuzz::read("x.xlsx", &xlsx("xl/worksheets/sheet1.xml", bytes)),
        2 => fuzz::read("x.xlsx", &xlsx("xl/sharedStrings.xml", bytes)),
        3 => fuzz::read("x.xlsx", &xlsx("xl/styles.xml", bytes)),
        4 => fuzz::read("x.xlsx", &xlsx("xl/workbook.xml", bytes)),
        5 => fuzz::read("x.ods", &ods(bytes)),
        6 => fuzz::read("x.xls", &xls(bytes)),
        _ => fuzz::read("x.xls", bytes),
    }
});
