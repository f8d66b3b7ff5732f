//! How does text look on a screen? Width, colour, tables with Chinese in them.
//!
//! Signs are those of Chinese office forms (√ × △ □), as on paper; some Chinese terminals draw them two
//! columns wide, so they stand in last columns and before text. Colour only repeats what a word or a
//! sign already says.

use std::io::IsTerminal;

use comfy_table::{
    Attribute, Cell, CellAlignment, Color, ContentArrangement, LineStyle, Table, TableStyle,
};

use crate::cli::Colour;
use crate::help::wrapped;

/// A screen, a pipe or a file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    /// Columns.
    pub(crate) width: usize,
    /// Whether to use colour.
    pub(crate) colour: bool,
}

/// Columns when nobody tells: enough for a table, narrow enough to be read.
const WIDTH: usize = 100;
const NARROWEST: usize = 40;
const WIDEST: usize = 160;

impl Look {
    /// The standard output.
    pub(crate) fn of_output(colour: Colour) -> Look {
        Look {
            width: width(),
            colour: coloured(colour, std::io::stdout().is_terminal()),
        }
    }

    /// The standard error.
    pub(crate) fn of_errors(colour: Colour) -> Look {
        Look {
            width: width(),
            colour: coloured(colour, std::io::stderr().is_terminal()),
        }
    }

    /// A file: no colour.
    pub(crate) fn plain(self) -> Look {
        Look {
            colour: false,
            ..self
        }
    }

    /// Text that does nothing to a terminal but stand there, in colour if there is any: whatever a
    /// name brings along to move the cursor, ring or hide is made visible.
    pub(crate) fn harmless(self, text: &str) -> String {
        let mut kept = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let length = match c {
                '\u{1b}' if self.colour => colour_length(rest),
                _ => None,
            };
            let (head, tail) = rest.split_at(length.unwrap_or(c.len_utf8()));
            match c {
                _ if length.is_some() => kept.push_str(head),
                '\n' | '\t' => kept.push(c),
                _ => kept.push(visible(c)),
            }
            rest = tail;
        }
        kept
    }

    /// Text in a tone, when there is colour.
    pub(crate) fn paint(self, tone: Tone, text: &str) -> String {
        let code = match tone {
            Tone::Plain => return text.to_owned(),
            Tone::Strong => "1",
            Tone::Faint => "2",
            Tone::Good => "32",
            Tone::Near => "33",
            Tone::Bad => "31",
            Tone::Open => "36",
        };
        if self.colour {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    /// A paragraph, wrapped and indented.
    pub(crate) fn paragraph(self, text: &str, indent: usize) -> String {
        wrapped(text, self.width, &" ".repeat(indent))
    }

    /// Text behind a mark, its further lines under its first word.
    pub(crate) fn item(self, mark: &str, text: &str, indent: usize) -> String {
        let lead = format!("{}{mark} ", " ".repeat(indent));
        let hang = " ".repeat(textwrap::core::display_width(&lead));
        let body = wrapped(text, self.width, &hang);
        format!("{lead}{}", body.trim_start())
    }

    /// A faint remark, and under it a command on one unbroken line, to be pasted.
    pub(crate) fn pointer(self, text: &str, command: Option<&str>, indent: usize) -> String {
        let text = self.paint(Tone::Faint, &self.paragraph(text, indent));
        match command {
            Some(command) => {
                let pad = " ".repeat(indent + 2);
                format!("{text}\n{pad}{command}\n")
            }
            None => format!("{text}\n"),
        }
    }

    /// An empty table with a head.
    pub(crate) fn table(self, head: impl IntoIterator<Item = String>) -> Table {
        let mut table = Table::new();
        table
            .load_style(STYLE)
            .set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(self.width as u16);
        let head = head
            .into_iter()
            .map(|text| Cell::new(text).add_attribute(Attribute::Bold));
        table.set_header(head.collect::<Vec<_>>());
        if self.colour {
            table.enforce_styling();
            table.style_text_only();
        } else {
            table.force_no_tty();
        }
        table
    }
}

/// A character as it is, or a sign for one that would not be seen but heeded.
pub(crate) fn visible(c: char) -> char {
    let code = u32::from(c);
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + code).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => '\u{2421}',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => char::REPLACEMENT_CHARACTER,
        _ if c.is_control() => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

/// The length of the change of colour that a text begins with: `ESC[1;31m`. Nothing that blinks, turns
/// colours around or hides.
fn colour_length(text: &str) -> Option<usize> {
    let codes = text.strip_prefix("\u{1b}[")?;
    let (codes, _) = codes.split_once('m')?;
    let mut parts = codes.split(';');
    let plain = codes.len() <= 20 && codes.bytes().all(|b| b.is_ascii_digit() || b == b';');
    let extended = codes.starts_with("38;") || codes.starts_with("48;");
    let shows = extended || !parts.any(|part| ["5", "6", "7", "8"].contains(&part));
    (plain && shows).then_some("\u{1b}[".len() + codes.len() + 1)
}

/// Only a line under the head: what is read all day should be quiet.
const STYLE: TableStyle =
    TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

fn width() -> usize {
    let told = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    let seen = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    told.or_else(seen).unwrap_or(WIDTH).clamp(NARROWEST, WIDEST)
}

fn coloured(wish: Colour, terminal: bool) -> bool {
    match wish {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => {
            terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        }
    }
}

/// What a colour says; a word or sign always says it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Plain,
    Strong,
    Faint,
    Good,
    Near,
    Bad,
    Open,
}

impl Tone {
    fn colour(self) -> Option<Color> {
        match self {
            Tone::Plain | Tone::Strong => None,
            Tone::Faint => Some(Color::DarkGrey),
            Tone::Good => Some(Color::DarkGreen),
            Tone::Near => Some(Color::DarkYellow),
            Tone::Bad => Some(Color::DarkRed),
            Tone::Open => Some(Color::DarkCyan),
        }
    }
}

/// A cell in a tone.
pub(crate) fn cell(text: impl Into<String>, tone: Tone) -> Cell {
    let cell = Cell::new_owned(text.into());
    match tone.colour() {
        Some(colour) => cell.fg(colour),
        None if tone == Tone::Strong => cell.add_attribute(Attribute::Bold),
        None => cell,
    }
}

/// A number: at the right, so that points stand under points.
pub(crate) fn number(text: impl Into<String>) -> Cell {
    cell(text, Tone::Plain).set_alignment(CellAlignment::Right)
}

/// A number in a tone.
pub(crate) fn toned_number(text: impl Into<String>, tone: Tone) -> Cell {
    cell(text, tone).set_alignment(CellAlignment::Right)
}

/// The head of a column of numbers stands at the right, like the numbers.
fn align_heads(table: &mut Table) {
    let numbers: Vec<usize> = (0..table.column_count())
        .filter(|column| {
            let mut cells = table.column_cells_iter(*column).flatten();
            cells.all(|cell| is_number(&cell.content()))
        })
        .collect();
    for column in numbers {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
}

/// Digits with a sign, a point or a mark; or nothing.
fn is_number(text: &str) -> bool {
    let marks = ".+-−—%/×△! ";
    text.chars()
        .all(|c| c.is_ascii_digit() || marks.contains(c))
}

/// True when no cell of a table has to be wrapped on a screen of so many columns.
pub(crate) fn fits(table: &Table, width: usize) -> bool {
    let widths = table.column_max_content_widths();
    let between = 2 * widths.len().saturating_sub(1);
    widths
        .iter()
        .map(|width| usize::from(*width))
        .sum::<usize>()
        + between
        <= width
}

/// A table as text, with an indent and without blanks at the ends of lines.
pub(crate) fn shown(table: &mut Table, indent: usize) -> String {
    let width = table
        .width()
        .unwrap_or(WIDTH as u16)
        .saturating_sub(indent as u16);
    table.set_width(width);
    // Two blanks between columns; what stands before the first is the indent's business.
    let last = table.column_count().saturating_sub(1);
    for (index, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, if index < last { 1 } else { 0 }));
    }
    align_heads(table);
    let pad = " ".repeat(indent);
    let lines: Vec<String> = table
        .lines()
        .map(|line| format!("{pad}{}", line.trim_end()))
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use textwrap::core::display_width;

    use super::*;

    const PLAIN: Look = Look {
        width: 60,
        colour: false,
    };

    #[test]
    fn numbers_stand_under_each_other_behind_chinese_names() {
        let mut table = PLAIN.table(["学校".to_owned(), "学生".to_owned()]);
        table.add_row([cell("甲小学", Tone::Plain), number("612")]);
        table.add_row([cell("Yi 九年一贯制学校", Tone::Plain), number("1237")]);
        let text = shown(&mut table, 2);
        let ends: Vec<usize> = text.lines().map(display_width).collect();
        assert!(ends.windows(2).all(|pair| pair[0] == pair[1]), "{text}");
    }

    #[test]
    fn nothing_is_wider_than_the_screen() {
        let long = "全县义务教育阶段学校的办学条件比较、差异系数和没有填报的数据".repeat(4);
        let mut table = PLAIN.table(["名称".to_owned(), "值".to_owned()]);
        table.add_row([cell(&long, Tone::Plain), number("0.5")]);
        let item = PLAIN.item("×", &long, 4);
        for line in shown(&mut table, 2).lines().chain(item.lines()) {
            assert!(display_width(line) <= PLAIN.width, "{line}");
        }
    }

    #[test]
    fn names_do_nothing_to_the_terminal() {
        let coloured = Look {
            colour: true,
            ..PLAIN
        };
        let name = "甲\u{1b}[2J\u{1b}]0;x\u{7}\r乙\u{9b}\u{202e}小\t学\n";
        let seen = "甲␛[2J␛]0;x␇␍乙\u{fffd}\u{fffd}小\t学\n";
        assert_eq!(PLAIN.harmless(name), seen);
        assert_eq!(coloured.harmless(name), seen);
        assert_eq!(coloured.harmless("\u{1b}[8mx"), "␛[8mx");
        let mut table = coloured.table(["学校".to_owned()]);
        table.add_row([cell("甲", Tone::Bad)]);
        let text = format!(
            "{}{}",
            shown(&mut table, 0),
            coloured.paint(Tone::Near, "乙")
        );
        assert!(text.contains('\u{1b}'));
        assert_eq!(coloured.harmless(&text), text);
        assert!(!PLAIN.harmless(&text).contains('\u{1b}'));
    }

    #[test]
    fn colour_only_repeats_what_is_said() {
        let coloured = Look {
            colour: true,
            ..PLAIN
        };
        assert_eq!(PLAIN.paint(Tone::Bad, "× 不达标"), "× 不达标");
        assert!(coloured.paint(Tone::Bad, "× 不达标").contains("× 不达标"));
    }
}
