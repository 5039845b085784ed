//! The English words that carry structure rather than content: what asks, denies or says all is well.
//!
//! All words are folded (lower case, plain apostrophes); in lists of phrases `|` stands between two.

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::lexicon::{Phrases, Words};

/// Words that say nothing about the subject.
pub(crate) static STOP: Words = Words::new(
    "a about actually after again ah all almost already also although am an and another any anybody \
     anymore anyone anything are aren't around as ask at away be because been before being both but by \
     came can come comes coming could did didn't do does doesn't doing don't done each either else \
     even ever every everybody everyone everything exactly explain far few find for from further get \
     gets getting give go goes going gone got had has have having he hello help her here hey hi him \
     his how however i idea if in into is isn't it its itself just keep keeps kept know last least let \
     like long lot made make makes making many may maybe me mean means might mine more morning most \
     much must my need needs never new nor now of oh ok okay on once one only or other others our over \
     own please possible probably put quite rather really same say see seem seems shall she should \
     show since so some somebody someone something sometimes somewhat soon sorry still such sure take \
     tell than thank thanks that the their them then there these they thing things think time times \
     this those though through to today together tomorrow too toward tried try trying until us use \
     used using usually very via want wants was wasn't way we well went were what whatever when where \
     whether which while who whose why will with within would yes yesterday yet you your yours evening \
     week day days please dear sir anyone suddenly always often",
);

/// Words that turn a clause into its opposite.
pub(crate) static NEGATORS: Words = Words::new(
    "no not never none nothing nobody nowhere neither nor without hardly barely scarcely cannot cant \
     can't wont won't dont don't doesnt doesn't didnt didn't isnt isn't arent aren't wasnt wasn't \
     werent weren't hasnt hasn't havent haven't couldnt couldn't wouldnt wouldn't shouldnt shouldn't \
     aint ain't unable impossible dosent doesent dosnt refuses refuse refused refusing nada",
);

/// Verbs that deny what follows only before `to`: "fails to start", but "the pump failed".
pub(crate) static NEGATORS_BEFORE_TO: Words = Words::new("fail fails failed failing");

/// Verbs after which a denial says nothing about the fault: "cannot find the leak" has a leak.
pub(crate) static AFTER_DENIAL: Words = Words::new(
    "find fix solve repair locate see identify understand know tell sure idea figure only just doubt \
     matter explain remember clue",
);

/// Verbs after which a denial says nothing about the fault if the fault is named next: "cannot stop
/// the leak", but "the engine does not stop".
pub(crate) static STOPPING: Words = Words::new("stop stops");

/// Verbs that deny a gerund behind them: "stopped pumping".
pub(crate) static STOPPED: Words = Words::new("stop stops stopped");

/// Words that end like a gerund and are none.
pub(crate) static NO_GERUND: Words =
    Words::new("during morning evening everything anything something nothing spring string bring fishing");

/// Words that begin a statement after an answer "No": "no the pump leaks".
pub(crate) static AFTER_PLAIN_NO: Words = Words::new("the it i we my this that they our still its a");

/// Words that say a fault is over, wherever they stand.
pub(crate) static OVER: Words = Words::new("fixed repaired solved resolved mended cured sorted");

/// Words that deny at the end of a clause: "the leak is gone" is none, "the pressure is gone" is one.
pub(crate) static GONE: Words = Words::new("gone disappeared vanished");

/// Words that say all is well at the end of a clause.
pub(crate) static WELL: Words = Words::new(
    "fine ok okay good normal normally works working work worked great perfect perfectly properly \
     correct correctly well alright right tight clean green charged connected released",
);

/// Words of [`WELL`] whose denial is no more than "something is wrong".
pub(crate) static MERELY_WELL: Words = Words::new(
    "fine ok okay good normal normally works working work worked great perfect perfectly properly \
     correct correctly well alright right",
);

/// Words of [`WELL`] that only qualify the noun behind them: "the working pressure".
pub(crate) static QUALIFYING: Words =
    Words::new("working work normal correct right good perfect clean green tight full great");

/// Words that may follow a word of [`WELL`] without weakening it.
pub(crate) static AFTER_WELL: Words =
    Words::new("now again today so far anymore here thanks all then already too though thank you");

/// Words before a word of [`WELL`] that make it a measure: "lower than normal".
pub(crate) static BEFORE_MEASURE: Words = Words::new("than above below from the as of be a");

/// Words after which a clause of its own begins.
pub(crate) static CONJUNCTIONS: Words = Words::new(
    "and but then although though because so while when whenever if until after before where which why \
     however yet plus as since whereas except cause coz",
);

/// Conjunctions whose clause belongs to the question before it.
pub(crate) static CONDITIONS: Words =
    Words::new("if when whenever while after before until and as where which");

/// What people say before they come to the point.
pub(crate) static PREFACES: Phrases = Phrases::new(
    "hi|hello|hey|dear|please|ok|okay|so|well|and|but|also|sorry|excuse me|thanks|thank you|\
     good morning|good afternoon|good evening|good day|yes|sir|madam|team|guys|now|can you|could you|\
     can you please|could you please|would you|do you know|does anyone know|does anybody know|\
     i want to know|i would like to know|i need to know|i wonder|i was wondering|can anyone|\
     can somebody|quick question|question|just|one more thing|another thing|another question|\
     by the way",
);

/// Openings of questions and wishes that do not claim a fault.
pub(crate) static ASKING: Phrases = Phrases::new(
    "what|which|how|who|whose|tell me|explain|describe|show me|give me|list|teach me|advise|\
     i need information|i am looking for|im looking for|i want to learn|i want to|i would like to|\
     i need to|we need to|we want to|we would like to|i have to|remind me",
);

/// Verbs that open a question if its subject follows: "is it", but "is leaking" is a statement in the
/// short style of a work log.
pub(crate) static ASKING_VERBS: Words =
    Words::new("is are do does did was were can could may might should shall will would must has have");

/// Words that open a question if one of [`ASKING_VERBS`] follows: "where is", but "when I turn the key".
pub(crate) static ASKING_ADVERBS: Words = Words::new("when where");

/// Words that a subject begins with.
pub(crate) static SUBJECTS: Words = Words::new(
    "i you he she it we they there this that these those the a an my our your any anyone anybody \
     someone somebody all both",
);

/// Questions that do claim a fault, although they open like one of [`ASKING`].
pub(crate) static ASKING_ABOUT_FAULT: Phrases = Phrases::new(
    "what wrong|what is wrong|what went wrong|what to do|what now|what can i do|what can we do|\
     what do i do|what do we do|what should i do|what should we do|what must i do|what shall i do|\
     what shall we do|what causes|what caused|what could cause|what can cause|what could be|\
     what can be|what happened|what is happening|what happening|what does it mean|what does that mean|\
     what the problem|what is the problem|how come|how can i fix|how can we fix|how do i fix|\
     how do we fix|how do you fix|how to fix|how can i solve|how do i solve|how to solve|\
     how can i stop|how do i stop|how can we stop|how do we stop|how to stop|how can i repair|\
     how do i repair|how to repair|how do i get rid|how to get rid|how do i deal|how do i handle|\
     how to deal|is it normal|is this normal|is that normal|is it ok that|is it okay that|\
     is there a reason|is there any reason|can you help|could you help|can anyone help|\
     can somebody help|will you help|have a|have an|have no|i want to report|i need to report|\
     we need to report|i would like to report|we want to report",
);

/// Phrases that make a clause speak of another time or of a mere possibility.
pub(crate) static NOT_NOW: Phrases = Phrases::new(
    "check for|checked for|checking for|checks for|look for|looked for|looking for|inspect for|\
     inspected for|search for|searched for|test for|tested for|watch for|watch out for|last week|\
     last month|last year|last season|last summer|last winter|used to|in case|to avoid|to prevent|\
     prevent|avoid|to order|order a|order an|order some|buy|for sale",
);

/// Verbs whose denial is good news: "not losing pressure".
pub(crate) static LOSSES: Words = Words::new("lose loses losing lost drops dropping drop falls falling fall");

/// Words for trouble as such.
pub(crate) static TROUBLES: Words = Words::new(
    "problem problems issue issues trouble troubles fault faults error errors difficulty difficulties complaint \
     complaints",
);

/// Verbs that make a clause a mere possibility.
pub(crate) static POSSIBLY: Words = Words::new("may might could");

/// Words after [`POSSIBLY`] that make it a guess about now.
pub(crate) static IS_SO: Words = Words::new("be have");

/// Words that make "all is well" cover what was said before it.
pub(crate) static ALL_IS_WELL: Words = Words::new("now again all everything");

/// Words that show that "all is well" leaves something out.
pub(crate) static BUT_ONE: Words = Words::new("else other otherwise rest");

/// Stems of words for the machine as a whole: every problem is one of it, so they tell none from another.
pub(crate) static THE_MACHINE: Words = Words::new("machin autoboss unit equip robot rov devic");

/// Stems of words that only point a direction: they add to a symptom and are none.
pub(crate) static DIRECTIONS: Words = Words::new("out off up down under");

/// Words that complain without naming anything.
pub(crate) static COMPLAINTS: Words = Words::new(
    "problem problems issue issues wrong broken broke fault faults faulty error errors trouble help \
     defect defective damaged failure failed fails fail failing stuck machine autoboss unit equipment \
     troubleshoot troubleshooting fix repair malfunction malfunctioning down cleaner bad badly",
);

/// Words about the answer itself, not about the machine.
pub(crate) static ABOUT_THE_ANSWER: Words = Words::new(
    "next step steps instruction instructions skip repeat mean understand tool tools dangerous danger safe safely check else \
     finished ready already same change difference different",
);

/// Every word of this file, so that none is taken for a misspelling of a pack's word.
pub(crate) fn all_words() -> impl Iterator<Item = &'static str> {
    let lists = [&STOP, &NEGATORS, &NEGATORS_BEFORE_TO, &AFTER_DENIAL, &OVER, &GONE, &WELL, &CONJUNCTIONS];
    let more = [&COMPLAINTS, &ASKING_VERBS, &SUBJECTS, &ABOUT_THE_ANSWER];
    let phrases = [&PREFACES, &ASKING, &ASKING_ABOUT_FAULT, &NOT_NOW].into_iter().flat_map(Phrases::words);
    lists.into_iter().chain(more).flat_map(Words::all).chain(phrases)
}

/// Whether this file has a word.
pub(crate) fn is_own(word: &str) -> bool {
    static OWN: OnceLock<HashSet<&'static str>> = OnceLock::new();
    OWN.get_or_init(|| all_words().collect()).contains(word)
}
