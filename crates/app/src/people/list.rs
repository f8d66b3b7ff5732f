//! What may be wrong with a list of organisations or accounts: its columns and its findings.
//!
//! The words of a finding stand in the program's catalogue under the same code.

use facts::codes::Code;
use facts::list::Column;
use kernel::Grade;

const fn column(head: &'static str, aliases: &'static [&'static str], needed: bool) -> Column {
    Column {
        head,
        aliases,
        needed,
    }
}

/// The columns of a list of organisations.
pub(crate) const ORG_COLUMNS: [Column; 4] = [
    column(
        "乡镇",
        &[
            "乡镇（街道、学区）",
            "乡镇（街道）",
            "乡（镇）",
            "所属乡镇",
            "街道",
            "学区",
            "Township",
        ],
        false,
    ),
    column(
        "学校标识码",
        &[
            "标识码",
            "学校（机构）标识码",
            "学校代码",
            "代码",
            "Code",
            "School code",
        ],
        false,
    ),
    column(
        "学校名称",
        &[
            "学校",
            "校名",
            "学校（机构）名称",
            "名称",
            "Name",
            "School",
            "School name",
        ],
        true,
    ),
    column(
        "上级（主校）",
        &[
            "主校",
            "主校名称",
            "主校标识码",
            "上级",
            "上级学校",
            "Main school",
        ],
        false,
    ),
];

/// The columns of a list of accounts.
pub(crate) const ACCOUNT_COLUMNS: [Column; 6] = [
    column("姓名", &["Name"], true),
    column("账号", &["用户名", "登录名", "Account", "Login"], true),
    column("角色", &["Role"], true),
    column(
        "机构",
        &[
            "单位",
            "学校",
            "机构（名称或标识码）",
            "所在单位",
            "Organisation",
        ],
        true,
    ),
    column("限定分组", &["分组", "Only these groups", "Groups"], false),
    column("有效至", &["有效期至", "最后一天", "Until"], false),
];

macro_rules! codes {
    ($($name:ident $grade:ident $id:literal [$($arg:literal)*];)*) => {
        $(pub(crate) const $name: Code =
            Code { id: $id, grade: Grade::$grade, args: &[$($arg),*] };)*
        /// Every finding about a list.
        pub const LIST_CODES: &[Code] = &[$($name),*];
    };
}

codes! {
    ORG_NEEDS_NAME MustFix "list-org-needs-name" [];
    ORG_CODE_UNREAD MustFix "list-org-code-unread" ["value"];
    ORG_CODE_ODD Explain "list-org-code-odd" ["value"];
    ORG_SAME_NAME Explain "list-org-same-name" ["name"];
    ORG_WITHOUT_CODE Explain "list-org-without-code" ["name"];
    ORG_CODE_TAKEN MustFix "list-org-code-taken" ["code" "name"];
    ORG_TWICE MustFix "list-org-twice" ["name" "first"];
    ORG_KNOWN Notice "list-org-known" ["name"];
    ORG_MAIN_UNKNOWN MustFix "list-org-main-unknown" ["main"];
    ORG_MAIN_IS_CAMPUS MustFix "list-org-main-is-campus" ["main"];
    ACCOUNT_NEEDS MustFix "list-account-needs" ["column"];
    ACCOUNT_LOGIN MustFix "list-account-login" ["value"];
    ACCOUNT_TAKEN MustFix "list-account-taken" ["login"];
    ACCOUNT_TWICE MustFix "list-account-twice" ["login" "first"];
    ACCOUNT_ROLE MustFix "list-account-role" ["value"];
    ACCOUNT_ORG_UNKNOWN MustFix "list-account-org-unknown" ["value"];
    ACCOUNT_ORG_SEVERAL MustFix "list-account-org-several" ["value" "count"];
    ACCOUNT_ROLE_NOT_HERE MustFix "list-account-role-not-here" ["role" "org"];
    ACCOUNT_GROUP MustFix "list-account-group" ["value"];
    ACCOUNT_DAY MustFix "list-account-day" ["value"];
    ACCOUNT_MUST_END MustFix "list-account-must-end" ["role"];
}
