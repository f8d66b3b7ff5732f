//! Where do schools lie, and on what shapes?

use std::collections::HashMap;

use jiff::civil::Date;
use store::places::{self, Place, Shapes};
use store::{Connection, orgs};

use crate::Result;
use crate::app::App;
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;
use crate::tree::Tree;

/// The schools of an organisation and where they lie.
#[derive(Debug, Clone)]
pub struct Map {
    /// From which file the shapes came and when; none if nobody brought any.
    pub shapes: Option<(String, i64)>,
    /// Townships, by which shapes are known.
    pub townships: Vec<Township>,
    /// Open schools.
    pub schools: Vec<MapSchool>,
    /// Whether the caller may bring shapes and places.
    pub may_change: bool,
}

/// A township of the map.
#[derive(Debug, Clone)]
pub struct Township {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A school of the map.
#[derive(Debug, Clone)]
pub struct MapSchool {
    /// Its id.
    pub org: String,
    /// 学校标识码, or its id where it has none: as in results.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The township it belongs to, by name.
    pub township: String,
    /// Where it lies, if somebody said.
    pub place: Option<Place>,
}

impl App {
    /// The map of an organisation as it is on a day.
    pub async fn read_map(&self, caller: &Caller, org: &str, day: Date) -> Result<Map> {
        let mut read = self.store().read().await?;
        orgs::get(&mut read, org, &day.to_string())
            .await
            .map_err(absent("org"))?;
        caller.may(&mut read, Verb::ReadSchool, org, None).await?;
        let line = orgs::ancestors(&mut read, org, &day.to_string()).await?;
        let shapes = places::shapes(&mut read, &line).await?;
        let may_change = caller.reaches(Verb::ChangeOrg, &line, None);
        let tree = Tree::new(orgs::on_day(&mut read, &day.to_string()).await?);
        Ok(Map {
            shapes: shapes.map(|own| (own.file, own.at)),
            townships: townships(&tree, org),
            schools: schools(&mut read, &tree, org).await?,
            may_change,
        })
    }

    /// The shapes on which an organisation's schools lie: its own, or those of what it belongs to.
    pub async fn read_shapes(&self, caller: &Caller, org: &str) -> Result<Option<Shapes>> {
        let mut read = self.store().read().await?;
        let today = caller.today.to_string();
        orgs::get(&mut read, org, &today)
            .await
            .map_err(absent("org"))?;
        caller.may(&mut read, Verb::ReadSchool, org, None).await?;
        let line = orgs::ancestors(&mut read, org, &today).await?;
        Ok(places::shapes(&mut read, &line).await?)
    }
}

fn townships(tree: &Tree, org: &str) -> Vec<Township> {
    let below = tree.within_sight(&[org]).into_iter();
    let townships = below.filter(|own| own.kind == "township");
    townships
        .map(|own| Township {
            id: own.id,
            name: own.name,
        })
        .collect()
}

async fn schools(read: &mut Connection, tree: &Tree, org: &str) -> Result<Vec<MapSchool>> {
    let known = places::all(read).await?.into_iter();
    let mut known: HashMap<String, Place> = known.map(|place| (place.org.clone(), place)).collect();
    let school = |own: &store::orgs::Org| MapSchool {
        code: match own.code.is_empty() {
            true => own.id.clone(),
            false => own.code.clone(),
        },
        name: own.name.clone(),
        township: tree
            .above(&own.id, "township")
            .map(|town| town.name.clone())
            .unwrap_or_default(),
        place: known.remove(&own.id),
        org: own.id.clone(),
    };
    Ok(tree
        .schools(org)
        .filter(|own| own.status == "open")
        .map(school)
        .collect())
}
