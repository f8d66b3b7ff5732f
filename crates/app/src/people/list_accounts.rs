//! Colleagues from a workbook: who would be let in as what, and every row that will not do. Nothing is written:
//! the accounts are made by the verb that makes all others.

use std::collections::{HashMap, HashSet};

use facts::catalogue::Group;
use facts::heads::plain;
use facts::list::{self, List, Row};
use facts::{Input, Limits};
use jiff::civil::Date;
use kernel::Finding;
use store::accounts;
use store::orgs::{self, Org};

use super::create_account::{MOST_ACCOUNTS, NewAccount, NewGrant, login_fits};
use super::list::{
    ACCOUNT_COLUMNS, ACCOUNT_DAY, ACCOUNT_GROUP, ACCOUNT_LOGIN, ACCOUNT_MUST_END, ACCOUNT_NEEDS,
    ACCOUNT_ORG_SEVERAL, ACCOUNT_ORG_UNKNOWN, ACCOUNT_ROLE, ACCOUNT_ROLE_NOT_HERE, ACCOUNT_TAKEN,
    ACCOUNT_TWICE,
};
use crate::Result;
use crate::app::App;
use crate::caller::Caller;
use crate::permission::{PERMISSIONS, RoleRow, Verb};
use crate::tree::Tree;
use crate::trust::may_somewhere;

const NAME: usize = 0;
const LOGIN: usize = 1;
const ROLE: usize = 2;
const ORG: usize = 3;
const GROUPS: usize = 4;
const UNTIL: usize = 5;

/// Reads a workbook or a text file as a list of accounts.
pub fn read_account_list(file: Input<'_>) -> List {
    list::read(file, &ACCOUNT_COLUMNS, MOST_ACCOUNTS, &Limits::default())
}

/// An account that may be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedAccount {
    /// What is to be made.
    pub new: NewAccount,
    /// The name of the place.
    pub org_name: String,
}

/// What a list of accounts comes to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListedAccounts {
    /// Rows that will do, from the top.
    pub accounts: Vec<ListedAccount>,
    /// What is wrong with the others.
    pub findings: Vec<Finding>,
}

impl App {
    /// Whom a list would let in; nobody is let in yet.
    pub async fn try_account_list(&self, caller: &Caller, list: List) -> Result<ListedAccounts> {
        may_somewhere(caller, Verb::CreateAccount)?;
        let mut read = self.store().read().await?;
        let tree = Tree::new(orgs::on_day(&mut read, &caller.today.to_string()).await?);
        let taken = accounts::all(&mut read).await?;
        drop(read);
        let desk = Desk {
            places: places(caller, &tree),
            taken: taken.into_iter().map(|account| account.login).collect(),
            topics: self.topics(),
            today: caller.today,
        };
        let mut listed = ListedAccounts {
            findings: list.findings,
            ..ListedAccounts::default()
        };
        let mut first: HashMap<String, u32> = HashMap::new();
        for row in &list.rows {
            let login = row.text(LOGIN).to_owned();
            let again = first.get(&login).copied().filter(|_| !login.is_empty());
            first.entry(login.clone()).or_insert(row.row);
            let twice = || {
                let finding = ACCOUNT_TWICE.found().with("login", &login);
                let first = again.map_or(0, |row| row + 1);
                row.found(LOGIN, finding.with("first", first))
            };
            match again
                .map_or(Ok(()), |_| Err(twice()))
                .and_then(|()| desk.account(row))
            {
                Ok(account) => listed.accounts.push(account),
                Err(finding) => listed.findings.push(finding),
            }
        }
        Ok(listed)
    }
}

/// Open organisations at which the caller may let people in, by code and by name.
fn places<'a>(caller: &Caller, tree: &'a Tree) -> HashMap<String, Vec<&'a Org>> {
    let mut places: HashMap<String, Vec<&Org>> = HashMap::new();
    for org in tree.all().filter(|org| org.status == "open") {
        let line: Vec<String> = tree
            .line(&org.id)
            .iter()
            .map(|own| own.id.clone())
            .collect();
        if !caller.reaches(Verb::CreateAccount, &line, None) {
            continue;
        }
        let keys: HashSet<String> = [plain(&org.code), plain(&org.name)].into();
        for key in keys.into_iter().filter(|key| !key.is_empty()) {
            places.entry(key).or_default().push(org);
        }
    }
    places
}

/// What a row is held against.
struct Desk<'a> {
    places: HashMap<String, Vec<&'a Org>>,
    taken: HashSet<String>,
    topics: Vec<Group>,
    today: Date,
}

impl Desk<'_> {
    fn account(&self, row: &Row) -> std::result::Result<ListedAccount, Finding> {
        for (column, head) in ACCOUNT_COLUMNS.iter().enumerate() {
            if head.needed && row.text(column).is_empty() {
                let finding = ACCOUNT_NEEDS.found().with("column", head.head);
                return Err(row.found(column, finding));
            }
        }
        let role = role(row)?;
        let org = self.place(row, role)?;
        Ok(ListedAccount {
            new: NewAccount {
                login: self.login(row)?,
                name: row.text(NAME).to_owned(),
                grant: NewGrant {
                    role: role.id,
                    org: org.id.clone(),
                    topics: self.groups(row)?,
                    until_day: self.until(row, role)?,
                },
            },
            org_name: org.name.clone(),
        })
    }

    fn login(&self, row: &Row) -> std::result::Result<String, Finding> {
        let login = row.text(LOGIN);
        if !login_fits(login) {
            let finding = ACCOUNT_LOGIN.found().with("value", login);
            return Err(row.found(LOGIN, finding));
        }
        if self.taken.contains(login) {
            let finding = ACCOUNT_TAKEN.found().with("login", login);
            return Err(row.found(LOGIN, finding));
        }
        Ok(login.to_owned())
    }

    /// The organisation of a name or code; of several with one name, the one at which the role may be held.
    fn place(&self, row: &Row, role: &RoleRow) -> std::result::Result<&Org, Finding> {
        let told = |finding: Finding| row.found(ORG, finding.with("value", row.text(ORG)));
        let Some(named) = self.places.get(&plain(row.text(ORG))) else {
            return Err(told(ACCOUNT_ORG_UNKNOWN.found()));
        };
        let mut fitting = named.iter().filter(|org| role.at.contains(&org.kind));
        match (fitting.next(), fitting.count()) {
            (Some(org), 0) => Ok(org),
            (Some(_), more) => Err(told(ACCOUNT_ORG_SEVERAL.found().with("count", more + 1))),
            (None, _) => {
                let finding = ACCOUNT_ROLE_NOT_HERE.found().with("role", row.text(ROLE));
                Err(row.found(ORG, finding.with("org", row.text(ORG))))
            }
        }
    }

    fn groups(&self, row: &Row) -> std::result::Result<Vec<String>, Finding> {
        let written = row.text(GROUPS).split(['、', '，', ',', '；', ';', '\n']);
        let written = written.map(str::trim).filter(|text| !text.is_empty());
        let named = |text: &str| {
            let own = plain(text);
            let mut topics = self.topics.iter();
            let is_it = |group: &&Group| {
                [&group.id, &group.title.zh, &group.title.en]
                    .iter()
                    .any(|name| plain(name) == own)
            };
            topics
                .find(is_it)
                .map(|group| group.id.clone())
                .ok_or_else(|| {
                    let finding = ACCOUNT_GROUP.found().with("value", text);
                    row.found(GROUPS, finding)
                })
        };
        written.map(named).collect()
    }

    fn until(&self, row: &Row, role: &RoleRow) -> std::result::Result<Option<Date>, Finding> {
        let text = row.text(UNTIL);
        if text.is_empty() && role.ends {
            let finding = ACCOUNT_MUST_END.found().with("role", row.text(ROLE));
            return Err(row.found(UNTIL, finding));
        }
        if text.is_empty() {
            return Ok(None);
        }
        let day = day(text).filter(|day| *day >= self.today);
        let unread = || row.found(UNTIL, ACCOUNT_DAY.found().with("value", text));
        day.map(Some).ok_or_else(unread)
    }
}

fn role(row: &Row) -> std::result::Result<&'static RoleRow, Finding> {
    let own = plain(row.text(ROLE));
    let names = |role: &RoleRow| {
        [
            plain(&role.title.zh),
            plain(&role.title.en),
            plain(role.id.id()),
        ]
    };
    let mut roles = PERMISSIONS.roles.iter();
    roles
        .find(|role| names(role).contains(&own))
        .ok_or_else(|| {
            let finding = ACCOUNT_ROLE.found().with("value", row.text(ROLE));
            row.found(ROLE, finding)
        })
}

/// `2026-12-31`, `2026/12/31`, `2026.12.31`, `2026年12月31日`, with or without a time behind it.
fn day(text: &str) -> Option<Date> {
    let first = text.split_whitespace().next()?;
    let mut parts = first
        .split(|sign: char| !sign.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(|part| part.parse::<i16>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        for text in [
            "2026-12-31",
            "2026/12/31",
            "2026.12.31",
            "2026年12月31日",
            "2026-12-31 00:00:00",
        ] {
            assert_eq!(day(text), Some(date(2026, 12, 31)), "{text}");
        }
        for text in ["", "明年", "2026-13-01", "2026-12"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
