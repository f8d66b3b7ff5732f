//! What was observed, where was it read, and can we rely on it?
//!
//! ```text
//! bytes --reading--> sheets of cells --mapping--> Table (figures with places) + findings
//!                                     Table --campus--> Table of schools
//!                                     Table --checks--> findings
//! ```
//!
//! - Reading people's files never fails as a whole: it gives what was good, and findings.
//! - Every input row is loaded or named in a finding; the [`Tally`](table::Tally) proves it.
//! - Every figure knows its file, sheet and cell.
//! - Nothing here opens a file: the caller brings bytes.
//! - No file can fill the machine: sizes are counted before memory is taken ([`Limits`]).
//!
//! Where to look: what a file is and what its cells hold in [`reading`]; which head means which
//! question in [`mapping`] and [`heads`]; what becomes of rows and cells in [`import`](mod@import);
//! every finding in [`codes`] and its words in [`messages`].
//!
//! ```
//! use std::ops::ControlFlow;
//! use std::sync::Arc;
//! use facts::{Input, Options, import, catalogue::Form, toml_file::TomlFile};
//!
//! let text = r#"
//! id = "school"
//! subject = "school"
//! filled_by = "school"
//! title = { zh = "学校年报表", en = "School return" }
//! [[field]]
//! id = "area"
//! kind = "amount"
//! unit = "m2"
//! title = { zh = "校舍面积", en = "Floor area" }
//! "#;
//! let form = Arc::new(Form::load(TomlFile { name: "school.toml", text }, [].into()).unwrap());
//! let file = Input::bytes("学校.csv", "学校名称,校舍面积（㎡）\n甲小学,\"2,700.5\"\n乙小学,三千\n");
//! let read = import(vec![file], &[form], &[], &Options::default(), &mut |_| ControlFlow::Continue(()));
//! assert_eq!(read.tables[0].len(), 2);
//! assert!(read.findings.iter().any(|finding| finding.code == "cell-not-a-number"));
//! ```

pub mod answer;
pub mod campus;
pub mod catalogue;
pub mod checks;
pub mod codes;
pub mod heads;
pub mod identity;
pub mod import;
pub mod list;
pub mod mapping;
pub mod messages;
mod number;
pub mod places;
pub mod propose;
pub mod reading;
pub mod table;
pub mod toml_file;

pub use import::{Imported, Options, Progress, SheetReport, import};
pub use mapping::Mapping;
pub use propose::{Proposal, propose};
pub use reading::{Input, Limits};
