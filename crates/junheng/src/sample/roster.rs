//! Founding the county: which schools there are, how they are called and what lasts in them.

use super::dice::{Dice, Purpose};
use super::model::{Margins, Role, School, Setting};
use super::names::{self, Places, Villages};
use super::plan::{self, PLANS, Plan, Range};
use super::troubles;

/// Every school of the county, main schools before their campuses.
pub(super) fn found(seed: u64, schools: usize) -> Vec<School> {
    let counts = plan::counts(schools);
    let count = |role: Role| {
        let at = PLANS.iter().position(|plan| plan.role == role);
        at.map_or(0, |at| counts[at])
    };
    let places = Places::new(seed, count(Role::TownCentral), count(Role::RuralCentral));
    let mut founder = Founder {
        seed,
        places,
        villages: Villages::new(seed),
        schools: Vec::new(),
    };
    for (plan, count) in PLANS.iter().zip(counts) {
        for nth in 0..count {
            founder.found(plan, nth);
        }
    }
    let mut schools = founder.schools;
    troubles::spread(seed, &mut schools);
    schools
}

/// The first school of each of these was equipped as a pilot.
const PILOTS: [Role; 3] = [Role::UrbanPrimary, Role::TownCentral, Role::UrbanJunior];

struct Founder {
    seed: u64,
    places: Places,
    villages: Villages,
    schools: Vec<School>,
}

impl Founder {
    fn found(&mut self, plan: &Plan, nth: usize) {
        let index = self.schools.len();
        let mut dice = Dice::new(self.seed, Purpose::Founding, index, 0);
        let setting = setting(plan, nth);
        let township = self.township(plan.role, setting, nth);
        let name = self.name(plan.role, setting, nth, &township);
        let school = School {
            code: names::code(plan.kind.category(), 100 + index),
            name,
            township,
            parent: (plan.role == Role::Campus)
                .then(|| self.main_school())
                .flatten(),
            kind: plan.kind,
            setting,
            private: plan.role == Role::Private,
            year_built: plan.built.0
                + dice.below((plan.built.1 - plan.built.0) as usize + 1) as i16,
            troubles: Vec::new(),
            role: plan.role,
            index,
            size: size(plan, setting, &mut dice),
            growth: draw(&mut dice, plan.growth),
            margins: margins(plan, &mut dice),
            boarding: draw(&mut dice, plan.boarding),
            gymnasium: gymnasium(plan, setting, &mut dice),
            is_pilot: PILOTS.contains(&plan.role) && nth.is_multiple_of(7),
            kindergarten: plan.role == Role::Village && nth == 2,
        };
        self.schools.push(school);
    }

    fn main_school(&self) -> Option<String> {
        self.schools
            .iter()
            .find(|school| school.role == Role::UrbanPrimary)
            .map(|s| s.code.clone())
    }

    fn township(&self, role: Role, setting: Setting, nth: usize) -> String {
        let pick = |list: &[String], nth: usize| list[nth % list.len().max(1)].clone();
        match (role, setting) {
            (Role::Village | Role::SmallPoint | Role::LargePoint, _) => {
                let country: Vec<String> = self
                    .places
                    .towns
                    .iter()
                    .chain(&self.places.townships)
                    .cloned()
                    .collect();
                let skip = match role {
                    Role::Village => 0,
                    Role::SmallPoint => 5,
                    _ => 2,
                };
                pick(&country, nth + skip)
            }
            (_, Setting::Urban) => pick(&self.places.city, nth),
            (_, Setting::Town) => pick(&self.places.towns, nth),
            (_, Setting::Rural) => pick(&self.places.townships, nth),
        }
    }

    fn name(&mut self, role: Role, setting: Setting, nth: usize, township: &str) -> String {
        const PRIMARY: [&str; 7] = [
            "实验小学",
            "文星小学",
            "南门小学",
            "东关小学",
            "滨河小学",
            "新城小学",
            "第一小学",
        ];
        let county = names::COUNTY;
        let round = nth / self.places.towns.len().max(1);
        match (role, setting) {
            (Role::UrbanPrimary, _) => {
                names::city_school(&PRIMARY, nth, nth.saturating_sub(5), "小学")
            }
            (Role::TownCentral | Role::RuralCentral, _) => format!("{township}中心小学"),
            (Role::TownSecond, _) => format!("{township}第{}小学", names::numeral(round + 2)),
            (Role::Village, _) => format!("{township}{}小学", self.villages.next()),
            (Role::SmallPoint | Role::LargePoint, _) => {
                format!("{township}{}教学点", self.villages.next())
            }
            (Role::NineYear, Setting::Urban) => format!("{county}育才学校"),
            (Role::NineYear, _) => self.once(format!("{township}九年一贯制学校"), township),
            (Role::UrbanJunior, _) => {
                names::city_school(&["实验初级中学"], nth, nth + 2, "初级中学")
            }
            (Role::TownJunior, _) => self.once(format!("{township}初级中学"), township),
            (Role::Complete, Setting::Urban) => format!("{county}第二中学"),
            (Role::Complete, _) => format!("{township}中学"),
            (Role::TwelveYear, _) => format!("{county}新区学校"),
            (Role::Private, _) => format!("{county}博文学校"),
            (Role::Campus, _) => format!("{county}实验小学北校区"),
            (Role::Special, _) => format!("{county}特殊教育学校"),
            (Role::Senior, _) => format!("{county}第一中学"),
            (Role::Vocational, _) => format!("{county}职业技术教育中心"),
        }
    }

    /// The name, or where a school already has it, one with a village in it.
    fn once(&mut self, name: String, township: &str) -> String {
        if !self.schools.iter().any(|school| school.name == name) {
            return name;
        }
        let village = self.villages.next();
        name.replace(township, &format!("{township}{village}"))
    }
}

/// Where the nth school of a role lies: some roles are found in the city and outside it.
fn setting(plan: &Plan, nth: usize) -> Setting {
    match (plan.role, nth) {
        (Role::NineYear | Role::Complete, 0) => Setting::Urban,
        (Role::NineYear, nth) if nth % 2 == 0 => Setting::Town,
        _ => plan.setting,
    }
}

fn draw(dice: &mut Dice, range: Range) -> f64 {
    dice.between(range.0, range.1)
}

/// The city's nine-year and complete schools are larger than those of the country.
fn size(plan: &Plan, setting: Setting, dice: &mut Dice) -> [f64; 3] {
    let larger = match (plan.role, setting) {
        (Role::NineYear, Setting::Urban) => 2.3,
        (Role::Complete, Setting::Urban) => 1.4,
        _ => 1.0,
    };
    let factor = dice.factor(plan.sigma).clamp(plan.within.0, plan.within.1) * larger;
    plan.size.map(|pupils| pupils * factor)
}

fn margins(plan: &Plan, dice: &mut Dice) -> Margins {
    Margins {
        rooms: draw(dice, plan.rooms),
        grounds: draw(dice, plan.grounds),
        equipment: draw(dice, plan.means),
        screens: draw(dice, plan.means),
        staff: dice.between(0.97, 1.06),
        arts: dice.between(1.05, 1.3),
        backbone: dice.between(1.1, 1.45),
    }
}

fn gymnasium(plan: &Plan, setting: Setting, dice: &mut Dice) -> f64 {
    let chance = match setting {
        Setting::Urban => 0.7,
        Setting::Town => 0.3,
        Setting::Rural => 0.0,
    };
    let area = dice.between(420.0, 760.0);
    if plan.kind.is_ordinary() && dice.chance(chance) {
        (area / 4.0).round() * 4.0
    } else {
        0.0
    }
}
