//! What is each figure, why, does it pass, what is missing?
//!
//! ```text
//! Standard + Facts --counties--> County --assess--> Assessment (figures, spreads, items, verdict)
//!                                       --explain--> Proof (clause, formula, split, inputs, cells)
//!                                       --gaps--> Gap (teachers, m², yuan, rooms)
//!                  Run + Run --compare--> what moved a figure: facts, parameters or formulas
//! ```
//!
//! - Every comparison with a limit is exact; rounding is for showing, and where showing would flip
//!   a verdict the figure says "rounding decides".
//! - A missing figure makes "cannot decide", never a pass and never a failure; a failure that other
//!   figures already settle stays one.
//! - There is one evaluator. An explanation is the same evaluation with a witness.

mod assess;
mod cases;
pub mod compare;
mod county;
mod explain;
mod figure;
mod gaps;
mod interval;
mod items;
mod means;
mod rank;
pub mod record;
mod remedies;
pub mod spread;
mod target;

pub use assess::{CompositeResult, CountyAssessment, LeftOut, Outcome, Section, SpreadResult};
pub use cases::{CaseFailure, run_case};
pub use county::{County, CountyRow, Facts, School, SchoolRow, counties, prepare};
pub use explain::{
    Cell, FigureProof, Input, Origin, SplitProof, SpreadProof, SpreadRow, TestProof, Working,
};
pub use figure::{Figure, Lamp, Standing};
pub use gaps::{Gaps, Question, SectionGaps};
pub use items::{Answer, ItemOutcome, ItemResult, TestResult};
pub use means::{By, GroupMean};
pub use remedies::Remedy;
pub use target::Target;
