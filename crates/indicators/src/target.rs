//! What a person asks about: `A primary R3`, `小学 R6 CV`, `G3 music`, `county`.

use crate::county::County;

/// Something of a county that has a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The county's verdict.
    County,
    /// A school (index).
    School(usize),
    /// One stage of a school.
    Section(usize, usize),
    /// School, stage, indicator.
    Figure(usize, usize, usize),
    /// Stage, indicator.
    Spread(usize, usize),
    /// The mean of a stage's coefficients.
    Composite(usize),
    /// An item (index).
    Item(usize),
    /// Item, test, and of whom: school and stage.
    Test(usize, usize, Option<usize>, Option<usize>),
}

impl County<'_> {
    /// Reads what a person asks about. Schools are named by code or name, stages and indicators by
    /// id or title.
    pub fn target(&self, text: &str) -> Option<Target> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let (last, head) = words.split_last()?;
        if head.is_empty() && ["county", "县"].contains(last) {
            return Some(Target::County);
        }
        if ["CV", "cv", "差异系数"].contains(last) {
            return self.spread_target(head);
        }
        self.item_target(&words)
            .or_else(|| self.school_target(&words))
    }

    fn spread_target(&self, words: &[&str]) -> Option<Target> {
        let pack = &self.standard.pack;
        match words {
            [stage] => Some(Target::Composite(pack.stage(stage)?)),
            [stage, indicator] => Some(Target::Spread(
                pack.stage(stage)?,
                pack.indicator(indicator)?,
            )),
            _ => None,
        }
    }

    fn item_target(&self, words: &[&str]) -> Option<Target> {
        let (id, rest) = words.split_first()?;
        let item = self
            .standard
            .pack
            .items
            .iter()
            .position(|item| item.id.eq_ignore_ascii_case(id))?;
        let Some((test, of)) = rest.split_first() else {
            return Some(Target::Item(item));
        };
        let tests = self.standard.pack.items[item].tests();
        let test = tests.iter().position(|known| known.id == *test)?;
        if of.is_empty() {
            return Some(Target::Test(item, test, None, None));
        }
        match self.school_target(of)? {
            Target::School(school) => Some(Target::Test(item, test, Some(school), None)),
            Target::Section(school, stage) => {
                Some(Target::Test(item, test, Some(school), Some(stage)))
            }
            _ => None,
        }
    }

    fn school_target(&self, words: &[&str]) -> Option<Target> {
        let pack = &self.standard.pack;
        if let Some(school) = self.school_called(&words.join(" ")) {
            return Some(Target::School(school));
        }
        let (last, head) = words.split_last()?;
        if let (Some(stage), Some(school)) = (pack.stage(last), self.school_called(&head.join(" ")))
        {
            return Some(Target::Section(school, stage));
        }
        let (stage, name) = head.split_last()?;
        let school = self.school_called(&name.join(" "))?;
        Some(Target::Figure(
            school,
            pack.stage(stage)?,
            pack.indicator(last)?,
        ))
    }

    fn school_called(&self, name: &str) -> Option<usize> {
        let called = |by: &dyn Fn(&facts::table::Subject) -> bool| {
            self.schools
                .iter()
                .position(|school| by(self.subject(school)))
        };
        called(&|subject| &*subject.code == name)
            .or_else(|| called(&|subject| &*subject.name == name))
    }
}
