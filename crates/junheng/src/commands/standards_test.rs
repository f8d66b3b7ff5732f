//! `standards test`: does each pack judge its inspector's examples as expected?

use indicators::{CaseFailure, run_case};
use rayon::prelude::*;

use crate::cli::PacksArgs;
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::report::names::Sign;
use crate::terminal::Tone;
use crate::words::tell;

pub(crate) fn run(desk: &Desk, args: &PacksArgs) -> Result<Exit, Failure> {
    let shelf = desk.shelf()?;
    let (mut passed, mut failed) = (0, 0);
    for id in super::standards_check::chosen(&shelf, args)? {
        let pack = shelf.load(&id, &[])?;
        desk.stop.check()?;
        let results: Vec<Vec<CaseFailure>> = pack
            .cases
            .par_iter()
            .map(|case| run_case(&pack, case))
            .collect();
        let bad = results
            .iter()
            .filter(|failures| !failures.is_empty())
            .count();
        passed += results.len() - bad;
        failed += bad;
        desk.print(&pack_told(desk, &id, &results))?;
    }
    let (tone, total) = (
        if failed == 0 { Tone::Good } else { Tone::Bad },
        passed + failed,
    );
    let summary = tell!(
        desk.words,
        "standards-test-summary",
        passed = passed,
        total = total
    );
    desk.print(&format!("{}\n", desk.look.paint(tone, &summary)))?;
    Ok(if failed == 0 { Exit::Done } else { Exit::No })
}

fn pack_told(desk: &Desk, id: &str, results: &[Vec<CaseFailure>]) -> String {
    let (words, look) = (&desk.words, desk.look);
    let bad = results
        .iter()
        .filter(|failures| !failures.is_empty())
        .count();
    let sign = if bad == 0 {
        look.paint(Tone::Good, Sign::Met.mark())
    } else {
        look.paint(Tone::Bad, Sign::Failed.mark())
    };
    let said = tell!(
        words,
        "standards-test-pack",
        id = id.to_owned(),
        passed = results.len() - bad,
        total = results.len()
    );
    let mut text = format!("{}\n", look.item(&sign, &said, 0));
    for failures in results.iter().filter(|failures| !failures.is_empty()) {
        text.push_str(&format!(
            "  {}\n",
            look.paint(Tone::Strong, &failures[0].file)
        ));
        failures
            .iter()
            .for_each(|failure| text.push_str(&failure_told(desk, failure)));
    }
    text
}

fn failure_told(desk: &Desk, failure: &CaseFailure) -> String {
    let (of, found) = (failure.of.clone(), failure.found.clone());
    let said = if failure.of.is_empty() {
        tell!(desk.words, "standards-test-cannot", said = found)
    } else {
        let expected = failure.expected.clone();
        tell!(
            desk.words,
            "standards-test-failure",
            of = of,
            expected = expected,
            found = found
        )
    };
    format!("{}\n", desk.look.item("-", &said, 4))
}
