//! What holds for rows that do not say: the county and the year, fixed by the map, told by the user,
//! or by the title.

use std::collections::HashMap;

use kernel::Document;

use super::find_heads::Top;
use super::session::Session;
use super::who::{Given, year_in, year_of};
use crate::catalogue::SubjectKind;
use crate::codes;
use crate::identity::Identity;
use crate::mapping::{IdentityRule, Mapping, Shape};

impl Session<'_> {
    /// What holds for rows that do not say: fixed by the map, told by the user, or by the title.
    pub(super) fn given(
        &mut self,
        mapping: &Mapping,
        columns: &HashMap<Identity, usize>,
        above: &Top,
        document: &Document,
    ) -> Given {
        let says =
            |identity| columns.contains_key(&identity) || mapping.identity.contains_key(&identity);
        let fixed = |identity| mapping.fixed.identity.get(&identity).cloned();
        // Where rows name their county, one that names none is nobody's.
        let default_county = self.options.default_county.clone();
        let default_county = default_county.filter(|_| !says(Identity::County));
        let county = fixed(Identity::County).or(default_county);
        if county.is_none() && !says(Identity::County) {
            self.gather
                .log
                .about(document, codes::COUNTY_NOT_SAID.found());
        }
        let fixed_year = fixed(Identity::Year).and_then(|year| year_of(&year));
        let mut year = fixed_year.or(self.options.default_year);
        let heading = mapping.identity.get(&Identity::Year) == Some(&IdentityRule::Heading);
        let (column, tables) = (
            columns.contains_key(&Identity::Year),
            mapping.shape == Shape::Tables,
        );
        let asked = match tables {
            true => column || (says(Identity::Year) && !heading),
            false => column && !heading,
        };
        if !asked && (year.is_none() || (heading && !tables)) {
            let told = self.year_above(above, document);
            let finding = match told {
                Some(year) => codes::YEAR_FROM_TITLE.found().with("year", year),
                None => codes::YEAR_NOT_SAID.found(),
            };
            self.gather.log.about(document, finding);
            year = told.or(year);
        }
        let schools = mapping.form.subject == SubjectKind::School;
        if schools && !says(Identity::Code) {
            self.gather.log.about(document, codes::CODES_ABSENT.found());
        }
        let code = mapping.identity_head(Identity::Code);
        Given {
            county,
            year,
            latest_year: self.options.latest_year,
            subject: Some(mapping.form.subject),
            asks_code: says(Identity::Code),
            needs_code: false,
            national_code: code.is_some_and(|named| named.key().contains("标识码")),
        }
    }

    /// The year that the rows above the heads, the sheet's name or the file's name tell, if one.
    fn year_above(&self, above: &Top, document: &Document) -> Option<i16> {
        let titles = above.iter().flatten().map(|cell| cell.text.as_str());
        let file = document.file.rsplit(['/', '\\']).next();
        let texts = titles.chain([document.sheet.as_str()]).chain(file);
        let latest = self.options.latest_year;
        let mut texts = texts;
        texts.find_map(|text| year_in(text, latest))
    }
}
