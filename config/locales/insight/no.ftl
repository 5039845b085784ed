# The page of insight, in Norwegian. The words that it shares with other pages are in ../no.ftl and ../desk/no.ftl.

insight-title = Handover innsikt
insight-to_desk = Til skranken
insight-views = Visninger
insight-overview = Oversikt
insight-reasons = Årsaker
insight-waiting = Ventetid
insight-steps = Steg
insight-knowledge = Kunnskap
insight-mail = E-post
insight-filters = Filtre
insight-print = Skriv ut
insight-as_of = { $days } · per { $at } ({ $zone })
insight-stale = Disse tallene kan være gamle.
insight-read = Tallene er oppdatert.
insight-empty = Ingen samtaler i denne perioden passer til filtrene.
insight-failed = Disse tallene kunne ikke lastes.
insight-table = Tabell
insight-table_of = Tabell: { $title }
insight-take = Lagre
insight-take_of = Lagre: { $title }
insight-kept = Bildet er lagret.
insight-not_kept = Dette kunne ikke lagres.
insight-weekly = Send meg ukens tall på e-post hver mandag.
insight-weekly_on = Ukens tall kommer på mandag.
insight-weekly_off = Den ukentlige e-posten er slått av.
insight-door = Innsikt
insight-door_out = Bare de som arbeider her, ser disse tallene. Logg inn først.
insight-door_stranger = Du er logget inn, men disse tallene er bare for dem som hjelper, og for ledere.

## Filters

pick-period = Periode
pick-days = Siste { $days } dager
pick-dates = Fra … til …
pick-from = Fra
pick-to = Til
pick-model = Maskinmodell
pick-language = Språk
pick-any = Alle
pick-compare = Sammenlign med perioden før

## What a mark of a picture says

mark-part = { $place }: { $part }, { $value }
mark-flow =
    { $count ->
        [one] { $from } → { $to }: én samtale
       *[other] { $from } → { $to }: { $count } samtaler
    }
mark-node =
    { $count ->
        [one] { $name }: én samtale
       *[other] { $name }: { $count } samtaler
    }
mark-half = { $place }: halvparten ventet høyst { $value }
mark-most = { $place }: ni av ti ventet høyst { $value }
mark-before = { $place }: halvparten i perioden før, { $value }
place-week = Uken fra { $date }
place-hour = { $weekday } { $hour }
span-between = { $from } til { $to }
span-over = over { $from }

## Columns of tables

column-day = Dag
column-week = Uke
column-month = Måned
column-sum = Til sammen
column-hour = Time
column-rated = Vurdert
column-mean = Snitt
column-from = Fra
column-to = Til
column-sessions = Samtaler
column-rule = Regel
column-count = Antall
column-step = Steg
column-gap = Spørsmål
column-measure = Mål

## Head figures

head-title = De viktigste tallene
head-sessions = Samtaler
head-deflection = Løst uten et menneske
head-escalation = Trengte et menneske
head-first_answer = Første svar fra et menneske, halvparten innen
head-resolution = Løst, halvparten innen
head-reopened = Gjenåpnet
head-rating = Vurdering av ekspertene
head-count =
    { $count ->
        [one] én samtale
       *[other] { $count } samtaler
    }
head-ratings =
    { $count ->
        [one] én vurdering
       *[other] { $count } vurderinger
    }
head-nine_in_ten = ni av ti innen { $time }
change-was = før: { $value }
change-better = bedre,
change-worse = dårligere,
change-unknown = ingenting å sammenligne med

## Over time

trend-title = Et menneske trengtes, etter årsak
trend-before = Perioden før
trend-finding =
    { $count ->
        [one] Én samtale trengte et menneske: { $reason }.
       *[other] { $count } samtaler trengte et menneske. Den vanligste årsaken: { $reason } ({ $share }).
    }
sessions-title = Samtaler
sessions-finding = { $share } av { $count } samtaler ble løst uten et menneske.
sessions-deflected = Løst uten et menneske
sessions-escalated = Trengte et menneske
sessions-rest = Åpne eller forlatt
heat-sessions = Når samtaler begynner
heat-waiting = Når folk venter lengst
heat-about = Jo sterkere farge, desto mer.
heat-cell =
    { $count ->
        [one] { $place }: én samtale
       *[other] { $place }: { $count } samtaler
    }
heat-cell_waiting =
    { $count ->
        [one] { $place }: én ventet { $value }
       *[other] { $place }: halvparten av { $count } ventet høyst { $value }
    }
heat-finding =
    { $count ->
        [one] Travleste time: { $place }, én samtale.
       *[other] Travleste time: { $place }, { $count } samtaler.
    }
heat-finding_waiting = Lengste ventetid: { $place }, der halvparten ventet mer enn { $value }.
ratings-title = Vurderinger
ratings-none = Ingen har vurdert noe i denne perioden.
ratings-about = Hvem som ble vurdert: assistenten, tiden til en ekspert kom, eksperten.
ratings-mean =
    { $count ->
        [one] snitt { $mean }, én vurdering
       *[other] snitt { $mean }, { $count } vurderinger
    }
rated-assistant = Assistent
rated-handoff = Overlevering
rated-expert = Ekspert

## Reasons and rules

flow-title = Fra problem gjennom regel til utfall
flow-about = Jo bredere bånd, desto flere samtaler. Først: hva det gjaldt. Midten: hva som hentet et menneske. Sist: hvordan det endte.
flow-finding =
    { $count ->
        [one] Den bredeste veien til et menneske: { $from } → { $to }, én samtale ({ $share }).
       *[other] Den bredeste veien til et menneske: { $from } → { $to }, { $count } samtaler ({ $share }).
    }
flow-others = { $count } andre
flow-others_of = { $reason }: { $others }
category-unknown = Ukjent
category-none = Ukjent
rule-none = Ingen regel
rule-person = Bedt om med knapp
end-solved_by_assistant = Løst av assistenten
end-offer_ignored = Tilbud oversett
end-solved_by_expert = Løst av en ekspert
end-cancelled = Trukket tilbake
end-open = Fortsatt åpen
end-abandoned = Forlatt
rules-title = Regler
rules-about = For sent: brukeren spurte igjen innen tre turer. Unødig: løst uten mennesket som ble tilbudt.
rules-finding = Oftest unødig: { $rule }. I { $share } av { $count } tilfeller ble det løst uten mennesket.
rules-finding_none = Ingen regel som slo til ofte, var unødig.
rules-fired = Slo til
rules-fired_about = Hvor ofte regelen hentet eller tilbød et menneske
rules-offered = Tilbudt
rules-offered_about = Et menneske ble tilbudt
rules-forced = Tvunget
rules-forced_about = En sak ble laget uten å spørre
rules-accepted = Godtatt
rules-accepted_about = Brukeren tok imot tilbudet
rules-ignored = Oversett
rules-ignored_about = Brukeren fortsatte uten tilbudet
rules-too_late = For sent
rules-too_late_about = Brukeren spurte igjen innen tre turer
rules-needless = Unødig
rules-needless_about = Løst uten mennesket
rules-weeks = Per uke
rules-weeks_of = Slo til per uke: { $weeks }
rules-replay = Prøv et utkast
rules-replay_of = Prøv et utkast av regelen { $rule }
replay-about = Skriv utkastet til reglene i en mappe og kjør denne kommandoen der tjenesten er installert. Den viser hvilke av de lagrede samtalene utkastet ville ha vurdert annerledes, og endrer ingenting.
replay-command = Kommando
replay-copy = Kopier
replay-copied = Kopiert.

## Waiting

spread-first_answer = Tid til første svar fra et menneske
spread-resolution = Tid til løsning
spread-about = Hvor mange som ventet hvor lenge; skalaen under vokser i sprang.
spread-summary =
    { $count ->
        [one] ett tilfelle · halvparten innen { $half } · ni av ti innen { $most }
       *[other] { $count } tilfeller · halvparten innen { $half } · ni av ti innen { $most }
    }
spread-finding = { $group } venter lengst: halvparten ventet mer enn { $half }. Ellers ventet halvparten { $least } til { $most }.
spread-finding_all = Halvparten ventet høyst { $half }, ni av ti høyst { $most }.
choose-measure = Hva som måles
measure-first_answer = Første svar fra et menneske
measure-resolution = Løsning
choose-by = Gruppert etter
by-language = Språk
by-priority = Prioritet
by-reason = Årsak
by-none = Alle sammen
group-none = Alle
waits-title = Tid til første svar fra et menneske, over tid
waits-half = Halvparten innen
waits-most = Ni av ti innen
waits-middle = Den midterste halvparten
waits-before = Halvparten i perioden før
waits-share = { $share } innen
waits-longest = Lengst

## Guided steps

steps-title = Veiledede steg
steps-more = Vis { $count } problemer til
steps-none = Ingen veiledede steg ble prøvd i denne perioden.
steps-step = Steg { $number }
steps-tried = Prøvd
steps-tries =
    { $count ->
        [one] prøvd én gang, { $share } virket ikke
       *[other] prøvd { $count } ganger, { $share } virket ikke
    }
steps-fail_rate = Steg som ikke virket
steps-finding = { $problem } svikter ved steg { $number } i { $share } av { $count } forsøk.
steps-finding_none = Ingen steg er prøvd ofte nok til å bli vurdert.
steps-sessions =
    { $count ->
        [one] én samtale
       *[other] { $count } samtaler
    }
steps-escalated =
    { $count ->
        [one] én trengte et menneske etterpå
       *[other] { $count } trengte et menneske etterpå
    }

## What is not known yet, and what experts have written down

gaps-title = Spørsmål uten et godt svar
gaps-none = Ingenting ble spurt uten et godt svar i denne perioden.
gaps-about = Spørsmål som assistenten ikke var sikker på, samlet etter hva de har felles.
gaps-finding =
    { $count ->
        [one] Skriv neste om «{ $label }»: spurt én gang uten et godt svar.
       *[other] Skriv neste om «{ $label }»: spurt { $count } ganger uten et godt svar.
    }
gaps-count = { $questions } spørsmål i { $sessions } samtaler
gaps-sure = { $share } sikker
gaps-since = { $from } til { $to }
gaps-questions = Spørsmål
gaps-confidence = Hvor sikker
gaps-last = Sist spurt
gaps-examples = Slik folk spurte
gaps-resolutions = Hva som løste det
gap-draft = Lag utkast til artikkel
gap-draft_of = Lag utkast til artikkel om { $label }
gap-drafted = Utkastet ligger i ekspertkunnskapen, ennå ikke bekreftet.
gap-no_draft = Det er ennå ikke skrevet ned noen løsning som et utkast kan lages av.
lessons-title = Ekspertkunnskap
lessons-none = Ingenting er skrevet ned ennå.
lessons-about = Svar bygger på den; en leder bekrefter den.
lessons-about_lead = Svar bygger på den. Les det som ikke er bekreftet, rett det og bekreft det.
lessons-filter = Hvilken kunnskap
lessons-all = Alt
lessons-verified = Bekreftet
lessons-unverified = Ikke bekreftet
lesson-verified = Bekreftet
lesson-verified_by = Bekreftet av { $name }
lesson-unverified = Ikke bekreftet
lesson-from = fra
lesson-verify = Bekreft
lesson-withdraw = Trekk bekreftelsen
lesson-edit = Endre
lesson-effect = Før og etter
lesson-forget = Slett
lesson-problem = Problem
lesson-solution = Løsning
lesson-tags = Stikkord, med komma mellom
lesson-save = Lagre
lesson-saved = Lagret.
lesson-forgotten = Slettet.
lesson-now_verified = Den er bekreftet.
lesson-now_unverified = Den er ikke lenger bekreftet.
effect-before = Før
effect-after = Etter
effect-finding = { $days } dager før og etter: spurt uten et godt svar { $before } ganger før og { $after } ganger etter.

## Mail

mails-title = Kommer e-posten fram?
mails-none_sent = Ingen e-post ble sendt i denne perioden.
mails-deferred = Prøvd igjen
mails-half = Levert, halvparten innen
mails-most = Levert, ni av ti innen
mails-oldest = Den eldste som venter, er fra { $at }.
mails-finding =
    { $count ->
        [one] Én e-post ble gitt opp ({ $share }).
       *[other] { $count } e-poster ble gitt opp ({ $share }).
    }
mails-finding_none = Ingen e-post ble gitt opp; { $count } ble sendt.

## The transcripts behind a mark

behind-title = Samtaler bak dette merket
behind-none = Det er ingen.
behind-conversation = Samtale
said-user = Bruker
said-assistant = Assistent
said-expert = Ekspert
said-system = Tjeneste
