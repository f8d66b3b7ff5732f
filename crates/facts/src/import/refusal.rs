//! Why a row is not loaded, on its way to becoming a finding.

use kernel::{Finding, Place};

use super::who::Nobody;
use crate::codes::Code;

/// Why a row is not loaded.
#[derive(Debug, Clone)]
pub(crate) struct Refusal {
    pub(crate) code: Code,
    pub(crate) place: Option<Place>,
    pub(crate) subject: Option<String>,
    args: Vec<(String, String)>,
}

impl Refusal {
    pub(crate) fn of(code: Code) -> Refusal {
        Refusal {
            code,
            place: None,
            subject: None,
            args: Vec::new(),
        }
    }

    pub(crate) fn with(mut self, name: &str, value: impl ToString) -> Refusal {
        self.args.push((name.to_owned(), value.to_string()));
        self
    }

    pub(crate) fn at(mut self, place: Place) -> Refusal {
        self.place = place.is_cell().then_some(place);
        self
    }

    pub(crate) fn about(mut self, subject: &str) -> Refusal {
        self.subject = Some(subject.to_owned());
        self
    }

    /// Its words in a finding.
    pub(crate) fn fill(self, mut finding: Finding) -> Finding {
        finding.args = self.args;
        finding.subject = self.subject;
        finding
    }
}

impl From<Nobody> for Refusal {
    fn from(nobody: Nobody) -> Refusal {
        let args = nobody
            .args
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        Refusal {
            code: nobody.code,
            place: nobody.place,
            subject: None,
            args,
        }
    }
}
