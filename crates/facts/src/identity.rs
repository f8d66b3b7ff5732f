//! The columns every return has beside its figures: whose is it, and of which year?

use kernel::Text;

use crate::catalogue::SubjectKind;

/// A column that says whom a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Identity {
    /// 学校标识码
    Code,
    /// 学校名称
    Name,
    /// 县区
    County,
    /// 乡镇
    Township,
    /// 年度
    Year,
    /// 主校标识码
    Parent,
}

impl Identity {
    /// All of them.
    pub const ALL: [Identity; 6] = [
        Identity::Code,
        Identity::Name,
        Identity::County,
        Identity::Township,
        Identity::Year,
        Identity::Parent,
    ];

    /// Its name in mapping files.
    pub fn id(self) -> &'static str {
        match self {
            Identity::Code => "code",
            Identity::Name => "name",
            Identity::County => "county",
            Identity::Township => "township",
            Identity::Year => "year",
            Identity::Parent => "parent",
        }
    }

    /// The column of a name in mapping files.
    pub fn of(id: &str) -> Option<Identity> {
        Identity::ALL
            .into_iter()
            .find(|identity| identity.id() == id)
    }

    /// What people read.
    pub fn title(self) -> Text {
        let (zh, en) = match self {
            Identity::Code => ("学校标识码", "School code"),
            Identity::Name => ("学校名称", "School name"),
            Identity::County => ("县区", "County"),
            Identity::Township => ("乡镇", "Township"),
            Identity::Year => ("年度", "Year"),
            Identity::Parent => ("主校标识码", "Code of the main school"),
        };
        Text {
            zh: zh.to_owned(),
            en: en.to_owned(),
        }
    }

    /// Other heads met in workbooks.
    pub fn aliases(self) -> &'static [&'static str] {
        match self {
            Identity::Code => &[
                "code",
                "学校（机构）标识码",
                "学校(机构)标识码",
                "标识码",
                "学校代码",
                "学校编码",
                "学校编号",
                "机构代码",
                "单位代码",
                "学校机构代码",
                "學校代碼",
                "school_code",
                "school code",
                "school id",
                "school_id",
            ],
            Identity::Name => &[
                "name",
                "学校（机构）名称",
                "学校(机构)名称",
                "学校",
                "校名",
                "单位名称",
                "机构名称",
                "学校全称",
                "學校名稱",
                "school_name",
                "school name",
                "school",
            ],
            Identity::County => &[
                "county",
                "县（市、区）",
                "县(市、区)",
                "县市区",
                "区县",
                "县",
                "县名",
                "县（区）",
                "县(区)",
                "所属县区",
                "所在县区",
                "县级行政区",
                "区（县）",
                "行政区",
            ],
            Identity::Township => &[
                "township",
                "乡镇街道",
                "乡（镇）",
                "乡镇（街道）",
                "街道",
                "镇街",
                "所属乡镇",
                "所在乡镇",
                "学区",
                "district",
            ],
            Identity::Year => &[
                "year",
                "年份",
                "学年",
                "学年度",
                "统计年度",
                "填报年度",
                "年",
                "year_start",
            ],
            Identity::Parent => &[
                "parent",
                "主校代码",
                "所属学校标识码",
                "上级学校标识码",
                "校本部标识码",
            ],
        }
    }

    /// The columns that a form of this kind has.
    pub fn of_subject(subject: SubjectKind) -> &'static [Identity] {
        match subject {
            SubjectKind::School => &Identity::ALL,
            SubjectKind::County => &[Identity::County, Identity::Year],
        }
    }
}
