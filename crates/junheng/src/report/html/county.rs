//! One county and year as data.

use indicators::{County, CountyAssessment, Outcome};
use serde::Serialize;
use standards::Item;

use crate::report::html::bounds::{Detail, most};
use crate::report::html::checklist::{Counts, Group, checklist, counts};
use crate::report::html::item_proof::{ItemProof, item_proofs};
use crate::report::html::links::Links;
use crate::report::html::obstacles::{Obstacle, obstacles};
use crate::report::html::open::{OpenPage, open_page};
use crate::report::html::school::{SchoolProof, school_proofs};
use crate::report::html::sections::{
    Failing, LeftOutLine, StageTable, failing, left_out, stage_tables,
};
use crate::report::html::spread_proof::{SpreadProofPage, spread_proofs};
use crate::report::html::spreads::{Matrix, Spreads, matrix, spreads};
use crate::report::html::switches::{Reading, readings};
use crate::report::html::table::Mark;
use crate::report::names;
use crate::report::telling::Paper;
use crate::words::{Words, tell};

/// One county.
#[derive(Debug, Serialize)]
pub(super) struct CountyPage {
    pub(super) anchor: String,
    pub(super) name: String,
    pub(super) year: i16,
    pub(super) verdict: Mark,
    pub(super) counts: Counts,
    pub(super) obstacles: Vec<Obstacle>,
    pub(super) groups: Vec<Group>,
    pub(super) matrix: Option<Matrix>,
    pub(super) spreads: Vec<Spreads>,
    pub(super) failing: Vec<Failing>,
    pub(super) failing_more: usize,
    pub(super) stages: Vec<StageTable>,
    pub(super) left_out: Vec<LeftOutLine>,
    pub(super) left_out_more: usize,
    pub(super) open: OpenPage,
    pub(super) readings: Vec<Reading>,
    pub(super) schools: Vec<SchoolProof>,
    pub(super) item_proofs: Vec<ItemProof>,
    pub(super) item_documents: Vec<String>,
    pub(super) spread_proofs: Vec<SpreadProofPage>,
}

/// What every part of a county's page is made from.
#[derive(Clone, Copy)]
pub(super) struct Look<'a> {
    pub(super) paper: &'a Paper<'a>,
    pub(super) county: &'a County<'a>,
    pub(super) found: &'a CountyAssessment,
    pub(super) links: Links,
    pub(super) detail: Detail,
}

impl<'a> Look<'a> {
    pub(super) fn words(&self) -> &'a Words {
        self.paper.words
    }

    pub(super) fn stage_id(&self, stage: usize) -> &'a str {
        &self.paper.standard.pack.stages()[stage].id
    }

    /// The group of an item.
    pub(super) fn group(&self, item: &Item) -> &'a standards::Group {
        &self.paper.standard.pack.groups[item.group]
    }

    pub(super) fn is_whole(&self) -> bool {
        self.detail == Detail::Whole
    }
}

/// The page of a county.
pub(super) fn county_page<'a>(
    paper: &'a Paper<'a>,
    county: &'a County<'a>,
    found: &'a CountyAssessment,
    index: usize,
    detail: Detail,
) -> CountyPage {
    let look = Look {
        paper,
        county,
        found,
        links: Links::new(index, detail),
        detail,
    };
    let gaps = county.gaps(found);
    let (failing, failing_more) = failing(&look, &gaps);
    let (left_out, left_out_more) = left_out(&look, most(detail) * 2);
    let whole = look.is_whole();
    let (item_proofs, item_documents) = if whole {
        item_proofs(&look)
    } else {
        Default::default()
    };
    CountyPage {
        anchor: look.links.county(),
        name: found.name.to_string(),
        year: found.year,
        verdict: verdict(found.verdict, paper.words),
        counts: counts(&look),
        obstacles: obstacles(&look),
        groups: checklist(&look),
        matrix: matrix(&look),
        spreads: spreads(&look),
        failing,
        failing_more,
        stages: if whole {
            stage_tables(&look)
        } else {
            Vec::new()
        },
        left_out,
        left_out_more,
        open: open_page(&look, &gaps),
        readings: readings(&look, index),
        schools: if whole {
            school_proofs(&look)
        } else {
            Vec::new()
        },
        item_proofs,
        item_documents,
        spread_proofs: if whole {
            spread_proofs(&look)
        } else {
            Vec::new()
        },
    }
}

/// The verdict of a county; of one that is not judged that it is only measured.
pub(super) fn verdict(outcome: Outcome, words: &Words) -> Mark {
    let mut said = names::outcome(words, outcome);
    if outcome == Outcome::NotJudged {
        said.word = tell!(words, "report-verdict-none");
    }
    Mark::new(said)
}
