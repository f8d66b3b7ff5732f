//! Papers that prove items (佐证材料), what is asked for and missing, and what people say about items.
//!
//! A paper never decides an item: a person looks at it and answers in the county return.

mod add;
mod bundle;
mod change;
mod comment;
pub mod kind;
mod needs;
mod owner;
mod read;

pub use add::{Added, NewPaper};
pub use bundle::{Binder, Leaf};
pub use needs::{Need, OrgNeeds, Proof};
pub use read::{Open, Paper};
