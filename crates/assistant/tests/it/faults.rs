//! Which messages start guided steps, and which must not.

use super::{assistant, say};
use handover_assistant::Library;

/// What operators might type, by the problem they mean. None of it stands in the pack.
const FAULTS: &[(&str, &[&str])] = &[
    (
        "does-not-start",
        &[
            "the machine wont start this morning",
            "turned the key, only a clicking noise and then silence",
            "Diesel cranks and cranks but never catches",
            "control panel completely black, no lights whatsoever",
            "pressing the start button does absolutely nothing",
            "why is the engine not starting?",
            "unit is not turning on at all",
            "the autoboss doesn't start",
            "My AutoBoss will not start",
            "engine dead. nothing when turning ignition",
            "Good morning, the engine refuses to fire up since yesterday",
            "I press start on the box and absolutely nothing happens",
            "power pack is turning over but it will not catch",
            "machine doesnt start, lights are off",
            "My machine doesn't start",
            "AutoBoss V4 won't start after we changed the battery",
            "We've tried everything but the engine simply will not start.",
            "starter motor turns but no ignition",
            "I can't start the machine",
            "Machine is not starting, what can I do?",
            "the pump won't turn on",
            "Engine fails to start in the morning",
            "The AutoBoss is completely dead",
            "Not starting",
            "Hello, I'm on the boat with machine 12 and this morning when I turn the key there is only a click, the battery was charged yesterday. What should I do?",
            "engine wont crank",
            "the machine does not power on after the storm",
            "It does not want to start",
        ],
    ),
    (
        "no-water",
        &[
            "there is no water at the washing head",
            "Pump is turning but nothing is coming out of the nozzles",
            "we get no water to the machine, engine sounds normal",
            "water isn't coming through to the discs",
            "zero flow from the discs since lunch",
            "HP pump can't draw any seawater, I see air in the suction line",
            "The low feed light came on and it stopped spraying",
            "what should I do if there's no water?",
            "No water flow, help",
            "discs are not getting any water",
            "the pump runs but not a single drop reaches the net cleaner",
            "suction hose is only sucking air",
            "Water stopped coming out",
            "No water coming from the machine",
            "there isn't any water coming out of the cleaning discs",
            "Discs turn off, there's no water flow",
            "water supply to the pump has stopped",
            "pump isn't priming",
            "We have no water pressure at all, nothing comes out",
            "The engine is running fine but there is no water at all on the discs, we checked the umbilical and everything looks ok",
            "no water in the pump",
            "pump sucking air no water",
            "we don't get water",
        ],
    ),
    (
        "pressure-loss",
        &[
            "pressure is dropping while we wash",
            "can't get more than 70 bar on the HP gauge",
            "The pressure is not high enough to clean",
            "we are losing pressure all the time",
            "gauge needle keeps jumping up and down",
            "there is hardly any pressure",
            "the spray has become very weak",
            "Pressure loss on the pump",
            "machine does not reach working pressure",
            "we only have 60 bar and it keeps dropping",
            "Pressure went down from 120 to 80 bar during washing",
            "the pump cannot build enough pressure",
            "low pressure on the washer",
            "Losing pressure while cleaning",
            "The HP pressure is low",
            "the pressure is not building up",
            "Pressure drops to 50 bar after a few minutes",
            "My machine has lost pressure",
            "why is the water pressure so low?",
            "insufficient pressure",
            "Hi team, since yesterday the pressure on the HP gauge only reaches 80 bar instead of 120 and the cleaning is slow",
            "there's a pressure drop",
            "unstable pressure",
        ],
    ),
    (
        "hp-gauge-red",
        &[
            "the HP gauge is in the red area, what do I do?",
            "pressure went up to 175 bar all of a sudden",
            "needle is past the red mark",
            "my high pressure gauge is showing red",
            "the safety valve keeps opening and water shoots out of it",
            "pressure way too high and climbing",
            "HP gauge red",
            "gauge needle has gone into red",
            "the pressure is far too high, about 180",
            "HP manometer in the red zone!!",
            "the pressure keeps climbing and the relief valve lifts",
            "HP gauge is in red",
            "The gauge shows red",
            "why is my HP gauge red?",
            "The HP gauge is in the red zone and the machine is vibrating",
            "high pressure alarm, gauge at 180 bar",
            "Gauge on red",
            "The HP gauge goes into the red when I start washing",
            "too much pressure on the gauge",
        ],
    ),
    (
        "noise-or-vibration",
        &[
            "the pump is making a horrible knocking noise",
            "Everything vibrates like crazy when discs are running",
            "loud rattling from the pump unit",
            "there's a weird grinding sound",
            "machine started shaking badly today",
            "strange metallic noise coming from the engine",
            "we hear a loud banging from the pump",
            "it shakes and makes a funny noise",
            "The belt is screaming and squealing",
            "terrible vibrations from disc 2",
            "There is a strange noise coming from the machine",
            "machine vibrating too much",
            "I hear grinding",
            "excessive vibration",
            "it's making a loud rattling noise when running",
            "weird sounds coming from the pump, like metal on metal",
            "The whole frame vibrates when discs spin",
        ],
    ),
    (
        "leak",
        &[
            "there is oil leaking from the power pack",
            "we found a leak in the hose",
            "water is dripping from a coupling",
            "Umbilical has burst, water everywhere",
            "puddle of diesel underneath",
            "leek at the umbilical coupling",
            "I can't stop the leak",
            "oil on deck under the engine",
            "hydraulic hose has a leak",
            "oil is dripping onto the deck",
            "sea water leaking out of the pump",
            "hose burst",
            "The machine is leaking oil",
            "there's water leaking from the hose connection",
            "I see oil under the machine",
            "Leak on the high pressure hose",
            "leaking fuel",
            "hydraulic oil leak",
            "Water leaks from under the pump",
            "there is a leakage at the coupling",
            "pump leaks a lot of oil since the service",
            "the hose is leaking. is it dangerous?",
        ],
    ),
    (
        "emergency-stop-stuck",
        &[
            "The e-stop won't release",
            "I pushed the emergency stop and now I can't get it out again",
            "estop is stuck in",
            "red stop lamp stays lit even though I turned both buttons",
            "emergency stop cannot be reset",
            "the emergency stop button is jammed",
            "emergency stop does not unlock",
            "I twisted the red mushroom but it stays in",
            "can't release the e-stop on the control box",
            "e stop wont reset after I pulled it out",
            "E-stop will not release",
            "The emergency stop button won't come out",
            "emergency stop won't disengage",
            "Cannot release the emergency stop",
            "the e-stop is engaged and will not reset",
            "Pressed emergency stop during a test, and now it will not release any more",
            "I am not able to reset the e-stop",
        ],
    ),
    (
        "remote-control-dead",
        &[
            "remote control dead",
            "the remote doesn't do anything any more",
            "Controller is not connecting to the machine",
            "the handset lost its signal",
            "remote won't switch on, display stays black",
            "I dropped the remote in the sea",
            "machine is not responding to the remote",
            "remote has no power",
            "The joystick doesn't respond",
            "radio control lost connection, link lamp flashing",
            "nothing happens when I move the joystick",
            "The remote control does not work",
            "my remote is dead",
            "Remote not working",
            "no response from the remote control",
            "I cannot control the machine with the remote",
            "the remote control has no power, battery is new",
            "Remote control lost connection during washing",
            "remote shows nothing, screen black",
            "buttons on the remote don't work",
        ],
    ),
    (
        "poor-cleaning",
        &[
            "the net is still dirty after we washed it",
            "machine leaves dirty lines on the net",
            "it does not clean the nets properly any more",
            "one of the discs is not spinning",
            "mussels don't come off",
            "washing result is really bad",
            "disc number 3 is stuck and does not rotate",
            "there is still a lot of growth on the net after cleaning",
            "it only cleans half of the net, leaving stripes",
            "Net does not get clean",
            "the second disc has stopped rotating",
            "It's not cleaning the net",
            "Cleaning results are poor",
            "the nets are still covered in algae",
            "discs are not spinning",
            "The net is not getting clean, stripes everywhere",
            "the disc doesn't spin",
        ],
    ),
    (
        "drifts-off-net",
        &[
            "the machine keeps drifting away from the net",
            "It pulls to the right all the time",
            "autoboss won't stay on the net",
            "one of the thrusters isn't working",
            "robot is going round in circles",
            "it falls off the net in the current",
            "it won't hold itself against the net",
            "The machine turns left all by itself",
            "autoboss floats away from the net wall",
            "a thruster has stopped turning",
            "Machine drifts sideways",
            "it does not stay against the net",
            "the robot keeps coming off the net",
        ],
    ),
    (
        "engine-overheats",
        &[
            "engine gets way too hot",
            "coolant temp is above 100 degrees",
            "the motor is overheating after ten minutes",
            "steam comes out of the radiator",
            "temperature warning light came on",
            "engine overheeting",
            "temperature is climbing over 100 degrees",
            "motor is running very hot",
            "the coolant boils over",
            "engine overheated yesterday and again today",
            "The engine is overheating",
            "engine temperature is too high",
            "it overheats after 20 minutes",
            "The engine temperature warning is on",
        ],
    ),
    (
        "engine-stops",
        &[
            "the engine cuts out after five minutes",
            "engine just died in the middle of washing",
            "it keeps shutting off by itself",
            "The motor stalls under load",
            "engine stops after a few minutes",
            "oil pressure light is on",
            "engine suddenly shut down while we were washing",
            "Diesel dies when I put load on it",
            "the power pack keeps cutting out",
            "engine stopped running after a few minutes and oil lamp is on",
            "Engine shuts down during operation",
            "the machine stops randomly",
            "it turns off by itself",
            "Engine stalls every five minutes",
        ],
    ),
    (
        "breaker-trips",
        &[
            "the breaker trips every time we plug it in",
            "earth leakage switch keeps tripping",
            "I got an electric shock from the frame",
            "fuse blew twice",
            "there is water inside the control box",
            "RCD tripped again",
            "each time we plug in the power pack the earth fault breaker goes",
            "I felt a tingle when I touched the frame",
            "main fuse keeps blowing",
            "the circuit breaker keeps tripping",
            "fuse keeps blowing when we start the motor",
        ],
    ),
    (
        "milky-pump-oil",
        &[
            "oil in the pump looks milky",
            "the oil has water in it",
            "sight glass shows white oil",
            "pump oil turned grey",
            "the oil in the high pressure pump has gone white",
            "there's seawater in the pump oil",
            "oil looks like a milkshake",
            "cloudy oil in the sight glass",
            "milky oil in pump",
            "the pump oil became milky white",
        ],
    ),
];

/// What sounds like a fault and is none: questions, good news, other times, other things.
const NO_FAULTS: &[&str] = &[
    "The leak has been repaired",
    "there is no leak",
    "the pump no longer leaks",
    "pressure is normal",
    "the engine starts fine now",
    "what is the normal pressure?",
    "what does the red zone mean?",
    "how do I start the engine",
    "how do I release the emergency stop?",
    "how often should I check for leaks",
    "where is the emergency stop",
    "I was hired as the new operator",
    "we tired of waiting for the delivery",
    "is there a leak detector for the hose",
    "no vibration any more",
    "the gauge is not in the red",
    "gauge is in the green",
    "it is not overheating",
    "water is coming out again",
    "the remote works well",
    "remote battery is charged",
    "which noise level is allowed",
    "how can I avoid leaks",
    "last week we had a leak",
    "the machine cleans very well",
    "I'd like to order new nozzles",
    "who can service the pump",
    "what temperature is normal for the engine",
    "can I use it in strong current",
    "the pressure gauge",
    "engine",
    "red",
    "water",
    "I am watching the machine and everything works",
    "how loud is the machine",
    "explain how the unloader works",
    "thanks, it starts again",
    "what causes cavitation",
    "the net is clean now",
    "Does the engine need coolant?",
    "should the HP gauge be red when idle",
    "I checked for leaks and found nothing",
    "the noise is gone",
    "please tell me the price of a new umbilical",
    "The machine starts without problems",
    "no more leaks since the repair",
    "Pressure is back to normal",
    "I fixed the leak",
    "The gauge was red but it's fine now",
    "is it safe to use the machine near divers?",
    "what's the maximum pressure?",
    "how much oil does it take",
    "How do I check for leaks?",
    "when should I replace the hose",
    "I don't have a leak",
    "it doesn't leak",
    "not leaking",
    "there's no noise",
    "we are not losing pressure",
    "is the remote waterproof?",
    "what does the HP gauge do",
    "Tell me about the emergency stop",
    "do you speak Greek?",
    "that was helpful",
    "I have a question about pressure",
    "how to prevent overheating",
    "I want to hire a technician",
    "my colleague is tired",
    "everything is ok with the pump",
    "the engine runs well",
    "water pressure is good",
    "where can I buy a new remote control",
    "The red button",
    "Can you explain the red zone?",
    "I'm not sure what to do next",
    "the pump doesn't leak any longer",
    "never had a leak",
    "pressure ok, water ok, no noise",
    "what if the engine overheats",
    "the e-stop was released",
    "What should I do before winter?",
    "how does the remote control connect",
    "Which parts wear out first?",
    "I read that the hose may burst after six years",
    "We finished pen 4 today, everything went well",
    "Which pressure do you recommend for young algae?",
    "How do I start the pump without water?",
    "is the leak dangerous?",
    "Do I have to stop the engine before cleaning the nozzles?",
    "The technician fixed the pressure problem yesterday",
    "I need a spare remote control",
    "we will start tomorrow",
    "please stop",
    "yes it starts",
    "Pressure is fine, no leaks, no noise",
    "can the emergency stop be pressed under water",
    "what happens when the e-stop is pressed",
    "my name is Red",
    "tell me how to measure vibration",
    "I have read the manual",
    "who made the noise",
    "it stopped leaking",
    "the vibrations are gone now",
    "the gauge is back in the green",
    "There's enough water",
    "he got fired",
    "I'm bored and tired",
    "do the discs need grease",
    "what is a good cleaning speed",
    "is 130 bar too high?",
    "how hot may the engine get",
    "how many hours between services",
    "no leak any more",
    "the leak is gone",
    "it works again now",
    "everything is fine",
    "can I start the machine while a diver is in the water",
    "What pressure should the HP gauge show?",
    "how do I stop the machine",
    "hello",
    "help",
    "I have a problem",
];

#[test]
fn every_problem_is_found_in_words_that_are_not_in_the_pack() {
    let library = Library::embedded().unwrap();
    let literal = |text: &str| {
        let plain = text.to_lowercase();
        library.documents().iter().filter_map(|d| d.problem.as_ref()).any(|p| {
            p.symptoms.iter().any(|symptom| symptom.to_lowercase() == plain.trim_end_matches(['.', '!', '?']))
        })
    };
    let assistant = assistant();
    let mut missed = Vec::new();
    for (problem, phrasings) in FAULTS {
        assert!(phrasings.len() >= 4, "{problem} needs more phrasings");
        for text in *phrasings {
            assert!(!literal(text), "\"{text}\" is a symptom of the pack");
            let answer = say(&assistant, text);
            let found = answer.diagnosis.as_ref().map(|found| found.problem.clone());
            let sure = answer.confidence.is_some_and(|confidence| confidence >= 0.4);
            if found.as_deref() != Some(&format!("autoboss/{problem}")) || !sure {
                missed.push(format!("{problem}: {text} -> {found:?} {:?}", answer.confidence));
            }
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn the_phrasings_cover_every_problem() {
    let library = Library::embedded().unwrap();
    for document in library.documents().iter().filter(|document| document.problem.is_some()) {
        assert!(
            FAULTS.iter().any(|(problem, _)| document.id == format!("autoboss/{problem}")),
            "{}",
            document.id
        );
    }
}

#[test]
fn what_is_no_fault_starts_no_steps() {
    let assistant = assistant();
    let started: Vec<&&str> = NO_FAULTS.iter().filter(|text| say(&assistant, text).step.is_some()).collect();
    assert!(started.is_empty(), "{started:#?}");
}

#[test]
fn denial_decides_in_both_directions() {
    let assistant = assistant();
    for (fault, none) in [
        ("no water at the discs", "water at the discs"),
        ("the engine does not start", "the engine starts"),
        ("the pump is leaking", "the pump is not leaking"),
        ("the gauge is in the red", "the gauge isn't in the red"),
        ("the leak is not fixed", "the leak is fixed"),
        ("the pressure is gone", "the leak is gone"),
    ] {
        assert!(say(&assistant, fault).step.is_some(), "{fault}");
        assert!(say(&assistant, none).step.is_none(), "{none}");
    }
}

#[test]
fn a_denied_word_of_a_fault_is_not_taken_for_good_news() {
    let assistant = assistant();
    for text in [
        "the starter will not spin",
        "engine wont crank",
        "nozzles are not spraying",
        "the lamp does not blink",
    ] {
        assert!(!say(&assistant, text).text.starts_with("Good to hear"), "{text}");
    }
}

#[test]
fn the_last_word_on_a_fault_counts() {
    let assistant = assistant();
    let found = |text: &str| say(&assistant, text).diagnosis.map(|found| found.problem);
    assert_eq!(found("We had no water this morning. It is fixed now."), None);
    assert_eq!(found("The leak is gone but now there is no water").as_deref(), Some("autoboss/no-water"));
    assert_eq!(
        found("No water. We cleaned the strainer and it is ok.").as_deref(),
        Some("autoboss/no-water")
    );
}

#[test]
fn slips_of_the_keyboard_do_not_matter() {
    let assistant = assistant();
    for (text, problem) in [
        ("engine overheeting", "autoboss/engine-overheats"),
        ("the umbillical is leakng", "autoboss/leak"),
        ("PRESURE IS TOO LOW!!!", "autoboss/pressure-loss"),
        ("strange vibratoin", "autoboss/noise-or-vibration"),
    ] {
        assert_eq!(
            say(&assistant, text).diagnosis.map(|found| found.problem).as_deref(),
            Some(problem),
            "{text}"
        );
    }
}
