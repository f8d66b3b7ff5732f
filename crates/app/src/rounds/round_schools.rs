//! Who would have to fill in, if a round were opened for a day?

use jiff::civil::Date;
use store::orgs::{self, Org};

use crate::Result;
use crate::app::App;
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;
use crate::tree::Tree;

/// A school of a county, as a round of a day would see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundSchool {
    /// The school as it is on the day.
    pub org: Org,
    /// The township, by name; empty if it belongs to none.
    pub township: String,
    /// Whether it has a return to fill in: it is open on the day.
    pub asked: bool,
}

impl App {
    /// The schools of a county on a day, also those that a round of that day leaves out.
    pub async fn round_schools(
        &self,
        caller: &Caller,
        county: &str,
        day: Date,
    ) -> Result<Vec<RoundSchool>> {
        let mut read = self.store().read().await?;
        let day = day.to_string();
        orgs::get(&mut read, county, &day)
            .await
            .map_err(absent("org"))?;
        caller.may(&mut read, Verb::OpenRound, county, None).await?;
        let tree = Tree::new(orgs::on_day(&mut read, &day).await?);
        Ok(schools_of(&tree, county, &day))
    }
}

/// The schools of a county; one that opens later has no part in a round yet.
pub(super) fn schools_of(tree: &Tree, county: &str, day: &str) -> Vec<RoundSchool> {
    let school = |org: &Org| RoundSchool {
        township: tree
            .above(&org.id, "township")
            .map(|org| org.name.clone())
            .unwrap_or_default(),
        asked: org.status == "open" && org.from_day.as_str() <= day,
        org: org.clone(),
    };
    tree.schools(county).map(school).collect()
}
