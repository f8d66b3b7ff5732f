//! Which room may import which, and what no room below the line may ever reach.

use std::collections::BTreeSet;
use std::path::Path;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};

/// Room, and the rooms it may import. A room that is not listed must not exist.
const ARROWS: &[(&str, &[&str])] = &[
    ("kernel", &[]),
    ("formula", &["kernel"]),
    ("facts", &["kernel", "formula"]),
    ("standards", &["kernel", "formula", "facts"]),
    ("indicators", &["kernel", "formula", "facts", "standards"]),
    ("store", &[]),
    (
        "app",
        &["kernel", "facts", "standards", "indicators", "store"],
    ),
    (
        "junheng",
        &[
            "kernel",
            "formula",
            "facts",
            "standards",
            "indicators",
            "store",
            "app",
        ],
    ),
    ("testbed", &["store"]),
    (
        "bench",
        &[
            "kernel",
            "formula",
            "facts",
            "standards",
            "indicators",
            "store",
            "testbed",
        ],
    ),
    ("xtask", &[]),
];

/// Rooms that know no disk, network, clock, chance or terminal.
pub(crate) const PURE: &[&str] = &["kernel", "formula", "facts", "standards", "indicators"];

/// Packages that would bring those in. (Chance is not listed: libraries below use it inside, for
/// hashing; our own source may not name it, see `purity`.)
const IMPURE: &[&str] = &[
    "tokio",
    "mio",
    "reqwest",
    "hyper",
    "axum",
    "clap",
    "indicatif",
    "comfy-table",
    "rayon",
    "sqlx",
    "chrono",
    "tempfile",
    "ctrlc",
    "rust-embed",
];

pub(crate) fn breaches(root: &Path) -> Vec<String> {
    match MetadataCommand::new()
        .manifest_path(root.join("Cargo.toml"))
        .exec()
    {
        Ok(metadata) => check(&metadata),
        Err(error) => vec![format!("arrows: cargo metadata failed: {error}")],
    }
}

fn check(metadata: &Metadata) -> Vec<String> {
    let rooms: BTreeSet<&str> = metadata
        .workspace_packages()
        .iter()
        .map(|p| p.name.as_str())
        .collect();
    let mut breaches = Vec::new();
    for package in metadata.workspace_packages() {
        let Some((_, allowed)) = ARROWS
            .iter()
            .find(|(room, _)| *room == package.name.as_str())
        else {
            breaches.push(format!(
                "arrows: {} is not a room of the house",
                package.name
            ));
            continue;
        };
        for import in imports(package).filter(|import| rooms.contains(import)) {
            if !allowed.contains(&import) {
                breaches.push(format!("arrows: {} must not import {import}", package.name));
            }
        }
        if PURE.contains(&package.name.as_str()) {
            breaches.extend(impure(metadata, package));
        }
    }
    breaches
}

/// What a package needs to run; what its tests need is its own affair.
fn imports(package: &Package) -> impl Iterator<Item = &str> {
    let needed = package
        .dependencies
        .iter()
        .filter(|dependency| dependency.kind == DependencyKind::Normal);
    needed.map(|dependency| dependency.name.as_str())
}

/// Everything impure that a pure room reaches, however far away.
fn impure(metadata: &Metadata, package: &Package) -> Vec<String> {
    let Some(resolve) = &metadata.resolve else {
        return Vec::new();
    };
    let mut seen = BTreeSet::new();
    let mut open = vec![package.id.clone()];
    while let Some(id) = open.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        let node = resolve.nodes.iter().find(|node| node.id == id);
        let normal = node
            .into_iter()
            .flat_map(|node| &node.deps)
            .filter(|dependency| {
                dependency
                    .dep_kinds
                    .iter()
                    .any(|kind| kind.kind == DependencyKind::Normal)
            });
        open.extend(normal.map(|dependency| dependency.pkg.clone()));
    }
    let names = seen.iter().map(|id| metadata[id].name.as_str());
    let reached = names.filter(|name| IMPURE.contains(name));
    reached
        .map(|name| format!("arrows: {} must not reach {name}", package.name))
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_arrow_points_down() {
        let none: Vec<String> = Vec::new();
        assert_eq!(super::breaches(&crate::root()), none);
    }
}
