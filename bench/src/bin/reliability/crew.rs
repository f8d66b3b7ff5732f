//! A house with a crew that writes.

use std::error::Error;
use std::time::Duration;

use bench::house::{Client, Engine, House};
use serde_json::Value;
use tokio::task::JoinSet;

use crate::load::{Trace, Work, Writer};
use crate::proof::Scene;

/// Schools of the invented county.
const SCHOOLS: u32 = 70;

/// The house, who writes in it, and all that was acknowledged.
pub(crate) struct Crew {
    pub(crate) house: House,
    pub(crate) scene: Scene,
    pub(crate) admin: Client,
    /// A clerk and the return he saves into.
    pub(crate) clerk: (Client, String),
    writers: Vec<Writer>,
    pub(crate) done: Vec<Trace>,
    /// Writes that were cut off and asked again.
    pub(crate) again: usize,
    /// Answers that the database was away.
    pub(crate) away: usize,
}

impl Crew {
    /// A fresh house on an engine.
    pub(crate) async fn on(engine: Engine) -> Result<Crew, Box<dyn Error>> {
        Crew::of(House::sample(engine, SCHOOLS).await).await
    }

    /// Seven people in a house: three clerks at a return each, two at one, an administrator who signs
    /// off, adds townships and keeps what-ifs.
    pub(crate) async fn of(house: House) -> Result<Crew, Box<dyn Error>> {
        let admin = house.come_in("admin").await;
        let round = house.round(&admin).await;
        let id = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let scene = Scene {
            address: house.address.clone(),
            round: id(&round["id"]),
        };
        let returns = house.returns(&admin, &scene.round).await;
        let school = |own: &&Value| own["org"] != round["org"];
        let state = |state: &'static str| {
            let all = returns.iter().filter(school);
            all.filter(move |own| own["state"] == state)
        };
        let clerks: Vec<&Value> = state("returned").take(4).collect();
        let mut places: Vec<String> = clerks.iter().map(|own| id(&own["org"])).collect();
        places.extend(places.last().cloned());
        let people = house.hire(&admin, "shake", "school_clerk", &places).await;
        let clerk = (people[0].clone(), id(&clerks[0]["id"]));
        let mut writers = Vec::new();
        for (at, client) in people.into_iter().enumerate() {
            let of = id(&clerks[at.min(3)]["id"]);
            let writer = Writer::new(&format!("clerk{at}"), client, Work::Save { of });
            writers.push(if at < 3 {
                writer
            } else {
                writer.among_others()
            });
        }
        for (at, own) in state("checked").take(2).enumerate() {
            let work = Work::Sign { of: id(&own["id"]) };
            writers.push(Writer::new(&format!("sign{at}"), admin.clone(), work));
        }
        let county = id(&round["org"]);
        let round = scene.round.clone();
        writers.push(Writer::new("town", admin.clone(), Work::Found { county }));
        writers.push(Writer::new("what-if", admin.clone(), Work::Keep { round }));
        Ok(Crew {
            house,
            scene,
            admin,
            clerk,
            writers,
            done: Vec::new(),
            again: 0,
            away: 0,
        })
    }

    /// Everybody begins to write.
    pub(crate) fn begin(&mut self) -> JoinSet<Writer> {
        self.writers.drain(..).map(Writer::until_gone).collect()
    }

    /// The same for a time, whatever is away meanwhile.
    pub(crate) fn begin_for(&mut self, time: Duration) -> JoinSet<Writer> {
        let work = |writer: Writer| writer.for_a_while(time);
        self.writers.drain(..).map(work).collect()
    }

    /// Everybody has stopped; what was cut off is asked again of the server that is there now.
    pub(crate) async fn end(&mut self, work: JoinSet<Writer>) -> Result<(), Box<dyn Error>> {
        let base = self.house.program.base.clone();
        for mut writer in work.join_all().await {
            writer.client = writer.client.at_base(&base);
            while writer.unsure.is_some() {
                self.again += 1;
                writer.ask_again().await?;
            }
            self.done.append(&mut writer.done);
            self.away += std::mem::take(&mut writer.away);
            if let Some(odd) = writer.odd.first() {
                return Err(format!("an answer that should not be: {odd}").into());
            }
            self.writers.push(writer);
        }
        self.admin = self.admin.at_base(&base);
        Ok(())
    }
}
