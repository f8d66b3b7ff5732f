//! How much may one address ask for?
//!
//! Wrong passwords are counted an account by `app`; here they are counted an address, whatever names
//! it tries. Who is right is never counted: a whole bureau may come in from one address. Requests and
//! connections are counted too, with bounds that people never meet and a program gone wild does.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// Addresses remembered at most.
const REMEMBERED: usize = 10_000;

/// Until when each address has used up what it may do: a bucket that leaks.
#[derive(Debug)]
pub(crate) struct Bucket {
    /// So many at once.
    borne: i64,
    /// One of them is forgiven after so many milliseconds.
    forgiven_after: i64,
    full_until: Mutex<HashMap<IpAddr, i64>>,
}

impl Bucket {
    fn new(borne: i64, forgiven_after: i64) -> Bucket {
        Bucket {
            borne,
            forgiven_after,
            full_until: Mutex::default(),
        }
    }

    /// Wrong passwords: thirty in a row, then one in two seconds.
    pub(crate) fn of_tries() -> Bucket {
        Bucket::new(30, 2_000)
    }

    /// Requests: two thousand at once, then two hundred a second. A school behind one address opens its
    /// pages well below that.
    pub(crate) fn of_requests() -> Bucket {
        Bucket::new(2_000, 5)
    }

    /// Seconds until an address may go on; none if it may now.
    pub(crate) fn wait(&self, address: IpAddr, now: i64) -> Option<i64> {
        let known = self
            .full_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let over = known.get(&address)? - now - (self.borne - 1) * self.forgiven_after;
        (over > 0).then_some((over + 999) / 1_000)
    }

    /// Counts one.
    pub(crate) fn count(&self, address: IpAddr, now: i64) {
        let mut known = self
            .full_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED {
            known.retain(|_, until| *until > now);
        }
        let until = known.entry(address).or_insert(now);
        *until = (*until).max(now) + self.forgiven_after;
    }
}

/// Connections of one address at once.
const CONNECTIONS: usize = 256;

/// How many connections each address has open.
#[derive(Debug, Clone, Default)]
pub(crate) struct Doors {
    open: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl Doors {
    /// One more, until what is given is dropped; none when there are too many. This machine's own proxy
    /// speaks for many people and is not counted.
    pub(crate) fn one_more(&self, address: IpAddr) -> Option<Door> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(address).or_default();
        if *count >= CONNECTIONS && !address.is_loopback() {
            return None;
        }
        *count += 1;
        Some(Door {
            doors: self.clone(),
            address,
        })
    }
}

/// An open connection.
#[derive(Debug)]
pub(crate) struct Door {
    doors: Doors,
    address: IpAddr,
}

impl Drop for Door {
    fn drop(&mut self) {
        let open = self.doors.open.lock();
        let mut open = open.unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, 1));
    const THERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, 2));

    #[test]
    fn an_address_that_is_always_wrong_has_to_wait() {
        let tries = Bucket::of_tries();
        for _ in 0..30 {
            assert_eq!(tries.wait(HERE, 0), None);
            tries.count(HERE, 0);
        }
        assert_eq!(tries.wait(HERE, 0), Some(2));
        assert_eq!(tries.wait(HERE, 2_000), None);
        assert_eq!(tries.wait(THERE, 0), None);
    }

    #[test]
    fn nobody_opens_all_doors() {
        let doors = Doors::default();
        let mut held: Vec<Door> = (0..CONNECTIONS)
            .map_while(|_| doors.one_more(HERE))
            .collect();
        assert_eq!(held.len(), CONNECTIONS);
        assert!(doors.one_more(HERE).is_none());
        assert!(doors.one_more(THERE).is_some());
        held.pop();
        assert!(doors.one_more(HERE).is_some());
        drop(held);
        assert!(doors.open.lock().unwrap().is_empty());
    }
}
