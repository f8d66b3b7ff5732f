//! How often may one address be wrong about a password?
//!
//! Wrong passwords are counted an account by `app`; here they are counted an address, whatever names
//! it tries. Who is right is never counted: a whole bureau may come in from one address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// Wrong passwords in a row that are borne.
const BORNE: i64 = 30;
/// One of them is forgiven after so many milliseconds.
const FORGIVEN_AFTER: i64 = 2_000;
/// Addresses remembered at most.
const REMEMBERED: usize = 10_000;

/// Until when an address has used up its tries: a bucket that leaks.
#[derive(Debug, Default)]
pub(crate) struct Tries {
    full_until: Mutex<HashMap<IpAddr, i64>>,
}

impl Tries {
    /// Seconds until an address may try again; none if it may now.
    pub(crate) fn wait(&self, address: IpAddr, now: i64) -> Option<i64> {
        let known = self
            .full_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let over = known.get(&address)? - now - (BORNE - 1) * FORGIVEN_AFTER;
        (over > 0).then_some((over + 999) / 1_000)
    }

    /// Notes a wrong password.
    pub(crate) fn wrong(&self, address: IpAddr, now: i64) {
        let mut known = self
            .full_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED {
            known.retain(|_, until| *until > now);
        }
        let until = known.entry(address).or_insert(now);
        *until = (*until).max(now) + FORGIVEN_AFTER;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_is_always_wrong_has_to_wait() {
        let (tries, here) = (Tries::default(), IpAddr::from([10, 0, 0, 1]));
        for _ in 0..BORNE {
            assert_eq!(tries.wait(here, 0), None);
            tries.wrong(here, 0);
        }
        assert_eq!(tries.wait(here, 0), Some(2));
        assert_eq!(tries.wait(here, 2_000), None);
        assert_eq!(tries.wait(IpAddr::from([10, 0, 0, 2]), 0), None);
    }
}
