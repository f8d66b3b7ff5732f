//! The kit's second sheet: how it is filled in and sent back, what each question means, what is checked.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::layout::{Layout, Line};
use super::sign;
use crate::words::{Words, tell};

pub(super) fn write(
    words: &Words,
    layout: &Layout<'_>,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let bold = plain.clone().set_bold();
    sheet.set_name(tell!(words, "kit-help"))?;
    for (column, width) in (0..).zip([34.0, 62.0, 30.0]) {
        sheet.set_column_width(column, width)?;
    }
    let steps = tell!(words, "kit-steps");
    let mut row = 0;
    for step in steps.lines() {
        sheet.merge_range(row, 0, row, 2, step, &plain)?;
        sheet.set_row_height(row, 32)?;
        row += 1;
    }
    let mut line = |row: &mut u32, cells: [&str; 3], format: &Format| -> Result<(), XlsxError> {
        for (column, text) in (0..).zip(cells) {
            sheet.write_string_with_format(*row, column, text, format)?;
        }
        *row += 1;
        Ok(())
    };
    row += 1;
    let heads = [
        tell!(words, "kit-question"),
        tell!(words, "kit-meaning"),
        tell!(words, "kit-as-of"),
    ];
    line(&mut row, heads.each_ref().map(String::as_str), &bold)?;
    for (_, own) in &layout.lines {
        let Line::Field(_, field) = own else { continue };
        let told = |text: &Option<kernel::Text>| {
            text.as_ref()
                .map(|text| words.text(text).to_owned())
                .unwrap_or_default()
        };
        let beside = [told(&field.as_of), field.source.clone().unwrap_or_default()];
        let beside = beside.join(" ");
        line(
            &mut row,
            [words.text(&field.title), &told(&field.help), beside.trim()],
            &plain,
        )?;
    }
    row += 1;
    let heads = [
        tell!(words, "kit-check"),
        tell!(words, "kit-why"),
        tell!(words, "kit-todo"),
    ];
    line(&mut row, heads.each_ref().map(String::as_str), &bold)?;
    for check in &layout.kit.form.checks {
        let title = format!("{}：{}", sign(words, check.grade), words.text(&check.title));
        line(
            &mut row,
            [&title, words.text(&check.why), words.text(&check.todo)],
            &plain,
        )?;
    }
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    sheet.protect();
    Ok(())
}
