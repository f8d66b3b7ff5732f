//! A county's organisations from a workbook: what would be added, every row that will not do, and then all
//! or none.

use std::collections::HashMap;

use facts::heads::plain;
use facts::list::{self, List, Row};
use facts::{Input, Limits};
use jiff::civil::Date;
use kernel::{Finding, Grade};
use serde_json::json;
use store::orgs::{self, Org, State};
use store::{Connection, Write};

use super::list::{
    ORG_CODE_ODD, ORG_CODE_TAKEN, ORG_CODE_UNREAD, ORG_COLUMNS, ORG_KNOWN, ORG_MAIN_IS_CAMPUS,
    ORG_MAIN_UNKNOWN, ORG_NEEDS_NAME, ORG_SAME_NAME, ORG_TWICE, ORG_WITHOUT_CODE,
};
use crate::app::{App, line};
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;
use crate::tree::Tree;
use crate::{AppError, Result};

/// Rows of a list at most: more than any county has schools.
pub const MOST_ORGS: usize = 5_000;

const TOWNSHIP: usize = 0;
const CODE: usize = 1;
const NAME: usize = 2;
const MAIN: usize = 3;

/// Reads a workbook or a text file as a list of organisations.
pub fn read_org_list(file: Input<'_>) -> List {
    list::read(file, &ORG_COLUMNS, MOST_ORGS, &Limits::default())
}

/// A list of organisations of a county.
#[derive(Debug)]
pub struct OrgList<'a> {
    /// The county.
    pub county: &'a str,
    /// The day from which they are open.
    pub from_day: Date,
    /// What was read.
    pub list: List,
}

/// Something that is added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// township, school
    pub kind: &'static str,
    /// 学校标识码; empty if it has none.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The name of what it belongs to.
    pub parent: String,
}

/// What became of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListedOrgs {
    /// What is added, those above before those below.
    pub added: Vec<Added>,
    /// Rows that are there already.
    pub known: usize,
    /// Whether it was done.
    pub done: bool,
    /// What is wrong with the list.
    pub findings: Vec<Finding>,
}

impl App {
    /// What would be added by a list of townships, schools and campuses of a county.
    pub async fn try_org_list(&self, caller: &Caller, asked: OrgList<'_>) -> Result<ListedOrgs> {
        let mut read = self.store().read().await?;
        Ok(planned(&mut read, caller, asked).await?.listed)
    }

    /// Adds all that a list names, unless a row must be mended first.
    pub async fn add_org_list(&self, caller: &Caller, asked: OrgList<'_>) -> Result<ListedOrgs> {
        let (county, day) = (asked.county.to_owned(), asked.from_day.to_string());
        let mut write = self.write().await?;
        let mut plan = planned(&mut write, caller, asked).await?;
        if plan.may_be_done() {
            let ids = self.add_planned(&mut write, &plan, &day).await?;
            let detail = json!({ "added": ids, "from_list": true });
            let told = line(caller, Verb::ChangeOrg.id(), &county, detail);
            write.commit(told).await?;
            plan.listed.done = true;
        }
        Ok(plan.listed)
    }

    async fn add_planned(&self, write: &mut Write, plan: &Plan, day: &str) -> Result<Vec<String>> {
        let mut ids: Vec<String> = Vec::new();
        for (new, above) in plan.listed.added.iter().zip(&plan.above) {
            let parent = match above {
                Above::Known(id) => id.clone(),
                Above::New(at) => ids[*at].clone(),
            };
            let first = State {
                from_day: day.to_owned(),
                name: new.name.clone(),
                parent: Some(parent),
                status: "open".to_owned(),
                into_org: None,
            };
            let id = self.new_id();
            orgs::add(write, &id, new.kind, &new.code, &first).await?;
            ids.push(id);
        }
        Ok(ids)
    }
}

async fn planned(on: &mut Connection, caller: &Caller, asked: OrgList<'_>) -> Result<Plan> {
    caller.may(on, Verb::ChangeOrg, asked.county, None).await?;
    let day = asked.from_day.to_string();
    let county = orgs::get(on, asked.county, &day)
        .await
        .map_err(absent("org"))?;
    if county.kind != "county" {
        let args = [("org", county.name)];
        return Err(AppError::invalid("list-of-a-county", args));
    }
    let tree = Tree::new(orgs::on_day(on, &day).await?);
    Ok(Plan::of(&tree, &county, asked.list))
}

/// What something new belongs to: something that is there, or something that is added before it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Above {
    Known(String),
    New(usize),
}

/// What a list comes to.
struct Plan {
    listed: ListedOrgs,
    /// What each of those added belongs to.
    above: Vec<Above>,
}

impl Plan {
    fn of(tree: &Tree, county: &Org, list: List) -> Plan {
        let mut planner = Planner {
            tree,
            county,
            townships: HashMap::new(),
            schools: HashMap::new(),
            first: HashMap::new(),
            plan: Plan {
                listed: ListedOrgs {
                    findings: list.findings,
                    ..ListedOrgs::default()
                },
                above: Vec::new(),
            },
        };
        planner.know_what_is_there();
        let (campuses, others): (Vec<Row>, Vec<Row>) = list
            .rows
            .into_iter()
            .partition(|row| !row.text(MAIN).is_empty());
        others
            .iter()
            .for_each(|row| planner.school_or_township(row));
        campuses.iter().for_each(|row| planner.campus(row));
        planner.plan
    }

    fn may_be_done(&self) -> bool {
        let findings = &self.listed.findings;
        let is_grave = |finding: &Finding| finding.grade == Grade::MustFix;
        !self.listed.added.is_empty() && !findings.iter().any(is_grave)
    }
}

/// A school that a campus may belong to.
#[derive(Clone)]
struct Main {
    above: Above,
    name: String,
    is_campus: bool,
}

struct Planner<'a> {
    tree: &'a Tree,
    county: &'a Org,
    /// By name.
    townships: HashMap<String, (Above, String)>,
    /// By code and by name.
    schools: HashMap<String, Main>,
    /// The row where a code, or a name without one, first stood.
    first: HashMap<String, u32>,
    plan: Plan,
}

impl Planner<'_> {
    fn know_what_is_there(&mut self) {
        for org in self.tree.below(&self.county.id, "township") {
            let known = (Above::Known(org.id.clone()), org.name.clone());
            self.townships.insert(plain(&org.name), known);
        }
        for org in self.tree.schools(&self.county.id) {
            let parent = org.parent.as_deref().and_then(|id| self.tree.get(id));
            let main = Main {
                above: Above::Known(org.id.clone()),
                name: org.name.clone(),
                is_campus: parent.is_some_and(|parent| parent.kind == "school"),
            };
            self.know_school(&org.code, main);
        }
    }

    fn know_school(&mut self, code: &str, main: Main) {
        for key in [plain(code), plain(&main.name)] {
            if !key.is_empty() {
                self.schools.insert(key, main.clone());
            }
        }
    }

    fn school_or_township(&mut self, row: &Row) {
        let township = self.township(row.text(TOWNSHIP));
        if row.text(NAME).is_empty() && row.text(CODE).is_empty() {
            return;
        }
        self.school(row, township, false);
    }

    fn campus(&mut self, row: &Row) {
        let main = self.schools.get(&plain(row.text(MAIN))).cloned();
        let wrong = match &main {
            None => Some(ORG_MAIN_UNKNOWN),
            Some(main) if main.is_campus => Some(ORG_MAIN_IS_CAMPUS),
            Some(_) => None,
        };
        if let Some(code) = wrong {
            let finding = code.found().with("main", row.text(MAIN));
            self.plan.listed.findings.push(row.found(MAIN, finding));
        } else if let Some(main) = main {
            self.school(row, (main.above, main.name), true);
        }
    }

    /// The township of a name, added when it is new; the county where none is named.
    fn township(&mut self, name: &str) -> (Above, String) {
        let county = (
            Above::Known(self.county.id.clone()),
            self.county.name.clone(),
        );
        if name.is_empty() || plain(name) == plain(&self.county.name) {
            return county;
        }
        if let Some(known) = self.townships.get(&plain(name)) {
            return known.clone();
        }
        let at = self.add("township", "", name, county);
        let new = (Above::New(at), name.to_owned());
        self.townships.insert(plain(name), new.clone());
        new
    }

    fn school(&mut self, row: &Row, above: (Above, String), is_campus: bool) {
        let (name, code) = (row.text(NAME), bare(row.text(CODE)));
        if let Err(finding) = self.may_be_added(row, name, &code) {
            self.plan.listed.known += usize::from(finding.grade == Grade::Notice);
            self.plan.listed.findings.push(finding);
            return;
        }
        let remark = match code.len() {
            0 => Some(row.found(NAME, ORG_WITHOUT_CODE.found().with("name", name))),
            10 => None,
            _ => Some(row.found(CODE, ORG_CODE_ODD.found().with("value", &code))),
        };
        self.plan.listed.findings.extend(remark);
        if !code.is_empty() && self.schools.contains_key(&plain(name)) {
            let finding = ORG_SAME_NAME.found().with("name", name);
            self.plan.listed.findings.push(row.found(NAME, finding));
        }
        let at = self.add("school", &code, name, above);
        let main = Main {
            above: Above::New(at),
            name: name.to_owned(),
            is_campus,
        };
        self.know_school(&code, main);
    }

    /// What stands against a school, if anything does.
    fn may_be_added(
        &mut self,
        row: &Row,
        name: &str,
        code: &str,
    ) -> std::result::Result<(), Finding> {
        if name.is_empty() {
            return Err(row.found(NAME, ORG_NEEDS_NAME.found()));
        }
        if code.len() > 20 || !code.bytes().all(|sign| sign.is_ascii_alphanumeric()) {
            let finding = ORG_CODE_UNREAD.found().with("value", code);
            return Err(row.found(CODE, finding));
        }
        let key = match code {
            "" => plain(name),
            code => plain(code),
        };
        if let Some(first) = self.first.insert(key.clone(), row.row) {
            let finding = ORG_TWICE
                .found()
                .with("name", name)
                .with("first", first + 1);
            return Err(row.found(NAME, finding));
        }
        match self.schools.get(&key) {
            Some(known) if plain(&known.name) == plain(name) => {
                let finding = ORG_KNOWN.found().with("name", name);
                Err(row.found(NAME, finding))
            }
            Some(known) => {
                let finding = ORG_CODE_TAKEN.found().with("code", code);
                Err(row.found(CODE, finding.with("name", &known.name)))
            }
            None => Ok(()),
        }
    }

    fn add(&mut self, kind: &'static str, code: &str, name: &str, above: (Above, String)) -> usize {
        self.plan.above.push(above.0);
        self.plan.listed.added.push(Added {
            kind,
            code: code.to_owned(),
            name: name.to_owned(),
            parent: above.1,
        });
        self.plan.above.len() - 1
    }
}

/// A code without the spaces and apostrophes that spreadsheets leave around it.
fn bare(code: &str) -> String {
    plain(code).trim_matches('\'').to_ascii_uppercase()
}
