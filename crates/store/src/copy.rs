//! Moves everything from one database to another, and proves that it arrived.
//!
//! Tables are copied in the order of their references, in one transaction of the target. Then both
//! sides are read again and hashed: counts and hashes must agree. A table's hash is the sum of its
//! rows' hashes, since engines sort texts each in its own way.

use futures_util::TryStreamExt;
use serde::Serialize;
use sha2::{Digest, Sha256};
use sqlx::any::AnyRow;
use sqlx::{Row, ValueRef};

use crate::{Connection, Result, Store, StoreError};

/// A table and its columns; `i:` marks a whole number.
struct Table {
    name: &'static str,
    columns: &'static [&'static str],
}

/// In the order of their references. Summaries of rounds stay behind: they are made again from the rest.
const TABLES: &[Table] = &[
    Table {
        name: "org",
        columns: &["id", "kind", "code"],
    },
    Table {
        name: "org_state",
        columns: &[
            "org", "i:seq", "from_day", "name", "parent", "status", "into_org",
        ],
    },
    Table {
        name: "account",
        columns: &[
            "id",
            "login",
            "name",
            "password",
            "i:must_change",
            "i:disabled",
            "i:created_at",
        ],
    },
    Table {
        name: "role_grant",
        columns: &[
            "id",
            "account",
            "role",
            "org",
            "topics",
            "from_day",
            "until_day",
            "i:ended_at",
        ],
    },
    Table {
        name: "session",
        columns: &["token", "account", "csrf", "i:created_at", "i:seen_at"],
    },
    Table {
        name: "round",
        columns: &[
            "id",
            "org",
            "title",
            "i:year",
            "day",
            "due_day",
            "standard",
            "overlays",
            "profile",
            "rules_hash",
            "state",
            "i:created_at",
        ],
    },
    Table {
        name: "filled_return",
        columns: &[
            "id",
            "round",
            "org",
            "form",
            "state",
            "i:version",
            "content",
        ],
    },
    Table {
        name: "cell_change",
        columns: &[
            "filled_return",
            "i:version",
            "field",
            "cell",
            "account",
            "i:at",
        ],
    },
    Table {
        name: "return_event",
        columns: &[
            "filled_return",
            "i:seq",
            "event",
            "topic",
            "field",
            "reason",
            "account",
            "i:at",
        ],
    },
    Table {
        name: "file",
        columns: &["sha256", "i:size", "media"],
    },
    Table {
        name: "evidence",
        columns: &[
            "id",
            "round",
            "org",
            "file",
            "name",
            "title",
            "issuer",
            "issued_day",
            "valid_until",
            "account",
            "i:at",
            "i:withdrawn_at",
            "i:version",
        ],
    },
    Table {
        name: "evidence_item",
        columns: &["evidence", "item"],
    },
    Table {
        name: "item_comment",
        columns: &["id", "round", "item", "org", "text", "account", "i:at"],
    },
    Table {
        name: "item_owner",
        columns: &["round", "item", "department", "person"],
    },
    Table {
        name: "what_if",
        columns: &["id", "round", "account", "name", "changes", "seen", "i:at"],
    },
    Table {
        name: "map_shapes",
        columns: &["org", "file", "content", "account", "i:at"],
    },
    Table {
        name: "school_place",
        columns: &[
            "org",
            "i:longitude",
            "i:latitude",
            "origin",
            "account",
            "i:at",
        ],
    },
    Table {
        name: "county_target",
        columns: &["org", "day"],
    },
    Table {
        name: "audit",
        columns: &[
            "i:seq", "i:at", "account", "verb", "subject", "detail", "previous", "hash",
        ],
    },
    Table {
        name: "sign_in_try",
        columns: &["name", "i:failures", "i:locked_until", "i:at"],
    },
    Table {
        name: "answered",
        columns: &[
            "idempotency_key",
            "account",
            "request",
            "i:status",
            "body",
            "i:at",
        ],
    },
];

/// What a table holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Held {
    /// Its name.
    pub table: String,
    /// Its rows.
    pub rows: u64,
    /// A hash over all of them.
    pub hash: String,
}

/// Copies everything into an empty database, and gives what both hold.
pub async fn copy(from: &Store, to: &Store) -> Result<Vec<Held>> {
    let mut source = from.read().await?;
    let mut target = to.write(0).await?;
    if table_rows(&mut target, "audit").await? + table_rows(&mut target, "org").await? > 0 {
        return Err(StoreError::Exists("the target is not empty".to_owned()));
    }
    for table in TABLES {
        table.copy(&mut source, &mut target).await?;
    }
    let held = contents(&mut source).await?;
    let arrived = contents(&mut target).await?;
    if let Some((there, _)) = held.iter().zip(&arrived).find(|(a, b)| a != b) {
        return Err(StoreError::Damaged(format!(
            "{} differs after copying",
            there.table
        )));
    }
    target.commit_quietly().await?;
    Ok(held)
}

/// What every table holds.
pub async fn contents(on: &mut Connection) -> Result<Vec<Held>> {
    let mut held = Vec::new();
    for table in TABLES {
        held.push(table.held(on).await?);
    }
    Ok(held)
}

async fn table_rows(on: &mut Connection, table: &str) -> Result<i64> {
    let count = format!("SELECT COUNT(*) FROM {table}");
    Ok(sqlx::query_scalar(sqlx::AssertSqlSafe(count))
        .fetch_one(on)
        .await?)
}

/// One value of a row.
enum Value {
    Number(Option<i64>),
    Text(Option<String>),
}

impl Table {
    fn names(&self) -> String {
        let names = self
            .columns
            .iter()
            .map(|column| column.trim_start_matches("i:"));
        names.collect::<Vec<_>>().join(", ")
    }

    fn select(&self) -> String {
        format!("SELECT {} FROM {}", self.names(), self.name)
    }

    fn insert(&self) -> String {
        let marks: Vec<String> = (1..=self.columns.len()).map(|i| format!("${i}")).collect();
        format!(
            "INSERT INTO {} ({}) VALUES ({})",
            self.name,
            self.names(),
            marks.join(", ")
        )
    }

    fn values(&self, row: &AnyRow) -> Result<Vec<Value>> {
        let value = |(i, column): (usize, &&str)| {
            let absent = row.try_get_raw(i)?.is_null();
            Ok(match (column.starts_with("i:"), absent) {
                (true, true) => Value::Number(None),
                (true, false) => Value::Number(Some(row.try_get(i)?)),
                (false, true) => Value::Text(None),
                (false, false) => Value::Text(Some(row.try_get(i)?)),
            })
        };
        self.columns.iter().enumerate().map(value).collect()
    }

    async fn copy(&self, source: &mut Connection, target: &mut Connection) -> Result<()> {
        let (select, insert) = (self.select(), self.insert());
        let mut rows = sqlx::query(sqlx::AssertSqlSafe(select)).fetch(source);
        while let Some(row) = rows.try_next().await? {
            let mut statement = sqlx::query(sqlx::AssertSqlSafe(insert.clone()));
            for value in self.values(&row)? {
                statement = match value {
                    Value::Number(number) => statement.bind(number),
                    Value::Text(text) => statement.bind(text),
                };
            }
            statement.execute(&mut *target).await?;
        }
        Ok(())
    }

    async fn held(&self, on: &mut Connection) -> Result<Held> {
        let (mut sum, mut count) = ([0_u64; 4], 0);
        let select = self.select();
        let mut rows = sqlx::query(sqlx::AssertSqlSafe(select)).fetch(on);
        while let Some(row) = rows.try_next().await? {
            let mut hash = Sha256::new();
            self.values(&row)?
                .iter()
                .for_each(|value| value.hash_into(&mut hash));
            for (lane, bytes) in sum.iter_mut().zip(hash.finalize().chunks_exact(8)) {
                let part = bytes
                    .iter()
                    .fold(0, |part, byte| part << 8 | u64::from(*byte));
                *lane = lane.wrapping_add(part);
            }
            count += 1;
        }
        let hash = sum.iter().map(|lane| format!("{lane:016x}")).collect();
        Ok(Held {
            table: self.name.to_owned(),
            rows: count,
            hash,
        })
    }
}

impl Value {
    /// Unlike values never hash alike: a mark and a length stand before each.
    fn hash_into(&self, hash: &mut Sha256) {
        match self {
            Value::Number(None) | Value::Text(None) => hash.update([0]),
            Value::Number(Some(number)) => {
                hash.update([1]);
                hash.update(number.to_be_bytes());
            }
            Value::Text(Some(text)) => {
                hash.update([2]);
                hash.update((text.len() as u64).to_be_bytes());
                hash.update(text.as_bytes());
            }
        }
    }
}
