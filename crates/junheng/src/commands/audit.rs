//! `audit verify`: has anybody touched the log?

use store::audit::{self, Chain};

use crate::cli::VerifyArgs;
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::keeping;
use crate::words::tell;

pub(crate) fn run(desk: &Desk, args: &VerifyArgs) -> Result<Exit, Failure> {
    let chain = keeping::runtime()?.block_on(async {
        let store = keeping::open(&args.data).await?;
        let mut read = store.read().await?;
        let chain = audit::verify(&mut read).await?;
        drop(read);
        store.close().await;
        Ok::<Chain, Failure>(chain)
    })?;
    let words = &desk.words;
    let (said, exit) = match chain {
        Chain::Whole { lines, hash } => {
            let said = tell!(words, "audit-whole", lines = lines, hash = hash);
            (said, Exit::Done)
        }
        Chain::Broken { seq } => (tell!(words, "audit-broken", seq = seq), Exit::No),
    };
    desk.print(&format!("{said}\n"))?;
    Ok(exit)
}
