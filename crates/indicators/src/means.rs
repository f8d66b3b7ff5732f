//! What is the mean of an indicator in each township, in each kind of school?

use std::collections::BTreeMap;

use facts::catalogue::{ColumnId, FieldKind};
use facts::table::Datum;
use kernel::{Exact, Text};

use crate::assess::{CountyAssessment, Section, pairs};
use crate::county::County;
use crate::figure::Standing;
use crate::spread::Spread;

/// By what the sections of a stage are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The township they belong to.
    Township,
    /// What their school has chosen in a column of its return: urban or rural, the kind of school.
    Choice(ColumnId),
}

/// Sections that belong together, by one indicator.
#[derive(Debug, Clone)]
pub struct GroupMean {
    /// What they have in common; nothing for those of which it is not known.
    pub group: Option<Text>,
    /// How many sections.
    pub sections: usize,
    /// How many of them meet the limit.
    pub met: usize,
    /// How many lack the figure.
    pub missing: usize,
    /// Their mean in base units, weighted as the county's is; nothing without a figure.
    pub mean: Option<Exact>,
    /// How the mean stands to the limit of the stage.
    pub standing: Standing,
}

/// Orders groups: the place of an option in its list, or a name.
type Key = (usize, String);

impl County<'_> {
    /// By what the sections of this county can be put together: townships, and every choice of the
    /// school form that is about the school as a whole.
    pub fn ways(&self) -> Vec<(By, Option<Text>)> {
        let form = &self.facts.schools.form;
        let columns = form.columns.iter().enumerate();
        let choices = columns.filter_map(|(number, column)| {
            let id = ColumnId(number as u32);
            let field = form.field_of(id);
            let whole = column.stage.is_none() && field.kind == FieldKind::Choice;
            whole.then(|| (By::Choice(id), Some(field.title.clone())))
        });
        std::iter::once((By::Township, None))
            .chain(choices)
            .collect()
    }

    /// The means of an indicator (index) among the sections of a stage (index), group by group.
    pub fn means(
        &self,
        found: &CountyAssessment,
        stage: usize,
        indicator: usize,
        by: By,
    ) -> Vec<GroupMean> {
        let mut groups: BTreeMap<Option<Key>, (Option<Text>, Vec<&Section>)> = BTreeMap::new();
        for section in found.sections.iter().filter(|own| own.stage == stage) {
            let (key, group) = self.group(section, by).unzip();
            let own = groups.entry(key).or_insert((group, Vec::new()));
            own.1.push(section);
        }
        let mean = |(group, own): (Option<Text>, Vec<&Section>)| {
            self.mean_of(group, &own, stage, indicator)
        };
        groups.into_values().map(mean).collect()
    }

    /// What each section (index) of a stage adds to the spread of an indicator, as a share of the
    /// variance.
    pub fn contributions(
        &self,
        found: &CountyAssessment,
        stage: usize,
        indicator: usize,
    ) -> Vec<(usize, f64)> {
        let (rows, _, pairs) = pairs(&found.sections, stage, indicator);
        let spread = Spread::new(&pairs, self.standard.weighting());
        let shares = spread.map_or(Vec::new(), |spread| spread.contributions());
        rows.into_iter().zip(shares).collect()
    }

    /// What a section is put with, after its place in the list of options or by its name.
    fn group(&self, section: &Section, by: By) -> Option<(Key, Text)> {
        let school = &self.schools[section.school];
        let table = self.facts.schools;
        match by {
            By::Township => {
                let name = self.subject(school).township.as_deref()?.to_owned();
                let (zh, en) = (name.clone(), name.clone());
                Some(((0, name), Text { zh, en }))
            }
            By::Choice(column) => {
                let Datum::Choice(option) = table.get(school.row, column).datum else {
                    return None;
                };
                let options = &table.form.field_of(column).options;
                let title = options.get(usize::from(option))?.title.clone();
                Some(((usize::from(option), String::new()), title))
            }
        }
    }

    fn mean_of(
        &self,
        group: Option<Text>,
        own: &[&Section],
        stage: usize,
        indicator: usize,
    ) -> GroupMean {
        let figures = || own.iter().map(|section| &section.figures[indicator]);
        let pairs: Vec<(Exact, Exact)> = figures()
            .filter(|figure| figure.value.is_ok())
            .filter_map(|figure| Some((figure.amount.clone().ok()?, figure.per.clone().ok()?)))
            .collect();
        let mean = Spread::new(&pairs, self.standard.weighting()).and_then(|own| own.mean());
        let gauge = self.gauge(&self.standard.pack.indicators[indicator], stage);
        GroupMean {
            group,
            sections: own.len(),
            met: figures()
                .filter(|own| own.standing == Standing::Met)
                .count(),
            missing: figures().filter(|own| own.value.is_err()).count(),
            standing: gauge.stands(mean.as_ref()),
            mean,
        }
    }
}
