//! Nobody is there yet: who lets the first person in?

use serde_json::json;
use store::accounts::{self, Account, Grant};
use store::audit::Line;
use store::orgs::{self, State};

use crate::app::App;
use crate::{Result, password};

/// The first administrator of a new house, told once, on the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct First {
    /// What is typed to sign in.
    pub login: String,
    /// Good for one sign-in; it must be changed then.
    pub password: String,
}

impl App {
    /// Makes the first organisation and its administrator, when there is no account at all.
    pub async fn first_administrator(
        &self,
        kind: &str,
        code: &str,
        name: &str,
    ) -> Result<Option<First>> {
        let password = password::one_time(&*self.outside);
        let hash = password::hash(password.clone(), &*self.outside).await?;
        let mut write = self.write().await?;
        if accounts::count(&mut write).await? > 0 {
            return Ok(None);
        }
        let today = self.outside.today().to_string();
        let (org, account) = (self.new_id(), self.new_id());
        let open = State {
            // Rounds of past years may be kept in it.
            from_day: "2000-01-01".to_owned(),
            name: name.to_owned(),
            parent: None,
            status: "open".to_owned(),
            into_org: None,
        };
        orgs::add(&mut write, &org, kind, code, &open).await?;
        let first = Account {
            id: account.clone(),
            login: "admin".to_owned(),
            name: "管理员".to_owned(),
            password: hash,
            must_change: 1,
            disabled: 0,
            created_at: write.now(),
        };
        accounts::add(&mut write, &first).await?;
        let grant = Grant {
            id: self.new_id(),
            account: account.clone(),
            role: "county_admin".to_owned(),
            org: org.clone(),
            topics: String::new(),
            from_day: today,
            until_day: None,
            ended_at: None,
        };
        accounts::grant(&mut write, &grant).await?;
        let line = Line {
            account: "-".to_owned(),
            verb: "first_administrator".to_owned(),
            subject: account,
            detail: json!({ "org": org, "name": name }).to_string(),
            request: None,
        };
        write.commit(line).await?;
        Ok(Some(First {
            login: first.login,
            password,
        }))
    }
}
