//! Shapes and places arrive in a file: what is good is taken, what is not is named.

use std::collections::{BTreeMap, BTreeSet};

use facts::places::{DEGREE, Places, Point, Ring, Shape};
use kernel::{Finding, Grade};
use serde_json::{Value, json};
use store::places::{self, Place, Shapes};
use store::{Write, orgs};

use crate::Result;
use crate::app::{App, line};
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;
use crate::tree::Tree;

/// What came of a file, or would.
#[derive(Debug, Clone, Default)]
pub struct Brought {
    /// Areas that were taken.
    pub shapes: usize,
    /// Townships whose area is among them, by name.
    pub townships: Vec<String>,
    /// Schools whose place was taken, by name.
    pub placed: Vec<String>,
    /// What a person should know.
    pub findings: Vec<Finding>,
}

/// What of a file fits to the organisations of a county.
struct Fitted<'a> {
    content: Option<String>,
    places: BTreeMap<String, &'a Point>,
    brought: Brought,
}

impl App {
    /// Takes the shapes and places of a file for an organisation; only looks at them if `is_trial`.
    pub async fn bring_map(
        &self,
        caller: &Caller,
        org: &str,
        file: &str,
        read: Places,
        is_trial: bool,
    ) -> Result<Brought> {
        let mut write = self.write().await?;
        let today = caller.today.to_string();
        orgs::get(&mut write, org, &today)
            .await
            .map_err(absent("org"))?;
        caller.may(&mut write, Verb::ChangeOrg, org, None).await?;
        let tree = Tree::new(orgs::on_day(&mut write, &today).await?);
        let fitted = fit(&tree, org, &read);
        let found = fitted.brought.clone();
        let brought = Brought {
            findings: [read.findings.clone(), found.findings].concat(),
            ..found
        };
        if !is_trial && (brought.shapes > 0 || !brought.placed.is_empty()) {
            keep(&mut write, caller, (org, file), fitted).await?;
            let (shapes, placed) = (brought.shapes, brought.placed.len());
            let detail = json!({ "file": file, "shapes": shapes, "placed": placed });
            write.commit(line(caller, "bring_map", org, detail)).await?;
        }
        Ok(brought)
    }
}

async fn keep(
    write: &mut Write,
    caller: &Caller,
    (org, file): (&str, &str),
    fitted: Fitted<'_>,
) -> Result<()> {
    let (account, at) = (caller.account.clone(), write.now());
    if let Some(content) = fitted.content {
        let own = Shapes {
            org: org.to_owned(),
            file: file.to_owned(),
            content,
            account: account.clone(),
            at,
        };
        places::keep_shapes(write, &own).await?;
    }
    for (school, point) in fitted.places {
        let place = Place {
            org: school,
            longitude: point.at.longitude,
            latitude: point.at.latitude,
            origin: file.to_owned(),
            account: account.clone(),
            at,
        };
        places::keep(write, &place).await?;
    }
    Ok(())
}

fn fit<'a>(tree: &Tree, org: &str, read: &'a Places) -> Fitted<'a> {
    let mut brought = Brought {
        shapes: read.shapes.len(),
        ..Brought::default()
    };
    let towns = of_shapes(tree, org, &read.shapes, &mut brought);
    let content = (!read.shapes.is_empty()).then(|| written(&read.shapes, &towns));
    let schools = Schools::new(tree, org);
    let mut places = BTreeMap::new();
    for point in &read.points {
        let (school, name) = match schools.of(point) {
            Ok(found) => found,
            Err(finding) => {
                brought.findings.push(finding);
                continue;
            }
        };
        if places.contains_key(school) {
            brought
                .findings
                .push(about("place-again", Grade::MustFix, name));
            continue;
        }
        let is_inside = read.shapes.iter().any(|shape| shape.holds(point.at));
        if !read.shapes.is_empty() && !is_inside {
            brought
                .findings
                .push(about("place-outside", Grade::Explain, name));
        }
        brought.placed.push(name.to_owned());
        places.insert(school.to_owned(), point);
    }
    if !places.is_empty() {
        brought
            .findings
            .push(Finding::new("places-offset", Grade::Notice));
    }
    Fitted {
        content,
        places,
        brought,
    }
}

fn about(code: &str, grade: Grade, name: &str) -> Finding {
    Finding::new(code, grade).with("name", name)
}

/// The township of each shape, by code or by name.
fn of_shapes(
    tree: &Tree,
    org: &str,
    shapes: &[Shape],
    brought: &mut Brought,
) -> Vec<Option<String>> {
    let below = tree.within_sight(&[org]);
    let towns: Vec<_> = below.iter().filter(|own| own.kind == "township").collect();
    let mut others: BTreeSet<&str> = BTreeSet::new();
    let mut found = Vec::new();
    for shape in shapes {
        let by_code = |own: &&&store::orgs::Org| !own.code.is_empty() && own.code == shape.code;
        let by_name = |own: &&&store::orgs::Org| own.name == shape.name;
        let town = towns
            .iter()
            .find(by_code)
            .or_else(|| towns.iter().find(by_name));
        match town {
            Some(town) => brought.townships.push(town.name.clone()),
            None => drop(others.insert(&shape.name)),
        }
        found.push(town.map(|town| town.id.clone()));
    }
    brought.townships.sort_unstable();
    brought.townships.dedup();
    others.remove("");
    // A county drawn as one area is no township, and nothing is amiss.
    if !others.is_empty() && shapes.len() > 1 {
        let names: Vec<&str> = others.into_iter().take(10).collect();
        let finding = Finding::new("shapes-without-township", Grade::Notice);
        brought
            .findings
            .push(finding.with("names", names.join("、")));
    }
    found
}

/// Schools by what files call them.
struct Schools<'a> {
    by_code: BTreeMap<&'a str, (&'a str, &'a str)>,
    by_name: BTreeMap<&'a str, Vec<(&'a str, &'a str)>>,
}

impl<'a> Schools<'a> {
    fn new(tree: &'a Tree, org: &str) -> Schools<'a> {
        let mut schools = Schools {
            by_code: BTreeMap::new(),
            by_name: BTreeMap::new(),
        };
        for own in tree.schools(org).filter(|own| own.status == "open") {
            schools.by_code.insert(&own.id, (&own.id, &own.name));
            if !own.code.is_empty() {
                schools.by_code.insert(&own.code, (&own.id, &own.name));
            }
            let alike = schools.by_name.entry(&own.name).or_default();
            alike.push((&own.id, &own.name));
        }
        schools
    }

    /// The school of a point, with its name.
    fn of(&self, point: &Point) -> std::result::Result<(&'a str, &'a str), Finding> {
        if let Some(found) = self.by_code.get(point.code.as_str()) {
            return Ok(*found);
        }
        // A table without codes has names in their place.
        let called = [point.name.as_str(), point.code.as_str()];
        let named = called.iter().find_map(|name| self.by_name.get(*name));
        let shown = called.iter().find(|name| !name.is_empty()).copied();
        let shown = shown.unwrap_or_default();
        match named {
            Some(alike) if alike.len() == 1 => Ok(alike[0]),
            Some(_) => Err(about("place-several", Grade::MustFix, shown)),
            None => Err(about("place-unknown", Grade::MustFix, shown)),
        }
    }
}

/// Shapes as GeoJSON: nothing of the file but names, codes and corners.
fn written(shapes: &[Shape], towns: &[Option<String>]) -> String {
    let degrees = |millionths: i64| millionths as f64 / DEGREE as f64;
    let ring = |ring: &Ring| -> Value {
        let corners = ring.iter();
        corners
            .map(|at| json!([degrees(at.longitude), degrees(at.latitude)]))
            .collect()
    };
    let feature = |(shape, town): (&Shape, &Option<String>)| {
        let parts = shape.parts.iter();
        let parts: Value = parts
            .map(|rings| rings.iter().map(ring).collect::<Value>())
            .collect();
        json!({
            "type": "Feature",
            "properties": { "name": shape.name, "code": shape.code, "township": town },
            "geometry": { "type": "MultiPolygon", "coordinates": parts },
        })
    };
    let features: Value = shapes.iter().zip(towns).map(feature).collect();
    json!({ "type": "FeatureCollection", "features": features }).to_string()
}
