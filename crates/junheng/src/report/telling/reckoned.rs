//! How are the figure of a row and a coefficient of variation reckoned?

use indicators::{FigureProof, SplitProof};
use kernel::{Exact, Missing, Unit};
use standards::{Standard, Weighting};

use crate::report::names;
use crate::report::telling::{Line, lines, plain};
use crate::words::{Words, tell};

/// The reckoning of a figure: amount, split, quotient.
pub(crate) fn reckoning(standard: &Standard, proof: &FigureProof<'_>, words: &Words) -> Vec<Line> {
    let label = tell!(words, "report-line-amount");
    let mut reckoning = lines(&standard.pack, &proof.amount, label, words);
    reckoning.extend(proof.split.as_ref().map(|split| share(proof, split, words)));
    reckoning.push(quotient(proof, words));
    reckoning
}

/// The stage's share of an amount of the whole school.
fn share(proof: &FigureProof<'_>, split: &SplitProof<'_>, words: &Words) -> Line {
    let product = |(_, weight, pupils, _): &(usize, Exact, Exact, Exact)| {
        if *weight == Exact::ONE {
            plain(pupils)
        } else {
            format!("{} × {}", plain(weight), plain(pupils))
        }
    };
    let products: Vec<String> = split.parts.iter().map(product).collect();
    let whole: Exact = split.parts.iter().map(|part| part.3.clone()).sum();
    let own = split.parts.iter().find(|part| part.0 == proof.stage);
    let own = own.map_or_else(String::new, product);
    let amount = match &proof.figure.amount {
        // The formula's own unit may be scaled; the amount stands in its base unit.
        Ok(amount) => {
            let unit = Unit::of(proof.amount.explanation.unit.dimension());
            names::with_unit(words, &plain(amount), &unit)
        }
        Err(missing) => names::missing(words, *missing),
    };
    Line {
        label: words.bracketed(
            &tell!(words, "report-line-split"),
            words.text(&split.split.title),
        ),
        words: String::new(),
        figures: format!(
            "{} × {own} ÷ ({})",
            plain(&split.total),
            products.join(" + ")
        ),
        result: words.bracketed(
            &amount,
            &tell!(words, "report-line-weighted", sum = plain(&whole)),
        ),
    }
}

fn quotient(proof: &FigureProof<'_>, words: &Words) -> Line {
    let (figure, unit) = (&proof.figure, &proof.indicator.unit);
    let side = |side: &Result<Exact, Missing>| match side {
        Ok(number) => plain(number),
        Err(missing) => format!("〔{}〕", names::missing(words, *missing)),
    };
    let times = match unit.scale() {
        one if *one == Exact::ONE => String::new(),
        scale => format!(" × {}", plain(&(Exact::ONE / scale.clone()))),
    };
    Line {
        label: tell!(words, "report-line-value"),
        words: String::new(),
        figures: format!("{} ÷ {}{times}", side(&figure.amount), side(&figure.per)),
        result: match &figure.value {
            Ok(value) => names::with_unit(words, &plain(&unit.show(value)), unit),
            Err(missing) => names::missing(words, *missing),
        },
    }
}

/// By which formula coefficients of variation are reckoned.
pub(crate) fn method(standard: &Standard, words: &Words) -> String {
    match standard.weighting() {
        Weighting::Pupils => tell!(words, "report-cv-by-pupils"),
        Weighting::None => tell!(words, "report-cv-alike"),
        Weighting::Sample => tell!(words, "report-cv-sample"),
    }
}
