//! `items/*.toml`: the assessed items in the order of judgment.

use facts::toml_file::TomlFile;
use kernel::{Dimension, PackError};

use super::{Loader, Wanted, check_digits, twice};
use crate::indicator::{Indicator, Staged};
use crate::item::{Item, ItemFile, ItemKind, KindFile, Level, Rule, SchoolRule, Test, TestFile};
use crate::pack::{Group, PackFiles};

impl Loader<'_> {
    pub(super) fn items(
        &mut self,
        base: &PackFiles,
        overlays: &[PackFiles],
        groups: &[Group],
        indicators: &[Indicator],
    ) -> Vec<Item> {
        let mut items: Vec<(u32, Item)> = Vec::new();
        let layers =
            std::iter::once((base, None)).chain(overlays.iter().map(|o| (o, Some(o.id.clone()))));
        for (folder, overlay) in layers {
            for file in folder.folder("standards/items") {
                let read = file.read::<ItemFile>();
                let item = read.and_then(|read| {
                    Ok((
                        read.order,
                        self.item(file, read, groups, indicators, overlay.clone())?,
                    ))
                });
                let Some((order, item)) = self.errors.keep(item) else {
                    continue;
                };
                // An overlay's item of the same id takes the place of the one below it.
                let same = items.iter().position(|(_, known)| known.id == item.id);
                match same.map(|at| (at, items[at].1.overlay == item.overlay)) {
                    Some((at, false)) => items[at] = (order, item),
                    Some((_, true)) => self.errors.push(twice(file.name, &item.id)),
                    None => items.push((order, item)),
                }
            }
        }
        items.sort_by_key(|(order, item)| (item.group, *order));
        items.into_iter().map(|(_, item)| item).collect()
    }

    fn item(
        &self,
        file: TomlFile<'_>,
        read: ItemFile,
        groups: &[Group],
        indicators: &[Indicator],
        overlay: Option<String>,
    ) -> Result<Item, PackError> {
        let group = groups
            .iter()
            .position(|group| group.id == read.group)
            .ok_or_else(|| {
                let id = &read.group;
                PackError::new(
                    file.name,
                    format!("verdict.toml 里没有组 {id}"),
                    format!("verdict.toml has no group `{id}`"),
                )
                .at(file.span(&["group"]))
            })?;
        let level = read.level.unwrap_or(Level::County);
        Ok(Item {
            group,
            level,
            kind: self.item_kind(file, &read, level, indicators)?,
            citation: self.citation(file, &["document"], &read.document, &read.clause)?,
            id: read.id,
            title: read.title,
            evidence: read.evidence.map(|evidence| evidence.needed),
            note: read.note,
            overlay,
            file: file.name.to_owned(),
        })
    }

    fn item_kind(
        &self,
        file: TomlFile<'_>,
        read: &ItemFile,
        level: Level,
        indicators: &[Indicator],
    ) -> Result<ItemKind, PackError> {
        match read.kind {
            KindFile::Schools => self
                .school_rule(file, read, indicators)
                .map(ItemKind::Schools),
            KindFile::Spread => Ok(ItemKind::Spread),
            KindFile::Composite => {
                let limit = read.limit.as_deref();
                let limit = limit.map(|id| self.parameter(file, &["limit"], id, Dimension::NONE));
                Ok(ItemKind::Composite {
                    limit: limit.transpose()?,
                })
            }
            KindFile::Tests if read.tests.is_empty() => Err(PackError::new(
                file.name,
                "这一项没有任何 [[test]]，永远判不出来",
                "the item has no [[test]]: nothing could decide it",
            )),
            KindFile::Tests => {
                let tests = read.tests.iter().enumerate();
                let tests = tests.map(|(i, test)| self.test(file, &i.to_string(), test, level));
                tests.collect::<Result<_, _>>().map(ItemKind::Tests)
            }
        }
    }

    fn school_rule(
        &self,
        file: TomlFile<'_>,
        read: &ItemFile,
        indicators: &[Indicator],
    ) -> Result<SchoolRule, PackError> {
        let rule = read
            .rule
            .as_ref()
            .ok_or_else(|| PackError::new(file.name, "缺少 [rule]", "[rule] is missing"))?;
        let mut places = Vec::new();
        for id in &rule.indicators {
            let place = indicators.iter().position(|indicator| indicator.id == *id);
            places.push(place.ok_or_else(|| {
                PackError::new(
                    file.name,
                    format!("没有指标 {id}"),
                    format!("there is no indicator `{id}`"),
                )
                .at(file.span(&["rule", "indicators"]))
            })?);
        }
        let lined = places
            .iter()
            .all(|place| indicators[*place].limit.is_some());
        if !lined || rule.at_least == 0 || rule.at_least > places.len() {
            return Err(PackError::new(
                file.name,
                "at_least 要在 1 和指标数之间，且每个指标都要有标准值（limit）",
                "`at_least` lies between 1 and the number of indicators, each of which has a `limit`",
            )
            .at(file.span(&["rule"])));
        }
        Ok(SchoolRule {
            indicators: places,
            at_least: rule.at_least,
        })
    }

    fn test(
        &self,
        file: TomlFile<'_>,
        i: &str,
        test: &TestFile,
        level: Level,
    ) -> Result<Test, PackError> {
        let gap = test
            .gap
            .clone()
            .map(|gap| self.gap(file, &["test", i, "gap"], gap))
            .transpose()?;
        self.known_stages(file, &["test", i, "require"], &test.require)?;
        if level != Level::Section && matches!(test.require, Staged::ByStage(_)) {
            return Err(PackError::new(
                file.name,
                "只有逐学段的项目（level = \"section\"）才能按学段写条件",
                "only items of level `section` may have a condition a stage",
            )
            .at(file.span(&["test", i, "require"])));
        }
        check_digits(file, &["test", i, "digits"], test.digits.unwrap_or(0))?;
        let mut rules = Vec::new();
        for stage in self.test_stages(file, i, test, level)? {
            let Some((path, text)) = self.staged("require", &test.require, stage.unwrap_or(0))
            else {
                continue;
            };
            let scope = (level, stage);
            let path: Vec<&str> = ["test", i].into_iter().chain(path).collect();
            let applies = test.applies.as_deref().map(|text| {
                self.formula(
                    file,
                    &["test", i, "applies"],
                    text,
                    scope,
                    Wanted::Condition,
                )
            });
            let require = self.formula(file, &path, text, scope, Wanted::Condition)?;
            let sides = require.sides();
            if let (Some(gap), Some((have, _, _))) = (&gap, &sides) {
                let own = have.dimension().unwrap_or(Dimension::NONE);
                self.same_unit(file, &["test", i, "gap", "unit"], gap, own)?;
            }
            rules.push(Rule {
                stage,
                applies: applies.transpose()?,
                require,
                sides,
            });
        }
        Ok(Test {
            id: test.id.clone(),
            title: test.title.clone(),
            basis: test.basis,
            unit: test.unit.clone(),
            digits: test.digits,
            gap,
            rules,
            note: test.note.clone(),
        })
    }

    fn test_stages(
        &self,
        file: TomlFile<'_>,
        i: &str,
        test: &TestFile,
        level: Level,
    ) -> Result<Vec<Option<usize>>, PackError> {
        if level != Level::Section {
            return Ok(vec![None]);
        }
        if test.stages.is_empty() {
            let judged = |stage: &usize| self.vocabulary.stages[*stage].judged;
            return Ok((0..self.vocabulary.stages.len())
                .filter(judged)
                .map(Some)
                .collect());
        }
        test.stages
            .iter()
            .map(|id| self.stage(file, &["test", i, "stages"], id).map(Some))
            .collect()
    }
}
