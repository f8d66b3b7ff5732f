//! A sheet whose heads are the form's own titles needs no mapping file.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::{
    ColumnRule, FieldStage, FileRule, Fixed, IdentityRule, Mapping, Named, Rule, Shape, StageRule,
    TOTALS,
};
use crate::catalogue::{Field, Form, Stage, SubjectKind};
use crate::heads::{head, plain};
use crate::identity::Identity;

/// What a head of a form means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Meaning {
    /// Whom the row is about.
    Identity(Identity),
    /// Which stage the row is about.
    Stage,
    /// A figure: a field, and the stage it belongs to.
    Figure(usize, FieldStage),
}

/// The heads under which a form's questions are known.
#[derive(Debug)]
pub(crate) struct OwnHeads {
    form: Arc<Form>,
    /// Nothing for a head that could mean two things.
    meanings: HashMap<String, Option<Meaning>>,
}

const STAGE_HEADS: &[&str] = &["学段", "学段部", "办学层次", "stage"];

impl OwnHeads {
    pub(crate) fn new(form: &Arc<Form>) -> OwnHeads {
        let mut own = OwnHeads {
            form: form.clone(),
            meanings: HashMap::new(),
        };
        own.learn_titles();
        own.learn_aliases();
        own
    }

    /// Ids and titles come first: an alias never takes their place.
    fn learn_titles(&mut self) {
        let form = self.form.clone();
        for identity in Identity::of_subject(form.subject) {
            let title = identity.title();
            for name in [title.zh.as_str(), title.en.as_str(), identity.id()] {
                self.meanings
                    .insert(head(name).key, Some(Meaning::Identity(*identity)));
            }
        }
        for name in STAGE_HEADS {
            self.meanings.insert(head(name).key, Some(Meaning::Stage));
        }
        let mut learned = HashMap::new();
        for (index, field) in form.fields.iter().enumerate() {
            for name in [&field.id, &field.title.zh, &field.title.en] {
                learn(&mut learned, &form, index, name);
            }
        }
        for (key, meaning) in learned {
            self.meanings.entry(key).or_insert(meaning);
        }
    }

    fn learn_aliases(&mut self) {
        let form = self.form.clone();
        for identity in Identity::of_subject(form.subject) {
            for name in identity.aliases() {
                self.meanings
                    .entry(head(name).key)
                    .or_insert(Some(Meaning::Identity(*identity)));
            }
        }
        let mut learned = HashMap::new();
        for (index, field) in form.fields.iter().enumerate() {
            for name in &field.aliases {
                learn(&mut learned, &form, index, name);
            }
        }
        for (key, meaning) in learned {
            self.meanings.entry(key).or_insert(meaning);
        }
    }

    /// What a head means, if it means one thing.
    pub(crate) fn meaning(&self, key: &str) -> Option<Meaning> {
        self.meanings.get(key).copied().flatten()
    }

    /// Every head that means one thing, with its meaning.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, Meaning)> {
        self.meanings
            .iter()
            .filter_map(|(key, meaning)| Some((key.as_str(), (*meaning)?)))
    }

    /// How many of some heads are the form's own; none unless there are a subject and a figure.
    pub(crate) fn score<'a>(&self, keys: impl Iterator<Item = &'a str>) -> usize {
        let meanings: Vec<Meaning> = keys.filter_map(|key| self.meaning(key)).collect();
        let staged = meanings.contains(&Meaning::Stage);
        let figure = |meaning: &&Meaning| match meaning {
            Meaning::Figure(_, stage) => staged || *stage != FieldStage::OfRow,
            _ => false,
        };
        let figures = meanings.iter().filter(figure).count();
        let subject = meanings.iter().any(|meaning| match self.form.subject {
            SubjectKind::School => {
                matches!(meaning, Meaning::Identity(Identity::Code | Identity::Name))
            }
            SubjectKind::County => matches!(meaning, Meaning::Identity(Identity::County)),
        });
        let identities = meanings
            .iter()
            .filter(|m| matches!(m, Meaning::Identity(_)))
            .count();
        if subject && figures > 0 {
            figures * 2 + identities
        } else {
            0
        }
    }

    /// The map that a sheet with these heads needs.
    pub(crate) fn mapping<'a>(
        &self,
        shape: Shape,
        heads: impl Iterator<Item = &'a str>,
    ) -> Mapping {
        let named: Vec<Named> = heads.map(Named::new).collect();
        let meant: Vec<(&Named, Meaning)> = named
            .iter()
            .filter_map(|named| Some((named, self.meaning(named.key())?)))
            .collect();
        let mut mapping = empty(&self.form, shape);
        for (named, meaning) in &meant {
            match meaning {
                Meaning::Identity(identity) => {
                    let rule = IdentityRule::Head((*named).clone());
                    mapping.identity.entry(*identity).or_insert(rule);
                }
                Meaning::Stage => mapping.stage = Some(stage_rule(&self.form, named)),
                Meaning::Figure(..) => {}
            }
        }
        let staged = mapping.stage.is_some();
        let mut seen: HashSet<&str> = HashSet::new();
        for (named, meaning) in meant {
            if let Meaning::Figure(field, stage) = meaning
                && (staged || stage != FieldStage::OfRow)
                && seen.insert(named.key())
            {
                mapping.columns.push(column(field, stage, named));
            }
        }
        mapping
    }
}

/// A field under a name: alone, and with each of its stages in the ways people write it.
fn learn(learned: &mut HashMap<String, Option<Meaning>>, form: &Form, index: usize, name: &str) {
    let field: &Field = &form.fields[index];
    if field.stages.is_empty() {
        return remember(learned, name, Meaning::Figure(index, FieldStage::Whole));
    }
    remember(learned, name, Meaning::Figure(index, FieldStage::OfRow));
    for (at, stage) in form.stages.iter().enumerate() {
        if field.stages.contains(&stage.id) {
            for written in with_stage(name, stage) {
                remember(
                    learned,
                    &written,
                    Meaning::Figure(index, FieldStage::Fixed(at)),
                );
            }
        }
    }
}

fn with_stage(name: &str, stage: &Stage) -> Vec<String> {
    let mut written = vec![
        format!("{name}.{}", stage.id),
        format!("{name}_{}", stage.id),
    ];
    for title in [&stage.title.zh, &stage.title.en] {
        written.extend([
            format!("{name}（{title}）"),
            format!("{name} / {title}"),
            format!("{title} / {name}"),
            format!("{title}{name}"),
            format!("{name}-{title}"),
        ]);
    }
    written
}

fn remember(learned: &mut HashMap<String, Option<Meaning>>, text: &str, meaning: Meaning) {
    match learned.entry(head(text).key) {
        Entry::Vacant(vacant) => {
            vacant.insert(Some(meaning));
        }
        Entry::Occupied(mut known) if *known.get() != Some(meaning) => {
            known.insert(None);
        }
        Entry::Occupied(_) => {}
    }
}

fn empty(form: &Arc<Form>, shape: Shape) -> Mapping {
    Mapping {
        id: form.id.clone(),
        title: form.title.clone(),
        form: form.clone(),
        shape,
        file: FileRule {
            totals: TOTALS.iter().map(|t| (*t).to_owned()).collect(),
            ..FileRule::default()
        },
        identity: std::collections::BTreeMap::new(),
        fixed: Fixed::default(),
        stage: None,
        columns: Vec::new(),
        cells: Vec::new(),
        ignore: ["序号", "编号", "no.", "#"]
            .into_iter()
            .map(Named::new)
            .collect(),
    }
}

fn stage_rule(form: &Form, named: &Named) -> StageRule {
    let stages = form.stages.iter().enumerate();
    let values = stages.flat_map(|(index, stage)| {
        let names = stage_names(stage).into_iter();
        names.map(move |name| (name, index))
    });
    StageRule {
        head: named.clone(),
        values: values.collect(),
    }
}

/// How cells name a stage, made comparable.
pub(crate) fn stage_names(stage: &Stage) -> Vec<String> {
    let (zh, en) = (&stage.title.zh, &stage.title.en);
    let endings = ["部", "阶段", "段"].map(|ending| format!("{zh}{ending}"));
    let names = [&stage.id, zh, en].into_iter().chain(&endings);
    names.map(|name| plain(name)).collect()
}

fn column(field: usize, stage: FieldStage, named: &Named) -> ColumnRule {
    let rule = Rule::plain(field, stage);
    ColumnRule {
        heads: vec![named.clone()],
        rule,
    }
}
