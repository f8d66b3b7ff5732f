//! Files that are brought as evidence. The first byte chooses what the name says.

#![no_main]

use std::io::Cursor;

use app::evidence::kind::{Kind, look};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((choice, file)) = data.split_first() else {
        return;
    };
    let told = Kind::ALL[usize::from(*choice) % Kind::ALL.len()];
    let ending = told.endings()[0];
    let found = look(&mut Cursor::new(file), &format!("x.{ending}")).unwrap();
    if let Ok(kind) = found {
        assert!(kind.endings().contains(&ending), "taken under a wrong name");
    }
});
