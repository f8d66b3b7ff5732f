//! What shape does a county have, and where do its schools lie?

use sqlx::FromRow;

use crate::{Connection, Millis, Result, Write};

/// The shapes of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Shapes {
    /// Whose.
    pub org: String,
    /// The file they came from.
    pub file: String,
    /// GeoJSON: a collection of named areas.
    pub content: String,
    /// Who brought them.
    pub account: String,
    /// When.
    pub at: Millis,
}

/// Where a school lies.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Place {
    /// The school.
    pub org: String,
    /// East of Greenwich, in millionths of a degree.
    pub longitude: i64,
    /// North of the equator, in millionths of a degree.
    pub latitude: i64,
    /// The file it came from; empty if somebody typed it.
    pub origin: String,
    /// Who said so.
    pub account: String,
    /// When.
    pub at: Millis,
}

/// The shapes of the first of some organisations that has any.
pub async fn shapes(on: &mut Connection, orgs: &[String]) -> Result<Option<Shapes>> {
    let own = "SELECT org, file, content, account, at FROM map_shapes WHERE org = $1";
    for org in orgs {
        let found = sqlx::query_as(own).bind(org.clone());
        if let Some(found) = found.fetch_optional(&mut *on).await? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// Keeps the shapes of an organisation in the place of those it had.
pub async fn keep_shapes(write: &mut Write, own: &Shapes) -> Result<()> {
    sqlx::query(
        "INSERT INTO map_shapes (org, file, content, account, at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (org) DO UPDATE SET file = excluded.file, content = excluded.content, \
         account = excluded.account, at = excluded.at",
    )
    .bind(own.org.clone())
    .bind(own.file.clone())
    .bind(own.content.clone())
    .bind(own.account.clone())
    .bind(own.at)
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Takes the shapes of an organisation away.
pub async fn drop_shapes(write: &mut Write, org: &str) -> Result<()> {
    sqlx::query("DELETE FROM map_shapes WHERE org = $1")
        .bind(org.to_owned())
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// Every place that is known.
pub async fn all(on: &mut Connection) -> Result<Vec<Place>> {
    let all = "SELECT org, longitude, latitude, origin, account, at FROM school_place";
    Ok(sqlx::query_as(all).fetch_all(on).await?)
}

/// Keeps where a school lies.
pub async fn keep(write: &mut Write, place: &Place) -> Result<()> {
    sqlx::query(
        "INSERT INTO school_place (org, longitude, latitude, origin, account, at) \
         VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (org) DO UPDATE SET longitude = excluded.longitude, \
         latitude = excluded.latitude, origin = excluded.origin, account = excluded.account, \
         at = excluded.at",
    )
    .bind(place.org.clone())
    .bind(place.longitude)
    .bind(place.latitude)
    .bind(place.origin.clone())
    .bind(place.account.clone())
    .bind(place.at)
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Forgets where a school lies.
pub async fn forget(write: &mut Write, org: &str) -> Result<()> {
    sqlx::query("DELETE FROM school_place WHERE org = $1")
        .bind(org.to_owned())
        .execute(&mut **write)
        .await?;
    Ok(())
}
