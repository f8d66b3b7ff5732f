//! `indicators/*.toml`: amounts, denominators and lines that fit each other's units.

use facts::toml_file::TomlFile;
use kernel::{Dimension, PackError};

use super::{Loader, Wanted, check_digits, twice};
use crate::indicator::{GapFile, GapRule, Indicator, IndicatorFile, SpreadRule, Staged};
use crate::item::Level;
use crate::pack::PackFiles;
use formula::Formula;

impl Loader<'_> {
    pub(super) fn indicators(&mut self, base: &PackFiles) -> Vec<Indicator> {
        let mut indicators = Vec::new();
        for file in base.folder("standards/indicators") {
            let read = file.read::<IndicatorFile>();
            let placed = read.and_then(|read| Ok((read.order, self.indicator(file, read)?)));
            let Some((order, indicator)) = self.errors.keep(placed) else {
                continue;
            };
            if indicators
                .iter()
                .any(|(_, known): &(u32, Indicator)| known.id == indicator.id)
            {
                self.errors.push(twice(file.name, &indicator.id));
            }
            indicators.push((order, indicator));
        }
        indicators.sort_by_key(|(order, _)| *order);
        indicators
            .into_iter()
            .map(|(_, indicator)| indicator)
            .collect()
    }

    fn indicator(&self, file: TomlFile<'_>, read: IndicatorFile) -> Result<Indicator, PackError> {
        check_digits(file, &["digits"], read.digits)?;
        check_digits(
            file,
            &["spread", "digits"],
            read.spread.as_ref().map_or(0, |spread| spread.digits),
        )?;
        let amount = self.by_stage(file, "amount", &read.amount, read.shared)?;
        let per = self.by_stage(file, "per", &read.per, false)?;
        let wanted = read.unit.dimension();
        for (amount, per) in amount.iter().zip(&per) {
            let (Some(amount), Some(per)) = (amount, per) else {
                continue;
            };
            let own = dimension(amount).per(dimension(per));
            if own != wanted {
                return Err(PackError::new(
                    file.name,
                    format!("amount ÷ per 的单位是 {own}，指标的单位是 {wanted}"),
                    format!("amount / per is in {own}, the indicator in {wanted}"),
                )
                .at(file.span(&["amount"])));
            }
        }
        let parameter = |key: &str, id: &Option<String>, dimension: Dimension| {
            id.as_deref()
                .map(|id| self.parameter(file, &[key], id, dimension))
                .transpose()
        };
        let spread = match &read.spread {
            Some(spread) => {
                let limit = spread.limit.as_deref();
                let path = ["spread", "limit"];
                let limit = limit.map(|id| self.parameter(file, &path, id, Dimension::NONE));
                Some(SpreadRule {
                    limit: limit.transpose()?,
                    digits: spread.digits,
                })
            }
            None => None,
        };
        let gap = read
            .gap
            .map(|gap| self.gap(file, &["gap"], gap))
            .transpose()?;
        if let (Some(gap), Some(amount)) = (&gap, amount.iter().flatten().next()) {
            self.same_unit(file, &["gap", "unit"], gap, dimension(amount))?;
        }
        Ok(Indicator {
            limit: parameter("limit", &read.limit, wanted)?,
            floor: parameter("floor", &read.floor, Dimension::NONE)?,
            citation: self.citation(file, &["document"], &read.document, &read.clause)?,
            short: read.short.unwrap_or_else(|| read.title.clone()),
            id: read.id,
            title: read.title,
            unit: read.unit,
            digits: read.digits,
            sense: read.sense,
            amount,
            per,
            shared: read.shared,
            missing: read.missing,
            spread,
            gap,
            note: read.note,
            file: file.name.to_owned(),
        })
    }

    /// A formula a stage. A shared amount is a whole-school total: its bare names are the school's.
    fn by_stage(
        &self,
        file: TomlFile<'_>,
        key: &str,
        staged: &Staged,
        shared: bool,
    ) -> Result<Vec<Option<Formula>>, PackError> {
        self.known_stages(file, &[key], staged)?;
        let mut formulas = Vec::new();
        for stage in 0..self.vocabulary.stages.len() {
            // Stages that are never judged need no formula, but may have one.
            let judged = self.vocabulary.stages[stage].judged;
            let scope = if shared {
                (Level::School, None)
            } else {
                (Level::Section, Some(stage))
            };
            let formula = self
                .staged(key, staged, stage)
                .filter(|_| judged)
                .map(|(path, text)| self.formula(file, &path, text, scope, Wanted::Number));
            formulas.push(formula.transpose()?);
        }
        Ok(formulas)
    }

    pub(super) fn gap(
        &self,
        file: TomlFile<'_>,
        path: &[&str],
        gap: GapFile,
    ) -> Result<GapRule, PackError> {
        let step = gap
            .step
            .exact()
            .filter(|step| !step.is_negative())
            .ok_or_else(|| {
                PackError::new(
                    file.name,
                    "step 不是正数",
                    "`step` is not a positive number",
                )
                .at(file.span(path))
            })?;
        Ok(GapRule {
            buy: gap.buy,
            step: gap.unit.keep(&step),
            unit: gap.unit,
        })
    }

    pub(super) fn same_unit(
        &self,
        file: TomlFile<'_>,
        path: &[&str],
        gap: &GapRule,
        dimension: Dimension,
    ) -> Result<(), PackError> {
        let own = gap.unit.dimension();
        if own == dimension {
            return Ok(());
        }
        Err(PackError::new(
            file.name,
            format!("缺口单位 {own} 与公式的单位 {dimension} 不同"),
            format!("the gap is in {own}, the formula in {dimension}"),
        )
        .at(file.span(path)))
    }
}

fn dimension(formula: &Formula) -> Dimension {
    formula.dimension().unwrap_or(Dimension::NONE)
}
