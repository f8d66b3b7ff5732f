//! How would a person type it? A command that follows this one, with this one's own options.

use std::path::Path;

use crate::cli::{Asked, Given};
use crate::desk::Desk;

/// More files than these were hardly typed one by one; a pattern named them, and it is gone.
const FILES: usize = 6;

/// A command over the same files with the same options, as it can be pasted into a shell; none when
/// the files are too many, or have names that no line can hold.
pub(crate) fn over(desk: &Desk, verb: &str, given: &Given, asked: &Asked) -> Option<String> {
    let mut line = Line::begin(desk, verb);
    if given.files.len() > FILES {
        return None;
    }
    given.files.iter().for_each(|path| line.file(path));
    given.map.iter().for_each(|map| line.option("--map", map));
    if let Some(year) = given.year {
        line.option("--year", &year.to_string());
    }
    if let Some(county) = &given.county {
        line.option("--county", county);
    }
    line.asked(asked);
    line.end()
}

/// A command over one file with a map, by the same standard.
pub(crate) fn mapped(
    desk: &Desk,
    verb: &str,
    file: &Path,
    map: &str,
    asked: (Option<&str>, &[String]),
) -> Option<String> {
    let mut line = Line::begin(desk, verb);
    line.file(file);
    line.option("--map", map);
    line.standard(asked.0, asked.1);
    line.end()
}

/// A command line in the making.
struct Line(String);

impl Line {
    fn begin(desk: &Desk, verb: &str) -> Line {
        let mut line = Line("junheng".to_owned());
        if let Some(lang) = desk.asked_language() {
            line.option("--lang", lang);
        }
        if let Some(packs) = desk.packs() {
            line.option("--packs", &packs.to_string_lossy());
        }
        line.0.push_str(&format!(" {verb}"));
        line
    }

    fn file(&mut self, path: &Path) {
        let name = path.to_string_lossy();
        let name = match name.strip_prefix('-') {
            Some(_) => format!("./{name}"),
            None => name.into_owned(),
        };
        self.0.push_str(&format!(" {}", quoted(&name)));
    }

    fn option(&mut self, name: &str, value: &str) {
        self.0.push_str(&format!(" {name} {}", quoted(value)));
    }

    fn asked(&mut self, asked: &Asked) {
        self.standard(asked.standard.as_deref(), &asked.overlay);
        if let Some(day) = asked.day {
            self.option("--day", &day.to_string());
        }
        for (switch, position) in &asked.profile {
            self.option("--profile", &format!("{switch}={position}"));
        }
    }

    fn standard(&mut self, standard: Option<&str>, overlays: &[String]) {
        standard.iter().for_each(|id| self.option("--standard", id));
        overlays.iter().for_each(|id| self.option("--overlay", id));
    }

    fn end(self) -> Option<String> {
        let line = self.0;
        let whole = !line.contains(|c: char| c.is_control() || c == char::REPLACEMENT_CHARACTER);
        whole.then_some(line)
    }
}

/// A word as this system's shell takes it: in quotes where it would read it otherwise.
pub(crate) fn quoted(word: &str) -> String {
    let plain = |c: char| match c.is_ascii() {
        true => c.is_ascii_alphanumeric() || "-_./=+:,@%".contains(c),
        false => !c.is_whitespace(),
    };
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    if cfg!(windows) {
        return format!("\"{word}\"");
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(all(test, unix))]
mod tests {
    use super::quoted;

    #[test]
    fn words_come_through_the_shell_as_they_are() {
        assert_eq!(quoted("示例县/2025-学校.xlsx"), "示例县/2025-学校.xlsx");
        assert_eq!(quoted("（新）表.xlsx"), "（新）表.xlsx");
        for word in [
            "two words.csv",
            "it's",
            "$HOME",
            "a;b",
            "",
            "*",
            "全\u{3000}角",
        ] {
            let said = std::process::Command::new("sh")
                .args(["-c", &format!("printf %s {}", quoted(word))])
                .output()
                .unwrap();
            assert_eq!(String::from_utf8(said.stdout).unwrap(), word);
        }
    }
}
