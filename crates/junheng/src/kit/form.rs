//! The kit's first sheet: the form itself. White is typed, blue is reckoned, pale blue is taken from
//! elsewhere; nothing else can be changed.

use app::returns::Kit;
use facts::catalogue::{ColumnId, Field, FieldKind};
use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, ConditionalFormatText, ConditionalFormatTextRule,
    DataValidation, Format, FormatAlign, FormatBorder, Formula, Note, ProtectionOptions, Worksheet,
    XlsxError,
};
use store::returns::Cell;

use super::layout::{Block, HEADS, Layout, Line, STAMP, UNIT, address};
use super::{END, MARK, checks, identities, stamped};
use crate::words::{Words, tell};
use facts::identity::Identity;

const BORDER: Color = Color::RGB(0xB8_C4_CE);
const TINT: Color = Color::RGB(0xEE_F2_F6);
const COMPUTED: Color = Color::RGB(0xCF_E0_F4);
const ELSEWHERE: Color = Color::RGB(0xE8_F1_FB);
const RED: Color = Color::RGB(0xA3_20_1A);
const SOFT: Color = Color::RGB(0x52_60_6D);
/// A list of options for a cell may have so many signs.
const LONGEST_LIST: usize = 255;
/// The number that workbooks have for the paper size.
const A4: u8 = 9;

pub(super) fn write(
    words: &Words,
    layout: &Layout<'_>,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    sheet.set_name(&layout.kit.form.title.zh)?;
    top(words, layout, sheet)?;
    heads(words, layout, sheet)?;
    for (row, line) in &layout.lines {
        match line {
            Line::Group(group) => {
                let bold = Format::new().set_bold().set_background_color(TINT);
                for column in 0..=layout.said() {
                    sheet.write_blank(*row, column, &bold)?;
                }
                sheet.write_string_with_format(*row, 0, words.text(&group.title), &bold)?;
            }
            Line::Field(number, field) => question(words, layout, sheet, *row, *number, field)?,
        }
    }
    say(words, layout, sheet)?;
    hide(layout, sheet)?;
    sheet.set_freeze_panes(HEADS + 1, 1)?;
    sheet
        .set_landscape()
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(HEADS, HEADS)?;
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    });
    Ok(())
}

/// Whose form it is, of which return it was made, and what its colours mean.
fn top(words: &Words, layout: &Layout<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let kit = layout.kit;
    let title = format!("{} {}", kit.round.title, kit.form.title.zh);
    let large = Format::new().set_bold().set_font_size(15);
    sheet.write_string_with_format(0, 0, title, &large)?;
    sheet.set_row_height(0, 26)?;
    let places = [(1, 0), (1, UNIT + 1), (2, 0), (2, UNIT + 1)];
    for ((row, column), identity) in places.iter().zip(identities(kit.form.subject)) {
        let text = format!("{}：{}", identity.title().zh, identity_of(kit, *identity));
        sheet.write_string(*row, *column, text)?;
    }
    sheet.write_string(STAMP, 0, MARK)?;
    sheet.write_string(STAMP, 1, stamped(kit))?;
    sheet.set_row_hidden(STAMP)?;
    let colours = [
        (tell!(words, "kit-white"), Color::White, 0),
        (tell!(words, "kit-blue"), COMPUTED, UNIT + 1),
        (tell!(words, "kit-pale"), ELSEWHERE, layout.said()),
    ];
    for (text, colour, column) in colours {
        let format = cell_format().set_background_color(colour);
        sheet.write_string_with_format(4, column, text, &format)?;
    }
    Ok(())
}

fn identity_of(kit: &Kit, identity: Identity) -> String {
    match identity {
        Identity::Name => kit.org.name.clone(),
        Identity::Code if kit.org.code.is_empty() => kit.org.id.clone(),
        Identity::Code => kit.org.code.clone(),
        Identity::Year => kit.round.year.to_string(),
        _ => kit.county.clone(),
    }
}

fn heads(words: &Words, layout: &Layout<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let head = cell_format()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_background_color(TINT);
    sheet.write_string_with_format(HEADS, 0, tell!(words, "kit-question"), &head)?;
    sheet.write_string_with_format(HEADS, UNIT, tell!(words, "kit-unit"), &head)?;
    for block in &layout.blocks {
        let stage = block
            .stage
            .and_then(|stage| layout.kit.form.stages.get(stage));
        let stage = stage
            .map(|stage| words.text(&stage.title))
            .unwrap_or_default();
        let last = format!("{stage} {}", tell!(words, "kit-last-year"));
        let now = format!("{stage} {}", tell!(words, "kit-this-year"));
        sheet.write_string_with_format(HEADS, block.last_year(), last.trim(), &head)?;
        sheet.write_string_with_format(HEADS, block.typed(), now.trim(), &head)?;
        sheet.set_column_width(block.last_year(), 11)?;
        sheet.set_column_width(block.typed(), 13)?;
    }
    sheet.write_string_with_format(HEADS, layout.sum(), tell!(words, "kit-sum"), &head)?;
    sheet.write_string_with_format(HEADS, layout.said(), tell!(words, "kit-said"), &head)?;
    sheet.set_column_width(0, 40)?;
    sheet.set_column_width(UNIT, 9)?;
    sheet.set_column_width(layout.sum(), 12)?;
    sheet.set_column_width(layout.said(), 56)?;
    sheet.set_row_height(HEADS, 32)?;
    Ok(())
}

/// A question with its figures: last year's, this year's, and their sum.
fn question(
    words: &Words,
    layout: &Layout<'_>,
    sheet: &mut Worksheet,
    row: u32,
    number: usize,
    field: &Field,
) -> Result<(), XlsxError> {
    let unit = field.unit.label(words.lang);
    let soft = cell_format().set_font_color(SOFT);
    sheet.write_string_with_format(
        row,
        0,
        words.text(&field.title),
        &cell_format().set_text_wrap(),
    )?;
    sheet.write_string_with_format(row, UNIT, unit, &soft)?;
    let figures = layout.figures(number);
    for id in &figures {
        if let Some((row, block)) = layout.at(*id) {
            figure(words, layout, sheet, row, block, *id)?;
        }
    }
    let summed: Vec<ColumnId> = figures
        .into_iter()
        .filter(|id| !layout.is_absent(*id))
        .collect();
    if field.adds_up() && summed.len() > 1 {
        sum(layout, sheet, row, field, &summed)?;
    }
    Ok(())
}

fn figure(
    words: &Words,
    layout: &Layout<'_>,
    sheet: &mut Worksheet,
    row: u32,
    block: &Block,
    id: ColumnId,
) -> Result<(), XlsxError> {
    let kit = layout.kit;
    let (field, name) = (kit.form.field_of(id), &kit.form.columns[id.0 as usize].name);
    let cell = kit.own.content.get(name);
    let origin = cell.and_then(|cell| cell.origin.as_deref());
    let soft = number_format(field).set_font_color(SOFT);
    let before = standing(kit, id, kit.last_year.get(name));
    put(sheet, (row, block.last_year()), field, &before, &soft)?;
    sheet.write_string(row, block.name(), name)?;
    sheet.write_string(row, block.end(), END)?;
    let ground = if origin.is_some() {
        ELSEWHERE
    } else {
        Color::White
    };
    let open = number_format(field)
        .set_background_color(ground)
        .set_unlocked();
    put(
        sheet,
        (row, block.typed()),
        field,
        &standing(kit, id, cell),
        &open,
    )?;
    if let Some(origin) = origin {
        let note = Note::new(tell!(words, "kit-origin", origin = origin.to_owned()));
        sheet.insert_note(row, block.typed(), &note.add_author_prefix(false))?;
    }
    let rule = rule(words, row, block.typed(), field)?;
    sheet.add_data_validation(row, block.typed(), row, block.typed(), &rule)?;
    Ok(())
}

/// What stands in a cell: a plain number or an option's id, or why there is none.
struct Standing {
    value: Option<String>,
    missing: Option<String>,
}

/// `１，２３４．５` was typed, 1234.5 is meant.
fn standing(kit: &Kit, id: ColumnId, cell: Option<&Cell>) -> Standing {
    let text = cell.and_then(|cell| cell.value.as_deref());
    let read = text.map(|text| facts::answer::read(&kit.form, id, text));
    let plain = |text: &str| match &read {
        Some(Ok(datum)) => facts::answer::show(&kit.form, id, *datum),
        _ => Some(text.to_owned()),
    };
    Standing {
        value: text.and_then(plain),
        missing: cell.and_then(|cell| cell.missing.clone()),
    }
}

/// Numbers as numbers; every text as a text, whatever it begins with.
fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    field: &Field,
    standing: &Standing,
    format: &Format,
) -> Result<(), XlsxError> {
    let (value, missing) = (standing.value.as_deref(), standing.missing.as_deref());
    match (value, missing) {
        (Some(value), _) if field.kind == FieldKind::Choice => {
            let option = field.options.iter().find(|option| option.id == value);
            let title = option.map_or(value, |option| &option.title.zh);
            sheet.write_string_with_format(row, column, title, format)?
        }
        (Some(value), _) => match value.parse::<f64>() {
            Ok(number) => sheet.write_number_with_format(row, column, number, format)?,
            Err(_) => sheet.write_string_with_format(row, column, value, format)?,
        },
        (None, Some("withheld")) => {
            sheet.write_string_with_format(row, column, WITHHELD, format)?
        }
        (None, Some(_)) => sheet.write_string_with_format(row, column, NOT_APPLICABLE, format)?,
        (None, None) => sheet.write_blank(row, column, format)?,
    };
    Ok(())
}

/// What may be written in the place of a number, in the words that reading knows.
const NOT_APPLICABLE: &str = "不适用";
const WITHHELD: &str = "不公开";

/// What may be typed into a cell.
fn rule(words: &Words, row: u32, column: u16, field: &Field) -> Result<DataValidation, XlsxError> {
    let titles: Vec<&str> = field
        .options
        .iter()
        .map(|own| own.title.zh.as_str())
        .collect();
    let cell = address(row, column);
    let (rule, error) = match field.kind {
        FieldKind::Choice if titles.join(",").chars().count() <= LONGEST_LIST => (
            DataValidation::new().allow_list_strings(&titles)?,
            tell!(words, "kit-error-choice"),
        ),
        FieldKind::Choice => (DataValidation::new(), String::new()),
        kind => {
            let whole = if kind == FieldKind::Count {
                format!(",INT({cell})={cell}")
            } else {
                String::new()
            };
            let rule = format!(
                "=OR(IF(ISNUMBER({cell}),AND({cell}>=0{whole}),FALSE),{cell}=\"{NOT_APPLICABLE}\",{cell}=\"{WITHHELD}\")"
            );
            let error = match kind {
                FieldKind::Count => tell!(words, "kit-error-count"),
                _ => tell!(words, "kit-error-amount"),
            };
            (
                DataValidation::new().allow_custom(Formula::new(rule)),
                error,
            )
        }
    };
    let help = field
        .help
        .as_ref()
        .map(|help| words.text(help))
        .unwrap_or_default();
    let short: String = help.chars().take(250).collect();
    let rule = rule
        .set_error_title(tell!(words, "kit-error"))?
        .set_error_message(error)?;
    match short.is_empty() {
        true => Ok(rule),
        false => rule.set_input_message(short),
    }
}

/// What a formula comes to before anybody reckons it; nothing at all would be shown as 0.
fn result(now: &str) -> &str {
    if now.is_empty() { " " } else { now }
}

/// The sum of the stages, reckoned by the workbook; empty until a stage is filled in.
fn sum(
    layout: &Layout<'_>,
    sheet: &mut Worksheet,
    row: u32,
    field: &Field,
    figures: &[ColumnId],
) -> Result<(), XlsxError> {
    let cells: Vec<String> = figures
        .iter()
        .filter_map(|id| layout.address(*id))
        .collect();
    let cells = cells.join(",");
    let formula = format!("=IF(COUNT({cells})=0,\"\",SUM({cells}))");
    let content = &layout.kit.own.content;
    let cell = |id: &ColumnId| content.get(&layout.kit.form.columns[id.0 as usize].name);
    let values = figures.iter().map(|id| standing(layout.kit, *id, cell(id)));
    let values = values.filter_map(|own| own.value?.parse().ok());
    let values: Vec<rust_decimal::Decimal> = values.collect();
    let now = match values.is_empty() {
        true => String::new(),
        false => values
            .iter()
            .sum::<rust_decimal::Decimal>()
            .normalize()
            .to_string(),
    };
    let blue = number_format(field).set_background_color(COMPUTED);
    let formula = Formula::new(formula).set_result(result(&now));
    sheet.write_formula_with_format(row, layout.sum(), formula, &blue)?;
    Ok(())
}

/// What the checks say, row by row, and at the top how many must be mended.
fn say(words: &Words, layout: &Layout<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let (column, last) = (layout.said(), layout.last());
    let warning = Format::new().set_font_color(RED).set_text_wrap();
    let rows = checks::said(words, layout);
    for (row, said) in &rows {
        let formula = Formula::new(format!("={}", said.formula)).set_result(result(&said.now));
        sheet.write_formula_with_format(*row, column, formula, &warning)?;
    }
    let range = format!("{}:{}", address(HEADS + 1, column), address(last, column));
    let grave = rows.values().filter(|said| said.now.contains('×')).count();
    let text = tell!(words, "kit-grave").replace('"', "\"\"");
    let count = Formula::new(format!("=\"{text} \"&COUNTIF({range},\"*×*\")"))
        .set_result(format!("{text} {grave}"));
    sheet.write_formula_with_format(5, 0, count, &Format::new().set_bold())?;
    let grave = ConditionalFormatText::new()
        .set_rule(ConditionalFormatTextRule::Contains("×".to_owned()))
        .set_format(Format::new().set_background_color(Color::RGB(0xFD_E7_E5)));
    sheet.add_conditional_format(HEADS + 1, column, last, column, &grave)?;
    for block in layout.blocks.iter().filter(|block| block.shown) {
        let (now, before) = (
            address(HEADS + 1, block.typed()),
            address(HEADS + 1, block.last_year()),
        );
        let much = format!(
            "=AND(ISNUMBER({now}),ISNUMBER({before}),ABS({now}-{before})>=5,ABS({now}-{before})>0.2*{before})"
        );
        let amber = ConditionalFormatFormula::new()
            .set_rule(much.as_str())
            .set_format(
                Format::new()
                    .set_font_color(Color::RGB(0x7A_4D_00))
                    .set_bold(),
            );
        sheet.add_conditional_format(HEADS + 1, block.typed(), last, block.typed(), &amber)?;
    }
    Ok(())
}

fn hide(layout: &Layout<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    for block in &layout.blocks {
        sheet.set_column_hidden(block.name())?;
        sheet.set_column_hidden(block.end())?;
        if !block.shown {
            sheet.set_column_hidden(block.last_year())?;
            sheet.set_column_hidden(block.typed())?;
        }
    }
    if layout.blocks.iter().filter(|block| block.shown).count() < 2 {
        sheet.set_column_hidden(layout.sum())?;
    }
    Ok(())
}

fn cell_format() -> Format {
    Format::new()
        .set_font_size(10)
        .set_border(FormatBorder::Thin)
        .set_border_color(BORDER)
        .set_align(FormatAlign::VerticalCenter)
}

fn number_format(field: &Field) -> Format {
    match (field.kind, field.digits()) {
        (FieldKind::Choice, _) => cell_format(),
        (_, 0) => cell_format().set_num_format("0"),
        _ => cell_format(),
    }
}
