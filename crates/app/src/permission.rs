//! Who may do what? One table, as data, that an auditor can read (`permissions.toml`).

use std::sync::LazyLock;

use kernel::Text;
use serde::{Deserialize, Serialize};

const TABLE: &str = include_str!("../permissions.toml");

/// Something a person may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "their titles stand in permissions.toml")]
pub enum Verb {
    ReadOrgs,
    ChangeOrg,
    ReadAccounts,
    CreateAccount,
    ResetPassword,
    DisableAccount,
    ReadRounds,
    OpenRound,
    ReadProgress,
    ReadReturn,
    FillSchoolReturn,
    FillCountyReturn,
    ImportReturns,
    SubmitReturn,
    CheckReturn,
    ApproveReturn,
    SendBackReturn,
    AskUnlock,
    UnlockReturn,
    ReadEvidence,
    AddEvidence,
    NameOwner,
    ReadCounty,
    ReadSchool,
    TryOut,
    Comment,
    ReadAudit,
    ExportPermissions,
    SetTarget,
}

/// What somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "their titles stand in permissions.toml")]
pub enum Role {
    CountyAdmin,
    CountyOfficer,
    TownshipReviewer,
    SchoolClerk,
    HeadTeacher,
    Inspector,
    Leader,
    Auditor,
}

/// What the table says of a role.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleRow {
    /// The role.
    pub id: Role,
    /// What people read.
    pub title: Text,
    /// Kinds of organisation at which it may be granted.
    pub at: Vec<String>,
    /// It must be granted to a last day.
    #[serde(default)]
    pub ends: bool,
    /// It may be bound to topics.
    #[serde(default)]
    pub topics: bool,
}

/// What the table says of a verb.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerbRow {
    /// The verb.
    pub id: Verb,
    /// What people read.
    pub title: Text,
    /// Who may do it.
    pub roles: Vec<Role>,
    /// Grants bound to topics reach only these.
    #[serde(default)]
    pub topics: bool,
    /// It reads what is about people: each time leaves a line in the log.
    #[serde(default)]
    pub personal: bool,
}

/// Something that leaves a line in the log without being a verb of the table, or under the name of a verb
/// that allows more than this.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActRow {
    /// Its name in the log.
    pub id: String,
    /// What people read.
    pub title: Text,
}

/// The whole table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Permissions {
    /// Roles, in order.
    #[serde(rename = "role")]
    pub roles: Vec<RoleRow>,
    /// Verbs, in order.
    #[serde(rename = "verb")]
    pub verbs: Vec<VerbRow>,
    /// Other things that the log tells; they come before a verb of the same name.
    #[serde(rename = "act")]
    pub acts: Vec<ActRow>,
}

/// The table this program was built with; its tests prove that it can be read.
#[expect(clippy::expect_used, reason = "built in, and read by a test")]
pub static PERMISSIONS: LazyLock<Permissions> =
    LazyLock::new(|| toml::from_str(TABLE).expect("permissions.toml can be read"));

impl Permissions {
    /// What is said of a verb.
    pub fn verb(&self, verb: Verb) -> Option<&VerbRow> {
        self.verbs.iter().find(|row| row.id == verb)
    }

    /// What is said of a role.
    pub fn role(&self, role: Role) -> Option<&RoleRow> {
        self.roles.iter().find(|row| row.id == role)
    }
}

impl Verb {
    /// Its name in the table, the log and the API.
    pub fn id(self) -> &'static str {
        match self {
            Verb::ReadOrgs => "read_orgs",
            Verb::ChangeOrg => "change_org",
            Verb::ReadAccounts => "read_accounts",
            Verb::CreateAccount => "create_account",
            Verb::ResetPassword => "reset_password",
            Verb::DisableAccount => "disable_account",
            Verb::ReadRounds => "read_rounds",
            Verb::OpenRound => "open_round",
            Verb::ReadProgress => "read_progress",
            Verb::ReadReturn => "read_return",
            Verb::FillSchoolReturn => "fill_school_return",
            Verb::FillCountyReturn => "fill_county_return",
            Verb::ImportReturns => "import_returns",
            Verb::SubmitReturn => "submit_return",
            Verb::CheckReturn => "check_return",
            Verb::ApproveReturn => "approve_return",
            Verb::SendBackReturn => "send_back_return",
            Verb::AskUnlock => "ask_unlock",
            Verb::UnlockReturn => "unlock_return",
            Verb::ReadEvidence => "read_evidence",
            Verb::AddEvidence => "add_evidence",
            Verb::NameOwner => "name_owner",
            Verb::ReadCounty => "read_county",
            Verb::ReadSchool => "read_school",
            Verb::TryOut => "try_out",
            Verb::Comment => "comment",
            Verb::ReadAudit => "read_audit",
            Verb::ExportPermissions => "export_permissions",
            Verb::SetTarget => "set_target",
        }
    }
}

impl Role {
    /// The role of a name.
    pub fn of(id: &str) -> Option<Role> {
        PERMISSIONS
            .roles
            .iter()
            .map(|row| row.id)
            .find(|role| role.id() == id)
    }

    /// Its name in the table, the store and the API.
    pub fn id(self) -> &'static str {
        match self {
            Role::CountyAdmin => "county_admin",
            Role::CountyOfficer => "county_officer",
            Role::TownshipReviewer => "township_reviewer",
            Role::SchoolClerk => "school_clerk",
            Role::HeadTeacher => "head_teacher",
            Role::Inspector => "inspector",
            Role::Leader => "leader",
            Role::Auditor => "auditor",
        }
    }
}
