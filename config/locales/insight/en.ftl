# The page of insight, in English. The words that it shares with other pages are in ../en.ftl and ../desk/en.ftl.

insight-title = Handover insight
insight-to_desk = To the desk
insight-views = Views
insight-overview = Overview
insight-reasons = Reasons
insight-waiting = Waiting
insight-steps = Steps
insight-knowledge = Knowledge
insight-mail = Mail
insight-filters = Filters
insight-print = Print
insight-as_of = { $days } · as of { $at } ({ $zone })
insight-stale = These figures may be old.
insight-read = The figures are up to date.
insight-empty = No conversations in this period fit the filters.
insight-failed = These figures could not be loaded.
insight-table = Table
insight-table_of = Table: { $title }
insight-take = Save
insight-take_of = Save: { $title }
insight-kept = The picture is saved.
insight-not_kept = This could not be saved.
insight-weekly = Send me the figures of the week by email every Monday.
insight-weekly_on = The figures of the week will come on Monday.
insight-weekly_off = The weekly email is switched off.
insight-door = Insight
insight-door_out = Only people who work here see these figures. Sign in first.
insight-door_stranger = You are signed in, but these figures are only for those who help and for managers.

## Filters

pick-period = Period
pick-days = Last { $days } days
pick-dates = From … to …
pick-from = From
pick-to = To
pick-model = Machine model
pick-language = Language
pick-any = All
pick-compare = Compare with the period before

## What a mark of a picture says

mark-part = { $place }: { $part }, { $value }
mark-flow =
    { $count ->
        [one] { $from } → { $to }: one conversation
       *[other] { $from } → { $to }: { $count } conversations
    }
mark-node =
    { $count ->
        [one] { $name }: one conversation
       *[other] { $name }: { $count } conversations
    }
mark-half = { $place }: half waited at most { $value }
mark-most = { $place }: nine in ten waited at most { $value }
mark-before = { $place }: half in the period before, { $value }
place-week = Week of { $date }
place-hour = { $weekday } { $hour }
span-between = { $from } to { $to }
span-over = over { $from }

## Columns of tables

column-day = Day
column-week = Week
column-month = Month
column-sum = Together
column-hour = Hour
column-rated = Rated
column-mean = Mean
column-from = From
column-to = To
column-sessions = Conversations
column-rule = Rule
column-count = Counted
column-step = Step
column-gap = Question
column-measure = Measure

## Head figures

head-title = The most important figures
head-sessions = Conversations
head-deflection = Solved without a person
head-escalation = Needed a person
head-first_answer = First human answer, half within
head-resolution = Solved, half within
head-reopened = Reopened
head-rating = Rating of the experts
head-count =
    { $count ->
        [one] one conversation
       *[other] { $count } conversations
    }
head-ratings =
    { $count ->
        [one] one rating
       *[other] { $count } ratings
    }
head-nine_in_ten = nine in ten within { $time }
change-was = before: { $value }
change-better = better,
change-worse = worse,
change-unknown = nothing to compare with

## Over time

trend-title = A person was needed, by reason
trend-before = Period before
trend-finding =
    { $count ->
        [one] One conversation needed a person: { $reason }.
       *[other] { $count } conversations needed a person. The most frequent reason: { $reason } ({ $share }).
    }
sessions-title = Conversations
sessions-finding = { $share } of { $count } conversations were solved without a person.
sessions-deflected = Solved without a person
sessions-escalated = Needed a person
sessions-rest = Open or left
heat-sessions = When conversations begin
heat-waiting = When people wait longest
heat-about = The stronger the colour, the more.
heat-cell =
    { $count ->
        [one] { $place }: one conversation
       *[other] { $place }: { $count } conversations
    }
heat-cell_waiting =
    { $count ->
        [one] { $place }: one waited { $value }
       *[other] { $place }: half of { $count } waited at most { $value }
    }
heat-finding =
    { $count ->
        [one] Busiest hour: { $place }, one conversation.
       *[other] Busiest hour: { $place }, { $count } conversations.
    }
heat-finding_waiting = Longest wait: { $place }, where half waited more than { $value }.
ratings-title = Ratings
ratings-none = Nobody has rated anything in this period.
ratings-about = Who was rated: the assistant, the time until an expert came, the expert.
ratings-mean =
    { $count ->
        [one] mean { $mean }, one rating
       *[other] mean { $mean }, { $count } ratings
    }
rated-assistant = Assistant
rated-handoff = Handover
rated-expert = Expert

## Reasons and rules

flow-title = From problem through rule to outcome
flow-about = The wider a band, the more conversations. Left: what it was about. Middle: what fetched a person. Right: how it ended.
flow-finding =
    { $count ->
        [one] The widest way to a person: { $from } → { $to }, one conversation ({ $share }).
       *[other] The widest way to a person: { $from } → { $to }, { $count } conversations ({ $share }).
    }
flow-others = { $count } others
flow-others_of = { $reason }: { $others }
category-unknown = Not known
category-none = Not known
rule-none = No rule
rule-person = Asked for by button
end-solved_by_assistant = Solved by the assistant
end-offer_ignored = Offer ignored
end-solved_by_expert = Solved by an expert
end-cancelled = Taken back
end-open = Still open
end-abandoned = Left
rules-title = Rules
rules-about = Too late: the user asked again within three turns. Needless: solved without the person that was offered.
rules-finding = Most often needless: { $rule }. In { $share } of { $count } cases it was solved without the person.
rules-finding_none = No rule that fired often was needless.
rules-fired = Fired
rules-fired_about = How often the rule fetched or offered a person
rules-offered = Offered
rules-offered_about = A person was offered
rules-forced = Forced
rules-forced_about = A ticket was made without asking
rules-accepted = Accepted
rules-accepted_about = The user took the offer
rules-ignored = Ignored
rules-ignored_about = The user went on without the offer
rules-too_late = Too late
rules-too_late_about = The user asked again within three turns
rules-needless = Needless
rules-needless_about = Solved without the person
rules-weeks = By week
rules-weeks_of = Fired by week: { $weeks }
rules-replay = Try a draft
rules-replay_of = Try a draft of the rule { $rule }
replay-about = Write the draft of the rules into a folder and run this command where the service is installed. It shows which of the stored conversations the draft would have judged in another way, and changes nothing.
replay-command = Command
replay-copy = Copy
replay-copied = Copied.

## Waiting

spread-first_answer = Time to the first human answer
spread-resolution = Time to the solution
spread-about = How many waited how long; the scale below grows in leaps.
spread-summary =
    { $count ->
        [one] one case · half within { $half } · nine in ten within { $most }
       *[other] { $count } cases · half within { $half } · nine in ten within { $most }
    }
spread-finding = { $group } waits longest: half waited more than { $half }. Elsewhere half waited { $least } to { $most }.
spread-finding_all = Half waited at most { $half }, nine in ten at most { $most }.
choose-measure = What is measured
measure-first_answer = First human answer
measure-resolution = Solution
choose-by = Grouped by
by-language = Language
by-priority = Priority
by-reason = Reason
by-none = All together
group-none = All
waits-title = Time to the first human answer, over time
waits-half = Half within
waits-most = Nine in ten within
waits-middle = The middle half
waits-before = Half in the period before
waits-share = { $share } within
waits-longest = Longest

## Guided steps

steps-title = Guided steps
steps-more = Show { $count } more problems
steps-none = No guided step was tried in this period.
steps-step = Step { $number }
steps-tried = Tried
steps-tries =
    { $count ->
        [one] tried once, { $share } did not work
       *[other] tried { $count } times, { $share } did not work
    }
steps-fail_rate = Steps that did not work
steps-finding = { $problem } fails at step { $number } in { $share } of { $count } tries.
steps-finding_none = No step has been tried often enough to judge it.
steps-sessions =
    { $count ->
        [one] one conversation
       *[other] { $count } conversations
    }
steps-escalated =
    { $count ->
        [one] one needed a person afterwards
       *[other] { $count } needed a person afterwards
    }

## What is not known yet, and what experts have written down

gaps-title = Questions without a good answer
gaps-none = Nothing was asked without a good answer in this period.
gaps-about = Questions that the assistant was not sure about, gathered by what they have in common.
gaps-finding =
    { $count ->
        [one] Write next about “{ $label }”: asked once without a good answer.
       *[other] Write next about “{ $label }”: asked { $count } times without a good answer.
    }
gaps-count = { $questions } questions in { $sessions } conversations
gaps-sure = { $share } sure
gaps-since = { $from } to { $to }
gaps-questions = Questions
gaps-confidence = How sure
gaps-last = Last asked
gaps-examples = As people asked
gaps-resolutions = What solved it
gap-draft = Draft an article
gap-draft_of = Draft an article about { $label }
gap-drafted = The draft is among the expert knowledge, not verified yet.
gap-no_draft = No solution is written down yet from which a draft could be made.
lessons-title = Expert knowledge
lessons-none = Nothing is written down yet.
lessons-about = Answers rest on it; a lead verifies it.
lessons-about_lead = Answers rest on it. Read what is not verified yet, correct it, and verify it.
lessons-filter = Which knowledge
lessons-all = All
lessons-verified = Verified
lessons-unverified = Not verified
lesson-verified = Verified
lesson-verified_by = Verified by { $name }
lesson-unverified = Not verified
lesson-from = from
lesson-verify = Verify
lesson-withdraw = Withdraw verification
lesson-edit = Change
lesson-effect = Before and after
lesson-forget = Delete
lesson-problem = Problem
lesson-solution = Solution
lesson-tags = Keywords, with commas between
lesson-save = Save
lesson-saved = Saved.
lesson-forgotten = Deleted.
lesson-now_verified = It is verified.
lesson-now_unverified = It is not verified any more.
effect-before = Before
effect-after = After
effect-finding = { $days } days before and after: asked without a good answer { $before } times before and { $after } times after.

## Mail

mails-title = Do mails arrive?
mails-none_sent = No mail was sent in this period.
mails-deferred = Tried again
mails-half = Delivered, half within
mails-most = Delivered, nine in ten within
mails-oldest = The oldest that waits is of { $at }.
mails-finding =
    { $count ->
        [one] One mail was given up ({ $share }).
       *[other] { $count } mails were given up ({ $share }).
    }
mails-finding_none =
    { $count ->
        [one] No mail was given up; one was sent.
       *[other] No mail was given up; { $count } were sent.
    }

## The transcripts behind a mark

behind-title = Conversations behind this mark
behind-none = There are none.
behind-conversation = Conversation
said-user = User
said-assistant = Assistant
said-expert = Expert
said-system = Service
