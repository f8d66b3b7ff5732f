//! Who belongs to whom on a day?

use std::collections::HashMap;

use store::orgs::Org;

/// More than any line of organisations is long.
const DEPTH: usize = 8;

/// The organisations of a day.
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    orgs: Vec<Org>,
    by_id: HashMap<String, usize>,
}

impl Tree {
    pub(crate) fn new(orgs: Vec<Org>) -> Tree {
        let by_id = orgs
            .iter()
            .enumerate()
            .map(|(i, org)| (org.id.clone(), i))
            .collect();
        Tree { orgs, by_id }
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Org> {
        self.by_id.get(id).map(|at| &self.orgs[*at])
    }

    /// An organisation and everything it belongs to, itself first.
    pub(crate) fn line(&self, id: &str) -> Vec<&Org> {
        let mut line: Vec<&Org> = Vec::new();
        let mut next = self.get(id);
        while let Some(org) = next.filter(|org| !line.iter().any(|known| known.id == org.id)) {
            line.push(org);
            next = org.parent.as_deref().and_then(|parent| self.get(parent));
        }
        line
    }

    /// Whether an organisation is another, or belongs to it.
    pub(crate) fn is_below(&self, id: &str, place: &str) -> bool {
        let above = |id: &str| self.get(id)?.parent.as_deref();
        // A tree of five kinds; what is deeper goes round in circles.
        let mut line = std::iter::successors(Some(id), |id| above(id)).take(DEPTH);
        line.any(|id| id == place)
    }

    /// The nearest organisation of a kind that one belongs to.
    pub(crate) fn above(&self, id: &str, kind: &str) -> Option<&Org> {
        self.line(id).into_iter().find(|org| org.kind == kind)
    }

    /// Organisations of a kind that are a place or belong to it.
    pub(crate) fn below(&self, place: &str, kind: &str) -> impl Iterator<Item = &Org> {
        let below = move |org: &&Org| org.kind == kind && self.is_below(&org.id, place);
        self.orgs.iter().filter(below)
    }

    /// The nearest organisation of a kind above one, itself left out.
    pub(crate) fn above_itself(&self, id: &str, kind: &str) -> Option<&Org> {
        let mut line = self.line(id).into_iter().skip(1);
        line.find(|org| org.kind == kind)
    }

    /// Those below any of some places, and what these places belong to.
    pub(crate) fn within_sight(&self, places: &[&str]) -> Vec<Org> {
        let seen = |org: &&Org| {
            places
                .iter()
                .any(|place| self.is_below(&org.id, place) || self.is_below(place, &org.id))
        };
        self.orgs.iter().filter(seen).cloned().collect()
    }

    /// Schools below an organisation, be they open or not.
    pub(crate) fn schools(&self, place: &str) -> impl Iterator<Item = &Org> {
        self.below(place, "school")
    }

    /// Those that were merged into an organisation.
    pub(crate) fn merged_into(&self, id: &str) -> impl Iterator<Item = &Org> {
        self.orgs
            .iter()
            .filter(move |org| org.into_org.as_deref() == Some(id))
    }

    /// All of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Org> {
        self.orgs.iter()
    }
}
