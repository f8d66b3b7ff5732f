//! The offline kit (离线填报包): a return as a workbook that checks itself, filled in away from the program
//! and brought back.
//!
//! Every cell to be typed in has its field's name in a hidden column before it and [`END`] in a hidden one
//! behind it, so that the workbook is read as a card of labels and values ([`maps`]) whatever program saved
//! it. A hidden row says of which return, in which version, it was made ([`stamp`]).

mod checks;
mod form;
mod help;
mod layout;

use std::fmt::Write;
use std::sync::Arc;

use app::returns::{Kit, Stamp};
use axum::body::Bytes;
use facts::catalogue::{ColumnId, Form, SubjectKind};
use facts::identity::Identity;
use facts::toml_file::TomlFile;
use facts::{Input, Limits, Mapping};
use kernel::Finding;
use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};

use crate::words::{Words, tell};
use layout::Layout;

/// What stands before the stamp.
const MARK: &str = "junheng-kit";
/// What stands behind every cell to be typed in: no label, and no value either.
const END: &str = "junheng-end";

/// The workbook of one return.
pub(crate) fn workbook(words: &Words, kit: &Kit) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let title = format!("{} {}", kit.round.title, kit.org.name);
    book.set_properties(&DocProperties::new().set_title(title));
    let layout = Layout::new(kit);
    form::write(words, &layout, book.add_worksheet())?;
    help::write(words, &layout, book.add_worksheet())?;
    book.save_to_buffer()
}

/// The name of its file: 青禾市实验小学 学校年报表.xlsx
pub(crate) fn file_name(kit: &Kit) -> String {
    let name = format!("{} {}.xlsx", kit.org.name, kit.form.title.zh);
    sanitize_filename::sanitize(name)
}

/// Of which return, in which version, a file is the kit; nothing for any other file.
pub(crate) fn stamp(name: &str, bytes: &Bytes) -> Option<Stamp> {
    let limits = Limits {
        max_cells: 200_000,
        ..Limits::default()
    };
    let input = Input::bytes(name, bytes.clone());
    let text = facts::reading::beside_mark(input, &limits, MARK)?;
    let (id, version) = text.split_once(':')?;
    Some(Stamp {
        id: id.to_owned(),
        version: version.parse().ok()?,
    })
}

/// What the hidden row says.
fn stamped(kit: &Kit) -> String {
    format!("{}:{}", kit.own.id, kit.own.version)
}

/// The maps of the kits of some forms: every field under its own name.
pub(crate) fn maps(forms: &[Arc<Form>]) -> Vec<Mapping> {
    let loaded = forms.iter().filter_map(|form| {
        let text = map(form);
        let file = TomlFile {
            name: "kit.toml",
            text: &text,
        };
        Mapping::load(file, forms).ok()
    });
    loaded.collect()
}

fn map(form: &Form) -> String {
    let mut text = format!(
        "id = \"kit-{0}\"\nform = \"{0}\"\nshape = \"cards\"\n\
         title = {{ zh = \"离线填报包\", en = \"Offline kit\" }}\n\
         [file]\nsheets = [\"{1}\"]\n[identity]\n",
        form.id, form.title.zh
    );
    for identity in identities(form.subject) {
        let _ = writeln!(text, "{} = \"{}\"", identity.id(), identity.title().zh);
    }
    for column in &form.columns {
        let name = &column.name;
        let _ = write!(text, "[[column]]\nhead = \"{name}\"\nfield = \"{name}\"\n");
    }
    let _ = write!(text, "[[ignore]]\nheads = [\"*\", \"{MARK}\", \"{END}\"]\n");
    text
}

/// What a kit says of whose it is.
fn identities(subject: SubjectKind) -> &'static [Identity] {
    match subject {
        SubjectKind::School => &[
            Identity::Name,
            Identity::Code,
            Identity::County,
            Identity::Year,
        ],
        SubjectKind::County => &[Identity::County, Identity::Year],
    }
}

/// Whether a finding is about the kit's sheet of help, where nothing is to be read.
pub(crate) fn is_beside_the_form(forms: &[Arc<Form>], finding: &Finding) -> bool {
    let sheet = finding.document.as_ref().map(|document| &document.sheet);
    sheet.is_some_and(|sheet| {
        let of_form = |form: &Arc<Form>| form.title.zh == *sheet;
        !sheet.is_empty() && !forms.iter().any(of_form)
    })
}

/// A finding about a kit as its reader takes it: in the file a field stands under its name, on paper under its
/// title.
pub(crate) fn titled(words: &Words, forms: &[Arc<Form>], finding: &Finding) -> Finding {
    let mut finding = finding.clone();
    let title = |name: &str| {
        let mut forms = forms.iter();
        forms.find_map(|form| Some(form.column_title(form.column(name)?)))
    };
    for (arg, value) in &mut finding.args {
        let field = matches!(arg.as_str(), "column" | "head" | "label");
        if let Some(title) = field.then(|| title(value)).flatten() {
            words.text(&title).clone_into(value);
        }
    }
    finding
}

/// The grade of a finding as a kit shows it.
fn sign(words: &Words, grade: kernel::Grade) -> String {
    match grade {
        kernel::Grade::MustFix => format!("× {}", tell!(words, "grade-must-fix")),
        kernel::Grade::Explain => format!("△ {}", tell!(words, "grade-explain")),
        kernel::Grade::Notice => tell!(words, "grade-notice"),
    }
}

/// Columns of a form by number.
fn columns(form: &Form) -> impl Iterator<Item = ColumnId> {
    (0..form.columns.len()).map(|number| ColumnId(number as u32))
}
