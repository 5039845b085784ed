//! Takes over changed rule files while the service runs.

use std::time::Duration;

use handover_domain::House;

use crate::rules::{self, RuleFiles};
use crate::settings::Place;
use crate::shutdown::Stop;

/// How often the files are looked at.
const PAUSE: Duration = Duration::from_secs(5);

/// Where the rules come from, and where they are used.
#[derive(Clone)]
pub(crate) struct RuleWatch {
    place: Place,
    house: House,
}

impl RuleWatch {
    pub(crate) fn new(place: Place, house: House) -> Self {
        Self { place, house }
    }

    /// Looks every few seconds until `stop`.
    pub(crate) async fn run(&self, mut stop: Stop) {
        while !stop.requested_within(PAUSE).await {
            let this = self.clone();
            if tokio::task::spawn_blocking(move || this.look()).await.is_err() {
                tracing::error!("looking at the rule files panicked");
            }
        }
    }

    /// Compares the files with the rules in use. Those that differ and can be used are used; those that
    /// cannot leave everything as it is, and readiness says so.
    fn look(&self) {
        let files = match self.place.on_disk() {
            Some(folder) => RuleFiles::read(folder),
            None => Ok(RuleFiles::shipped()),
        };
        let version = self.house.now().rules.version.clone();
        let newer = match files {
            Ok(files) if files.version() == version => return self.say(None),
            Ok(files) => rules::load(&files),
            Err(error) => Err(error),
        };
        match newer {
            Ok(rules) => {
                tracing::info!("the rules are now those of version {}, before {version}", rules.version);
                self.house.replace(rules);
            }
            Err(error) => {
                self.say(Some(format!(
                    "the rules stay at version {version}, the newer ones cannot be used: {error}"
                )));
            }
        }
    }

    /// Tells once, not every few seconds.
    fn say(&self, trouble: Option<String>) {
        if trouble == self.house.trouble() {
            return;
        }
        match &trouble {
            Some(trouble) => tracing::error!("{trouble}"),
            None => tracing::info!("the rule files are again those in use"),
        }
        self.house.report(trouble);
    }
}

#[cfg(test)]
mod tests {
    use handover_domain::Language;
    use handover_domain::judgement::{Signals, judge};
    use handover_domain::testing::World;

    use super::*;

    #[test]
    fn changed_files_are_used_and_wrong_ones_are_named_while_the_old_rules_stay() {
        let folder = tempfile::tempdir().unwrap();
        let rules = rules::load(&RuleFiles::shipped()).unwrap();
        let house = House::new(handover_domain::HouseRules { rules, ..World::new().house });
        let place = Place { path: folder.path().to_owned(), chosen: true };
        let watch = RuleWatch::new(place, house.clone());
        let policy = include_str!("../../../config/rules/policy.toml");
        let max_steps = || house.now().rules.thresholds.max_steps;
        let look = |policy: String| {
            std::fs::write(folder.path().join("policy.toml"), policy).unwrap();
            watch.look();
        };
        let shipped = house.now().rules.version.clone();
        watch.look();
        assert_eq!((&house.now().rules.version, house.trouble()), (&shipped, None));

        look(policy.replace("max_steps = 8", "max_steps = 6"));
        assert_eq!((max_steps(), house.trouble()), (6, None));
        assert_ne!(house.now().rules.version, shipped);

        look(policy.replace("max_steps = 8", "max_steps = 0"));
        let trouble = house.trouble().unwrap();
        assert!(trouble.contains("policy.toml:") && trouble.contains("thresholds.max_steps"), "{trouble}");
        assert_eq!(max_steps(), 6);
        let smoke = Signals::of_text("there is smoke", Language::En);
        assert!(judge(&house.now().rules, &smoke).reason.is_some());

        look(policy.to_owned());
        assert_eq!((max_steps(), house.trouble()), (8, None));
    }
}
