//! A form as people fill it in: a title, heads of two lines, one row a school, and a row of totals.
//!
//! Colours follow the habit of the statistics: white cells are typed, pale ones are given or
//! computed.

use facts::catalogue::{ColumnId, Field, FieldKind, Form, SubjectKind};
use facts::identity::Identity;
use kernel::{Lang, Unit, column_letters};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Formula, Note, Workbook, Worksheet, XlsxError,
};

use super::returns::{Answer, Return};

/// The first row of heads, from 0; above it stand the title and a remark.
const HEADS: u32 = 2;
/// The first row of figures.
const FIRST: u32 = HEADS + 2;
/// A list of options for a cell may have so many signs.
const LONGEST_LIST: usize = 255;
/// The number that workbooks have for the paper size.
const A3: u8 = 8;

const GIVEN: Color = Color::RGB(0xF0_F4_F8);
const BORDER: Color = Color::RGB(0xB8_C4_CE);
/// Heads of neighbouring groups differ.
const HEAD_TINTS: [Color; 2] = [Color::RGB(0xD6_E4_F0), Color::RGB(0xE4_EC_D8)];

/// The form does not fit what was made up for it, or the workbook could not be made.
#[derive(Debug, thiserror::Error)]
pub(super) enum WorkbookError {
    #[error("the form has no column `{0}`")]
    NoColumn(String),
    #[error("`{field}` has no option `{option}`")]
    NoOption { field: String, option: String },
    #[error(transparent)]
    Workbook(#[from] XlsxError),
}

/// A workbook of one sheet.
pub(super) struct Sheet<'a> {
    pub(super) county: &'a str,
    pub(super) year: i16,
    pub(super) form: &'a Form,
    /// The sheet's name.
    pub(super) title: &'a str,
    pub(super) returns: &'a [Return],
}

impl Sheet<'_> {
    /// The workbook's bytes; the same returns give the same bytes.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, WorkbookError> {
        for name in self.returns.iter().flat_map(|sent| sent.answers.keys()) {
            self.form
                .column(name)
                .ok_or_else(|| WorkbookError::NoColumn(name.clone()))?;
        }
        let mut workbook = Workbook::new();
        let made = ExcelDateTime::from_ymd(self.year.unsigned_abs(), 9, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
        let sheet = workbook.add_worksheet();
        sheet.set_name(self.title)?;
        self.top(sheet)?;
        self.identity_heads(sheet)?;
        self.field_heads(sheet)?;
        for (row, sent) in (FIRST..).zip(self.returns) {
            self.row(sheet, row, sent)?;
        }
        if self.form.subject == SubjectKind::School {
            self.totals(sheet)?;
        }
        sheet.set_freeze_panes(FIRST, 2)?;
        sheet.set_landscape().set_paper_size(A3);
        sheet
            .set_repeat_rows(HEADS, HEADS + 1)?
            .set_repeat_columns(0, 1)?;
        Ok(workbook.save_to_buffer()?)
    }

    fn identities(&self) -> &'static [Identity] {
        Identity::of_subject(self.form.subject)
    }

    /// The column of the sheet where the form's first column stands.
    fn first_column(&self) -> u16 {
        self.identities().len() as u16
    }

    /// Columns of the form with their place in the sheet.
    fn columns(&self) -> impl Iterator<Item = (u16, ColumnId)> {
        let first = self.first_column();
        (0..self.form.columns.len()).map(move |at| (first + at as u16, ColumnId(at as u32)))
    }

    fn top(&self, sheet: &mut Worksheet) -> Result<(), WorkbookError> {
        let title = format!(
            "{}{}年{}（虚构示例）",
            self.county, self.year, self.form.title.zh
        );
        let bold = Format::new()
            .set_bold()
            .set_font_size(15)
            .set_align(FormatAlign::VerticalCenter);
        sheet
            .write_string_with_format(0, 0, title, &bold)?
            .set_row_height(0, 26)?;
        let remark = "县、乡镇、学校均为虚构，标识码第3、4位“99”不是任何省份的代码。\
                      白色格填写，浅色格为已知或由表格计算。";
        let small = Format::new()
            .set_font_size(9)
            .set_font_color(Color::RGB(0x60_6A_74));
        sheet.write_string_with_format(1, 0, remark, &small)?;
        sheet
            .set_row_height(HEADS, 46)?
            .set_row_height(HEADS + 1, 18)?;
        Ok(())
    }

    fn identity_heads(&self, sheet: &mut Worksheet) -> Result<(), WorkbookError> {
        let format = head_format(GIVEN);
        for (column, identity) in (0..).zip(self.identities()) {
            sheet.merge_range(
                HEADS,
                column,
                HEADS + 1,
                column,
                &identity.title().zh,
                &format,
            )?;
            sheet.set_column_width(column, identity_width(*identity))?;
        }
        Ok(())
    }

    /// A field's title above the titles of its stages, each group in its tint.
    fn field_heads(&self, sheet: &mut Worksheet) -> Result<(), WorkbookError> {
        let mut column = self.first_column();
        for field in &self.form.fields {
            let format = head_format(self.tint(field));
            let title = title(field);
            let last = column + (field.stages.len().max(1) - 1) as u16;
            match (field.stages.is_empty(), last > column) {
                (true, _) => {
                    sheet.merge_range(HEADS, column, HEADS + 1, column, &title, &format)?
                }
                (false, true) => sheet.merge_range(HEADS, column, HEADS, last, &title, &format)?,
                (false, false) => sheet.write_string_with_format(HEADS, column, title, &format)?,
            };
            if let Some(help) = &field.help {
                sheet.insert_note(HEADS, column, &Note::new(&help.zh).add_author_prefix(false))?;
            }
            for column in column..=last {
                let id = ColumnId(u32::from(column - self.first_column()));
                if let Some(stage) = self.form.stage_of(id) {
                    sheet.write_string_with_format(HEADS + 1, column, &stage.title.zh, &format)?;
                }
                sheet.set_column_width(column, width(field))?;
                self.offer_options(sheet, column, field)?;
            }
            column = last + 1;
        }
        Ok(())
    }

    fn tint(&self, field: &Field) -> Color {
        let group = field.group.as_ref();
        let at = self
            .form
            .groups
            .iter()
            .position(|known| Some(&known.id) == group);
        HEAD_TINTS[at.unwrap_or(0) % HEAD_TINTS.len()]
    }

    /// Lets a choice be picked from its options.
    fn offer_options(
        &self,
        sheet: &mut Worksheet,
        column: u16,
        field: &Field,
    ) -> Result<(), WorkbookError> {
        let titles: Vec<&str> = field
            .options
            .iter()
            .map(|option| option.title.zh.as_str())
            .collect();
        if titles.is_empty() || titles.join(",").chars().count() > LONGEST_LIST {
            return Ok(());
        }
        let options = DataValidation::new().allow_list_strings(&titles)?;
        let last = FIRST + self.returns.len().max(1) as u32 - 1;
        sheet.add_data_validation(FIRST, column, last, column, &options)?;
        Ok(())
    }

    fn row(&self, sheet: &mut Worksheet, row: u32, sent: &Return) -> Result<(), WorkbookError> {
        let given = cell_format().set_background_color(GIVEN);
        for (column, identity) in (0..).zip(self.identities()) {
            let text = match identity {
                Identity::Code => &sent.code,
                Identity::Name => &sent.name,
                Identity::County => self.county,
                Identity::Township => &sent.township,
                Identity::Parent => sent.parent.as_deref().unwrap_or_default(),
                Identity::Year => {
                    sheet.write_number_with_format(row, column, self.year, &given)?;
                    continue;
                }
            };
            sheet.write_string_with_format(row, column, text, &given)?;
        }
        for (column, id) in self.columns() {
            let field = self.form.field_of(id);
            let format = figure_format(field);
            match sent.answers.get(&self.form.columns[id.0 as usize].name) {
                None => sheet.write_blank(row, column, &format)?,
                Some(Answer::Number(number)) => {
                    sheet.write_number_with_format(row, column, float(number), &format)?
                }
                Some(Answer::Typed(text)) => {
                    sheet.write_string_with_format(row, column, text, &format)?
                }
                Some(Answer::Choice(option)) => sheet.write_string_with_format(
                    row,
                    column,
                    option_title(field, option)?,
                    &format,
                )?,
            };
        }
        Ok(())
    }

    /// The sums that the workbook itself computes: it skips what was typed as text.
    fn totals(&self, sheet: &mut Worksheet) -> Result<(), WorkbookError> {
        let row = FIRST + self.returns.len() as u32;
        let given = cell_format().set_background_color(GIVEN).set_bold();
        for column in 0..self.first_column() {
            sheet.write_blank(row, column, &given)?;
        }
        sheet.write_string_with_format(row, 0, "合计", &given)?;
        for (column, id) in self.columns() {
            let field = self.form.field_of(id);
            let format = figure_format(field).set_background_color(GIVEN).set_bold();
            if !field.adds_up() {
                sheet.write_blank(row, column, &format)?;
                continue;
            }
            let name = &self.form.columns[id.0 as usize].name;
            let numbers = self
                .returns
                .iter()
                .filter_map(|sent| match sent.answers.get(name) {
                    Some(Answer::Number(number)) => Some(*number),
                    _ => None,
                });
            let sum: Decimal = numbers.sum();
            let letters = column_letters(column);
            let formula = Formula::new(format!("=SUM({letters}{}:{letters}{row})", FIRST + 1));
            let formula = formula.set_result(sum.normalize().to_string());
            sheet.write_formula_with_format(row, column, formula, &format)?;
        }
        Ok(())
    }
}

/// A field's title with its unit in brackets, in a word that people write; a year speaks for itself.
fn title(field: &Field) -> String {
    match unit_word(&field.unit) {
        word if word.is_empty() => field.title.zh.clone(),
        word => format!("{}（{word}）", field.title.zh),
    }
}

fn unit_word(unit: &Unit) -> String {
    match unit.symbol() {
        "pupil" | "teacher" | "person" => "人".to_owned(),
        "year" => String::new(),
        _ => unit.label(Lang::Zh),
    }
}

fn option_title<'f>(field: &'f Field, option: &str) -> Result<&'f str, WorkbookError> {
    let known = field.options.iter().find(|known| known.id == option);
    known
        .map(|known| known.title.zh.as_str())
        .ok_or_else(|| WorkbookError::NoOption {
            field: field.id.clone(),
            option: option.to_owned(),
        })
}

fn float(number: &Decimal) -> f64 {
    number.to_f64().unwrap_or(f64::NAN)
}

fn cell_format() -> Format {
    Format::new()
        .set_font_size(10)
        .set_border(FormatBorder::Thin)
        .set_border_color(BORDER)
}

fn head_format(tint: Color) -> Format {
    cell_format()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(tint)
}

fn figure_format(field: &Field) -> Format {
    let format = cell_format().set_background_color(Color::White);
    match (field.kind, field.digits(), field.unit.symbol()) {
        (FieldKind::Choice, ..) => format,
        (_, 0, _) => format.set_num_format("0"),
        (_, digits, symbol) => {
            let whole = if symbol == "yuan" { "#,##0" } else { "0" };
            format.set_num_format(format!("{whole}.{}", "0".repeat(digits as usize)))
        }
    }
}

fn width(field: &Field) -> f64 {
    match (field.kind, field.unit.symbol()) {
        (FieldKind::Choice, _) => 15.0,
        (_, "yuan") => 16.0,
        (FieldKind::Amount, _) => 12.0,
        (FieldKind::Count, _) if field.stages.is_empty() => 11.0,
        (FieldKind::Count, _) => 8.0,
    }
}

fn identity_width(identity: Identity) -> f64 {
    match identity {
        Identity::Code | Identity::Parent => 13.0,
        Identity::Name => 30.0,
        Identity::County | Identity::Township => 12.0,
        Identity::Year => 7.0,
    }
}
