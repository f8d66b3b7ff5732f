//! A few values that were made before: one makes a value while the others who want it wait, and what
//! was not wanted for longest makes room.

use std::collections::VecDeque;
use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};

/// Where a value stands, once it is made. Whoever holds the lock may make it.
pub type Place<V> = Arc<tokio::sync::Mutex<Option<V>>>;

/// A few values by key.
#[derive(Debug)]
pub struct Few<K, V> {
    places: Mutex<VecDeque<(K, Place<V>)>>,
    most: usize,
}

impl<K: Clone + PartialEq + Debug, V> Few<K, V> {
    /// At most so many.
    pub fn new(most: usize) -> Few<K, V> {
        Few {
            places: Mutex::default(),
            most,
        }
    }

    /// The place of a key.
    pub fn place(&self, key: &K) -> Place<V> {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        let known = places.iter().position(|(known, _)| known == key);
        let own = known.and_then(|at| places.remove(at));
        let own = own.unwrap_or_else(|| (key.clone(), Place::default()));
        let place = own.1.clone();
        places.push_back(own);
        if places.len() > self.most {
            places.pop_front();
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_was_not_wanted_for_longest_makes_room() {
        let few: Few<&str, i32> = Few::new(2);
        for (key, value) in [("a", 1), ("b", 2)] {
            *few.place(&key).lock().await = Some(value);
        }
        assert_eq!(*few.place(&"a").lock().await, Some(1));
        *few.place(&"c").lock().await = Some(3);
        assert_eq!(*few.place(&"b").lock().await, None);
        assert_eq!(*few.place(&"c").lock().await, Some(3));
    }
}
