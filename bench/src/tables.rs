//! The invented country as returns: columns in memory, or the file that a bureau would upload.

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use facts::catalogue::{ColumnId, Form};
use facts::identity::Identity;
use facts::table::{Datum, Entry, Subject, Table};
use kernel::Missing;
use standards::Pack;

use crate::country::{Country, Place, YEAR, code, county_return, name};
use crate::school::Answer;

/// The columns of the file: what the seven indicators and the rules for rows need.
pub const FILE_COLUMNS: [&str; 26] = [
    "kind",
    "pupils.primary",
    "pupils.junior",
    "pupils.senior",
    "degree_doctor.primary",
    "degree_master.primary",
    "degree_bachelor.primary",
    "degree_college.primary",
    "degree_doctor.junior",
    "degree_master.junior",
    "degree_bachelor.junior",
    "backbone_teachers.primary",
    "backbone_teachers.junior",
    "teachers_pe.primary",
    "teachers_music.primary",
    "teachers_art.primary",
    "teachers_arts.primary",
    "teachers_pe.junior",
    "teachers_music.junior",
    "teachers_art.junior",
    "teachers_arts.junior",
    "teaching_area",
    "indoor_sports_area",
    "sports_ground_area",
    "equipment_value",
    "multimedia_rooms",
];

/// The school returns of a country: every column that its schools answer.
pub fn school_table(pack: &Pack, country: &Country) -> Table {
    let mut table = Table::new(pack.school_form().clone());
    for place in &country.counties {
        let county: Arc<str> = place.name.as_str().into();
        for number in place.schools.clone() {
            let row = table.push(subject(&code(number), &name(place, number), &county));
            for (column, answer) in &country.school(place, number).answers {
                set(&mut table, row, column, *answer);
            }
        }
    }
    table
}

/// The county returns of a country.
pub fn county_table(form: &Arc<Form>, country: &Country, seed: u64) -> Table {
    let mut table = Table::new(form.clone());
    for place in &country.counties {
        let county: Arc<str> = place.name.as_str().into();
        let row = table.push(subject(&county, &county, &county));
        for (column, answer) in county_return(place, seed) {
            set(&mut table, row, column, answer);
        }
    }
    table
}

fn subject(code: &str, name: &str, county: &Arc<str>) -> Subject {
    Subject {
        code: code.into(),
        name: name.into(),
        county: county.clone(),
        township: None,
        year: YEAR,
        parent: None,
        place: kernel::Place::NOWHERE,
    }
}

/// A cell of an invented sheet, so that a table in memory is as large as one that was read.
fn set(table: &mut Table, row: usize, column: &str, answer: Answer) {
    let Some(id) = table.form.column(column) else {
        return;
    };
    let place = kernel::Place {
        document: 0,
        column: id.0 as u16,
        row: row as u32 + 1,
    };
    let datum = datum(&table.form, id, answer);
    table.set(row, id, Entry { datum, place });
}

fn datum(form: &Form, column: ColumnId, answer: Answer) -> Datum {
    match answer {
        Answer::Number(number) => Datum::Number(number),
        Answer::Option(option) => {
            let options = &form.field_of(column).options;
            let place = options.iter().position(|known| known.id == option);
            place.map_or(Datum::Missing(Missing::Unreadable), |place| {
                Datum::Choice(place as u16)
            })
        }
        Answer::Nothing => Datum::Missing(Missing::NotReported),
    }
}

/// Writes the file that a country's clerks would upload together: one row a school, the form's own
/// titles as heads, what does not concern a school left empty.
pub fn write_file(pack: &Pack, country: &Country, path: &Path) -> Result<(), Box<dyn Error>> {
    let form = pack.school_form();
    let identity = [
        Identity::Code,
        Identity::Name,
        Identity::County,
        Identity::Year,
    ];
    let mut heads: Vec<String> = identity.map(|column| column.title().zh).into();
    for column in FILE_COLUMNS {
        let id = form
            .column(column)
            .ok_or_else(|| format!("the form has no column {column}"))?;
        heads.push(form.column_title(id).zh);
    }
    let mut file = csv::Writer::from_path(path)?;
    file.write_record(&heads)?;
    for place in &country.counties {
        write_county(form, country, place, &mut file)?;
    }
    Ok(file.flush()?)
}

fn write_county(
    form: &Form,
    country: &Country,
    place: &Place,
    file: &mut csv::Writer<impl Write>,
) -> Result<(), Box<dyn Error>> {
    for number in place.schools.clone() {
        let school = country.school(place, number);
        let identity = [
            code(number),
            name(place, number),
            place.name.clone(),
            YEAR.to_string(),
        ];
        let answers = FILE_COLUMNS.iter().map(|column| {
            let answer = school.answers.iter().find(|(known, _)| known == column);
            answer.map_or(String::new(), |(_, answer)| written(form, column, *answer))
        });
        file.write_record(identity.into_iter().chain(answers))?;
    }
    Ok(())
}

fn written(form: &Form, column: &str, answer: Answer) -> String {
    match answer {
        Answer::Number(number) => number.to_string(),
        Answer::Nothing => String::new(),
        Answer::Option(option) => {
            let field = form.column(column).map(|id| form.field_of(id));
            let known = field.and_then(|field| field.options.iter().find(|o| o.id == option));
            known.map_or_else(|| option.to_owned(), |known| known.title.zh.clone())
        }
    }
}
