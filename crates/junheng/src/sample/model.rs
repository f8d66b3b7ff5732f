//! What a school of the sample county is: the lasting part, from which each year's figures follow.

/// A stage of schooling, by the id that forms give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Stage {
    /// 小学
    Primary,
    /// 初中
    Junior,
    /// 高中
    Senior,
}

impl Stage {
    /// The stages of the compulsory years.
    pub(super) const COMPULSORY: [Stage; 2] = [Stage::Primary, Stage::Junior];
    /// All of them.
    pub(super) const ALL: [Stage; 3] = [Stage::Primary, Stage::Junior, Stage::Senior];

    /// Its id in forms.
    pub(super) fn id(self) -> &'static str {
        match self {
            Stage::Primary => "primary",
            Stage::Junior => "junior",
            Stage::Senior => "senior",
        }
    }
}

/// What kind of school it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// 小学
    Primary,
    /// 小学教学点
    TeachingPoint,
    /// 初级中学
    Junior,
    /// 九年一贯制学校
    NineYear,
    /// 完全中学
    Complete,
    /// 十二年一贯制学校
    TwelveYear,
    /// 高级中学
    Senior,
    /// 特殊教育学校
    Special,
    /// 中等职业学校
    Vocational,
}

impl Kind {
    /// The option of the form's school kind.
    pub(super) fn option(self) -> &'static str {
        match self {
            Kind::Primary => "primary_school",
            Kind::TeachingPoint => "teaching_point",
            Kind::Junior => "junior_school",
            Kind::NineYear => "nine_year",
            Kind::Complete => "complete_secondary",
            Kind::TwelveYear => "twelve_year",
            Kind::Senior => "senior_school",
            Kind::Special => "special",
            Kind::Vocational => "vocational",
        }
    }

    /// The first two digits of its school code.
    pub(super) fn category(self) -> &'static str {
        match self {
            Kind::Primary | Kind::TeachingPoint => "21",
            Kind::Junior | Kind::NineYear => "31",
            Kind::Complete | Kind::TwelveYear | Kind::Senior => "34",
            Kind::Vocational => "36",
            Kind::Special => "51",
        }
    }

    /// The stages it teaches.
    pub(super) fn stages(self) -> &'static [Stage] {
        match self {
            Kind::Primary | Kind::TeachingPoint => &[Stage::Primary],
            Kind::Junior => &[Stage::Junior],
            Kind::NineYear | Kind::Special => &[Stage::Primary, Stage::Junior],
            Kind::Complete => &[Stage::Junior, Stage::Senior],
            Kind::TwelveYear => &Stage::ALL,
            Kind::Senior | Kind::Vocational => &[Stage::Senior],
        }
    }

    /// True when pupils of the compulsory stages are taught here in ordinary classes.
    pub(super) fn is_ordinary(self) -> bool {
        !matches!(self, Kind::Senior | Kind::Vocational | Kind::Special)
    }
}

/// Where a school lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Setting {
    /// 城区
    Urban,
    /// 镇区
    Town,
    /// 乡村
    Rural,
}

impl Setting {
    /// The option of the form's urban–rural class.
    pub(super) fn option(self) -> &'static str {
        match self {
            Setting::Urban => "urban",
            Setting::Town => "town",
            Setting::Rural => "rural",
        }
    }
}

/// Schools that are alike: they share sizes, means and troubles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Role {
    UrbanPrimary,
    TownCentral,
    TownSecond,
    RuralCentral,
    Village,
    SmallPoint,
    LargePoint,
    NineYear,
    UrbanJunior,
    TownJunior,
    Complete,
    TwelveYear,
    Private,
    Campus,
    Special,
    Senior,
    Vocational,
}

/// A weak spot, put there on purpose so that the sample has something to find.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Weakness {
    /// Too few PE, music and art teachers.
    ArtsTeachers,
    /// Too little room for teaching.
    Rooms,
    /// Too little room for sports.
    Grounds,
    /// Little equipment and few multimedia classrooms.
    Equipment,
    /// Too few backbone teachers.
    Backbone,
    /// Classes above the limit.
    LargeClasses,
    /// More pupils than one school may have.
    OverSize,
    /// A music or art room short.
    SpecialRooms,
    /// Teachers who have not completed their training.
    Training,
    /// Teachers without a certificate.
    Certificates,
    /// A small school funded by its pupils, not as for a hundred.
    SmallBudget,
    /// Too little of the budget for teacher training.
    TrainingMoney,
}

/// A weakness and the first year without it, if that has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Trouble {
    /// What it is.
    pub(super) weakness: Weakness,
    /// The year in whose return it is gone.
    pub(super) cured: Option<i16>,
}

impl Trouble {
    fn holds(&self, year: i16) -> bool {
        self.cured.is_none_or(|cured| year < cured)
    }
}

/// How far a school lies above what planners aim at, in the year [`BASE_YEAR`]: 1.1 is a tenth more.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Margins {
    pub(super) rooms: f64,
    pub(super) grounds: f64,
    pub(super) equipment: f64,
    pub(super) screens: f64,
    pub(super) staff: f64,
    pub(super) arts: f64,
    pub(super) backbone: f64,
}

/// The year all sizes are set for; other years grow or shrink from it.
pub(super) const BASE_YEAR: i16 = 2025;

/// A school of the sample county.
#[derive(Debug, Clone)]
pub(super) struct School {
    /// 学校标识码; its province code is not in use.
    pub(super) code: String,
    /// Its name.
    pub(super) name: String,
    /// The township it lies in.
    pub(super) township: String,
    /// Code of the main school, for a campus that is not counted as a school.
    pub(super) parent: Option<String>,
    /// What kind of school it is.
    pub(super) kind: Kind,
    /// Where it lies.
    pub(super) setting: Setting,
    /// True when it is private.
    pub(super) private: bool,
    /// The year it was built.
    pub(super) year_built: i16,
    /// What is weak there, and until when.
    pub(super) troubles: Vec<Trouble>,
    pub(super) role: Role,
    /// Its place in the county; the number of its streams of chance.
    pub(super) index: usize,
    /// Pupils by stage in the base year.
    pub(super) size: [f64; 3],
    /// Growth a year: 0.93 loses seven in a hundred.
    pub(super) growth: f64,
    pub(super) margins: Margins,
    /// Part of the pupils who board.
    pub(super) boarding: f64,
    /// Area of its gymnasium, or 0.
    pub(super) gymnasium: f64,
    /// True when it was equipped before the others, as a pilot.
    pub(super) is_pilot: bool,
    /// True when it has kindergarten classes.
    pub(super) kindergarten: bool,
}

impl School {
    /// True when it has this weakness in a year.
    pub(super) fn suffers(&self, weakness: Weakness, year: i16) -> bool {
        self.troubles
            .iter()
            .any(|trouble| trouble.weakness == weakness && trouble.holds(year))
    }

    /// True when it ever had this weakness.
    pub(super) fn ever(&self, weakness: Weakness) -> bool {
        self.troubles
            .iter()
            .any(|trouble| trouble.weakness == weakness)
    }
}
