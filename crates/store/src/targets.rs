//! By which day does a county mean to be recognised (创建目标日期)?

use crate::{Connection, Result, Write};

/// The day, if one is set.
pub async fn get(on: &mut Connection, org: &str) -> Result<Option<String>> {
    let day = "SELECT day FROM county_target WHERE org = $1";
    let day = sqlx::query_scalar(day).bind(org.to_owned());
    Ok(day.fetch_optional(on).await?)
}

/// Sets the day, or takes it away.
pub async fn set(write: &mut Write, org: &str, day: Option<&str>) -> Result<()> {
    let statement = match day {
        Some(_) => {
            "INSERT INTO county_target (org, day) VALUES ($1, $2) \
             ON CONFLICT (org) DO UPDATE SET day = excluded.day"
        }
        None => "DELETE FROM county_target WHERE org = $1",
    };
    let mut query = sqlx::query(statement).bind(org.to_owned());
    if let Some(day) = day {
        query = query.bind(day.to_owned());
    }
    query.execute(&mut **write).await?;
    Ok(())
}
