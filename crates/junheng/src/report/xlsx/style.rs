//! How does a cell look? A few styles, each with the tint of its sign.

use kernel::Lang;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::report::names::Sign;

/// What a cell is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The heading of a sheet.
    Title,
    /// A line under it.
    Subtitle,
    /// The head of a column.
    Head,
    /// Text.
    Text,
    /// Text in the middle.
    Centre,
    /// A number with so many decimals; thousands apart.
    Number(u32),
    /// A note under a table.
    Note,
    /// A name of a row.
    Label,
    /// A line that opens a part of a table.
    Band,
}

/// The fonts of a language: those of Chinese office documents, or the usual ones.
pub(super) fn fonts(lang: Lang) -> (&'static str, &'static str) {
    match lang {
        Lang::Zh => ("黑体", "宋体"),
        Lang::En => ("Calibri", "Calibri"),
    }
}

/// The format of a role under a sign.
pub(super) fn format(role: Role, sign: Sign, lang: Lang) -> Format {
    let (heading, body) = fonts(lang);
    let base = Format::new()
        .set_font_name(body)
        .set_font_size(10)
        .set_align(FormatAlign::VerticalCenter);
    let cell = || {
        base.clone()
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x009A_A5B3))
    };
    let format = match role {
        Role::Title => base
            .clone()
            .set_font_name(heading)
            .set_font_size(15)
            .set_align(FormatAlign::Center),
        Role::Subtitle => base.clone().set_font_color(Color::RGB(0x0055_606E)),
        Role::Head => cell()
            .set_font_name(heading)
            .set_align(FormatAlign::Center)
            .set_text_wrap()
            .set_background_color(Color::RGB(0x00EE_F2F6)),
        Role::Text => cell().set_text_wrap(),
        Role::Centre => cell().set_text_wrap().set_align(FormatAlign::Center),
        Role::Number(digits) => cell()
            .set_align(FormatAlign::Right)
            .set_num_format(number(digits, sign)),
        Role::Note => base
            .clone()
            .set_text_wrap()
            .set_font_size(9)
            .set_align(FormatAlign::Top),
        Role::Label => cell().set_text_wrap().set_font_name(heading),
        Role::Band => cell()
            .set_font_name(heading)
            .set_background_color(Color::RGB(0x00EE_F2F6)),
    };
    tinted(format, sign)
}

/// A number that is missed carries its sign behind it and stays a number.
fn number(digits: u32, sign: Sign) -> String {
    let point = if digits > 0 { "." } else { "" };
    let mark = match sign {
        Sign::Floor | Sign::Failed => format!("\" {}\"", sign.mark()),
        _ => String::new(),
    };
    format!("#,##0{point}{}{mark}", "0".repeat(digits as usize))
}

/// The colour only repeats what sign and word say.
fn tinted(format: Format, sign: Sign) -> Format {
    let (ink, ground) = match sign {
        Sign::Plain | Sign::Met => return format,
        Sign::Near => (0x007A_5200, 0x00FB_F3DF),
        Sign::Floor => (0x008A_4B00, 0x00FC_EFE0),
        Sign::Failed => (0x00A6_1B1B, 0x00FB_EAEA),
        Sign::Open => (0x002C_5A85, 0x00E8_F0F8),
        Sign::Evidence => (0x005C_4A86, 0x00F0_EDF7),
    };
    format
        .set_font_color(Color::RGB(ink))
        .set_background_color(Color::RGB(ground))
}

/// The format of a word that says how something came out; met is green here, where it is the answer.
pub(super) fn verdict(sign: Sign, lang: Lang) -> Format {
    let format = format(Role::Centre, sign, lang);
    match sign {
        Sign::Met => format
            .set_font_color(Color::RGB(0x0017_653A))
            .set_background_color(Color::RGB(0x00E9_F4EE)),
        _ => format,
    }
}
