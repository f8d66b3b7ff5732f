//! The invented county's newest round gets papers: some items are complete, some miss theirs, one has expired;
//! and people who see to items and say something about them.

use app::evidence::NewPaper;
use app::{App, AppError, Caller};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use store::evidence::Owner;

use super::papers;

/// A paper of the county: file, title, issuer, day, what it proves, what stands in it.
type Issued = (
    &'static str,
    &'static str,
    &'static str,
    Date,
    &'static [&'static str],
    &'static [&'static str],
);

const OF_COUNTY: [Issued; 6] = [
    (
        "学校布局专项规划及批复.pdf",
        "县域学校布局专项规划（2024—2030年）及批复",
        "青禾市人民政府",
        date(2024, 3, 12),
        &["G1"],
        &[
            "同意《青禾市学校布局专项规划（2024—2030年）》。",
            "请按规划组织实施，每年报告一次进展。",
        ],
    ),
    (
        "城乡统一标准文件汇编.pdf",
        "城乡学校建设、编制、经费、装备统一标准文件",
        "青禾市教育局",
        date(2025, 2, 20),
        &["G2", "G6"],
        &[
            "一、建设标准统一。",
            "二、编制标准统一。",
            "三、公用经费基准定额统一。",
            "四、装备配置标准统一。",
        ],
    ),
    (
        "教职工编制核定通知.pdf",
        "教职工编制和岗位核定、调配通知",
        "市委机构编制委员会办公室",
        date(2025, 8, 15),
        &["G10", "V4"],
        &[
            "核定全市义务教育学校教职工编制，",
            "由教育行政部门统筹分配到各校，报本办备案。",
        ],
    ),
    (
        "义务教育阶段招生划片方案.pdf",
        "2026年义务教育阶段招生划片方案",
        "青禾市教育局",
        date(2026, 5, 8),
        &["G13", "V1"],
        &["各校划片范围见附表。", "不得以任何形式组织入学考试。"],
    ),
    (
        "教师工资统发情况证明.pdf",
        "教师平均工资不低于公务员的证明",
        "青禾市财政局",
        date(2026, 6, 30),
        &["G8"],
        &[
            "2025年度义务教育教师平均工资收入水平",
            "不低于当地公务员平均工资收入水平。",
        ],
    ),
    (
        "留守儿童关爱制度.pdf",
        "农村留守儿童关爱保护工作制度（试行一年）",
        "青禾市教育局",
        date(2025, 3, 1),
        &["G15"],
        &["建立台账，一人一档。", "本制度试行一年。"],
    ),
];

const SAID: [(&str, &str); 4] = [
    (
        "G3",
        "城区有四所学校的平面图没有标注面积，请补标后重新上传。",
    ),
    ("G15", "关爱制度试行期已过，请尽快正式印发并换上新文件。"),
    ("G8", "财政局的证明已核对，与工资统发表一致。"),
    ("S1", "满意度调查十二月开始，报告出来后由督导室上传。"),
];

/// Who sees to the items of a group.
fn section(group: &str) -> (&'static str, &'static str) {
    match group {
        "government" => ("计财科", "李业务"),
        "schools" | "spread" => ("基础教育科", "孙科长"),
        "quality" => ("教研室", "钱主任"),
        _ => ("督导室", "郑主任"),
    }
}

/// Papers, people who see to items, and what is said about them.
pub(super) async fn prove(
    app: &App,
    admin: &Caller,
    round: &str,
    county: &str,
) -> Result<(), AppError> {
    for (name, title, issuer, day, items, lines) in OF_COUNTY {
        let new = NewPaper {
            org: county.to_owned(),
            name: name.to_owned(),
            title: title.to_owned(),
            issuer: issuer.to_owned(),
            issued_day: Some(day),
            // What was issued for a trial holds for a year.
            valid_until: title.contains("试行").then(|| day.saturating_add(1.year())),
            items: items.iter().map(|item| (*item).to_owned()).collect(),
        };
        bring(app, admin, round, new, &papers::pdf(title, lines)).await?;
    }
    for (at, own) in app.needs(admin, round).await?.iter().enumerate() {
        if !own.is_county {
            of_school(app, admin, round, &own.org, &own.name, at).await?;
        }
    }
    name_owners(app, admin, round).await?;
    for (item, text) in SAID {
        app.comment(admin, round, item, None, text).await?;
    }
    Ok(())
}

/// Every other school has brought its plan, every third its register of training, too.
async fn of_school(
    app: &App,
    admin: &Caller,
    round: &str,
    org: &str,
    name: &str,
    at: usize,
) -> Result<(), AppError> {
    let new = |file: &str, title: String, item: &str| NewPaper {
        org: org.to_owned(),
        name: file.to_owned(),
        title,
        issuer: name.to_owned(),
        issued_day: Some(date(2026, 9, 10)),
        valid_until: None,
        items: vec![item.to_owned()],
    };
    if at % 2 == 1 {
        let plan = new("校舍平面图.bmp", format!("{name}校舍平面图"), "G3");
        bring(app, admin, round, plan, &papers::plan(4 + at % 7)).await?;
    }
    if at.is_multiple_of(3) {
        let title = format!("{name}教师继续教育学时登记");
        let lines = [
            "五年一周期，人均不少于360学时。",
            "登记表由学校教务处保存，可供查阅。",
        ];
        let file = papers::pdf(&title, &lines);
        let register = new("继续教育学时登记.pdf", title, "G9");
        bring(app, admin, round, register, &file).await?;
    }
    Ok(())
}

async fn bring(
    app: &App,
    admin: &Caller,
    round: &str,
    new: NewPaper,
    file: &[u8],
) -> Result<(), AppError> {
    let mut draft = app.begin_evidence(admin, round, &new.org).await?;
    draft.take(file).await?;
    app.add_evidence(admin, round, draft, new).await?;
    Ok(())
}

async fn name_owners(app: &App, admin: &Caller, round: &str) -> Result<(), AppError> {
    let standard = app.read_standard(admin, round).await?;
    let pack = &standard.pack;
    for item in &pack.items {
        let group = pack.groups.get(item.group);
        let (department, person) = section(group.map_or("", |group| &group.id));
        let owner = Owner {
            round: round.to_owned(),
            item: item.id.clone(),
            department: department.to_owned(),
            person: person.to_owned(),
        };
        app.name_owner(admin, &owner).await?;
    }
    Ok(())
}
