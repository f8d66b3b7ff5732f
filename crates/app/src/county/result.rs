//! What did judging find?

use std::sync::Arc;

use indicators::CountyAssessment;

use super::snapshot::{Basis, Snapshot};
use crate::Result;
use crate::app::App;
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;
use store::rounds;

impl App {
    /// The snapshot of a round's county, for who may see the whole county.
    pub async fn read_county(
        &self,
        caller: &Caller,
        round: &str,
        basis: Basis,
    ) -> Result<Arc<Snapshot>> {
        let mut read = self.store().read().await?;
        let org = rounds::get(&mut read, round)
            .await
            .map_err(absent("round"))?
            .org;
        caller.may(&mut read, Verb::ReadCounty, &org, None).await?;
        drop(read);
        self.snapshot(round, basis).await
    }
}

impl Snapshot {
    /// Judges the county.
    pub fn assess(&self) -> CountyAssessment {
        self.county().assess()
    }
}
