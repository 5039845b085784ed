# The page of insight, in Greek. The words that it shares with other pages are in ../el.ftl and ../desk/el.ftl.

insight-title = Handover: εικόνα
insight-to_desk = Στο γραφείο
insight-views = Προβολές
insight-overview = Επισκόπηση
insight-reasons = Λόγοι
insight-waiting = Αναμονή
insight-steps = Βήματα
insight-knowledge = Γνώση
insight-mail = Αλληλογραφία
insight-filters = Φίλτρα
insight-print = Εκτύπωση
insight-as_of = { $days } · στις { $at } ({ $zone })
insight-stale = Τα στοιχεία αυτά μπορεί να είναι παλιά.
insight-read = Τα στοιχεία είναι ενημερωμένα.
insight-empty = Καμία συνομιλία της περιόδου δεν ταιριάζει στα φίλτρα.
insight-failed = Δεν ήταν δυνατή η φόρτωση των στοιχείων.
insight-table = Πίνακας
insight-table_of = Πίνακας: { $title }
insight-take = Αποθήκευση
insight-take_of = Αποθήκευση: { $title }
insight-kept = Η εικόνα αποθηκεύτηκε.
insight-not_kept = Η αποθήκευση δεν έγινε.
insight-weekly = Να μου στέλνονται τα στοιχεία της εβδομάδας με email κάθε Δευτέρα.
insight-weekly_on = Τα στοιχεία της εβδομάδας θα έρθουν τη Δευτέρα.
insight-weekly_off = Το εβδομαδιαίο email απενεργοποιήθηκε.
insight-door = Εικόνα
insight-door_out = Μόνο όσοι εργάζονται εδώ βλέπουν αυτά τα στοιχεία. Συνδεθείτε πρώτα.
insight-door_stranger = Είστε συνδεδεμένοι, αλλά τα στοιχεία είναι μόνο για όσους βοηθούν και για υπευθύνους.

## Filters

pick-period = Περίοδος
pick-days = Τελευταίες { $days } ημέρες
pick-dates = Από … έως …
pick-from = Από
pick-to = Έως
pick-model = Μοντέλο μηχανής
pick-language = Γλώσσα
pick-any = Όλα
pick-compare = Σύγκριση με την προηγούμενη περίοδο

## What a mark of a picture says

mark-part = { $place }: { $part }, { $value }
mark-flow =
    { $count ->
        [one] { $from } → { $to }: μία συνομιλία
       *[other] { $from } → { $to }: { $count } συνομιλίες
    }
mark-node =
    { $count ->
        [one] { $name }: μία συνομιλία
       *[other] { $name }: { $count } συνομιλίες
    }
mark-half = { $place }: οι μισοί περίμεναν το πολύ { $value }
mark-most = { $place }: εννέα στους δέκα περίμεναν το πολύ { $value }
mark-before = { $place }: οι μισοί στην προηγούμενη περίοδο, { $value }
place-week = Εβδομάδα από { $date }
place-hour = { $weekday } { $hour }
span-between = { $from } έως { $to }
span-over = πάνω από { $from }

## Columns of tables

column-day = Ημέρα
column-week = Εβδομάδα
column-month = Μήνας
column-sum = Σύνολο
column-hour = Ώρα
column-rated = Βαθμολογήθηκε
column-mean = Μέσος όρος
column-from = Από
column-to = Προς
column-sessions = Συνομιλίες
column-rule = Κανόνας
column-count = Πλήθος
column-step = Βήμα
column-gap = Ερώτηση
column-measure = Μέγεθος

## Head figures

head-title = Τα σημαντικότερα στοιχεία
head-sessions = Συνομιλίες
head-deflection = Λύθηκαν χωρίς άνθρωπο
head-escalation = Χρειάστηκαν άνθρωπο
head-first_answer = Πρώτη απάντηση ανθρώπου, οι μισές σε
head-resolution = Λύθηκαν, οι μισές σε
head-reopened = Άνοιξαν ξανά
head-rating = Βαθμός των ειδικών
head-count =
    { $count ->
        [one] μία συνομιλία
       *[other] { $count } συνομιλίες
    }
head-ratings =
    { $count ->
        [one] μία βαθμολογία
       *[other] { $count } βαθμολογίες
    }
head-nine_in_ten = εννέα στις δέκα σε { $time }
change-was = πριν: { $value }
change-better = καλύτερα,
change-worse = χειρότερα,
change-unknown = τίποτα για σύγκριση

## Over time

trend-title = Χρειάστηκε άνθρωπος, ανά λόγο
trend-before = Προηγούμενη περίοδος
trend-finding =
    { $count ->
        [one] Μία συνομιλία χρειάστηκε άνθρωπο: { $reason }.
       *[other] { $count } συνομιλίες χρειάστηκαν άνθρωπο. Ο συχνότερος λόγος: { $reason } ({ $share }).
    }
sessions-title = Συνομιλίες
sessions-finding = Το { $share } από { $count } συνομιλίες λύθηκε χωρίς άνθρωπο.
sessions-deflected = Λύθηκαν χωρίς άνθρωπο
sessions-escalated = Χρειάστηκαν άνθρωπο
sessions-rest = Ανοιχτές ή εγκαταλείφθηκαν
heat-sessions = Πότε αρχίζουν οι συνομιλίες
heat-waiting = Πότε είναι μεγαλύτερη η αναμονή
heat-about = Όσο πιο έντονο το χρώμα, τόσο περισσότερα.
heat-cell =
    { $count ->
        [one] { $place }: μία συνομιλία
       *[other] { $place }: { $count } συνομιλίες
    }
heat-cell_waiting =
    { $count ->
        [one] { $place }: μία περίμενε { $value }
       *[other] { $place }: οι μισές από { $count } περίμεναν το πολύ { $value }
    }
heat-finding =
    { $count ->
        [one] Ώρα αιχμής: { $place }, μία συνομιλία.
       *[other] Ώρα αιχμής: { $place }, { $count } συνομιλίες.
    }
heat-finding_waiting = Μεγαλύτερη αναμονή: { $place }, όπου οι μισοί περίμεναν πάνω από { $value }.
ratings-title = Βαθμολογίες
ratings-none = Σε αυτή την περίοδο δεν βαθμολόγησε κανείς.
ratings-about = Τι βαθμολογήθηκε: ο βοηθός, ο χρόνος ώσπου να έρθει ειδικός, ο ειδικός.
ratings-mean =
    { $count ->
        [one] μέσος όρος { $mean }, μία βαθμολογία
       *[other] μέσος όρος { $mean }, { $count } βαθμολογίες
    }
rated-assistant = Βοηθός
rated-handoff = Παράδοση
rated-expert = Ειδικός

## Reasons and rules

flow-title = Από το πρόβλημα μέσω του κανόνα στην έκβαση
flow-about = Όσο πιο φαρδιά η ζώνη, τόσο περισσότερες συνομιλίες. Αρχή: τι αφορούσε. Μέση: τι έφερε άνθρωπο. Τέλος: πώς έληξε.
flow-finding =
    { $count ->
        [one] Ο πιο φαρδύς δρόμος προς άνθρωπο: { $from } → { $to }, μία συνομιλία ({ $share }).
       *[other] Ο πιο φαρδύς δρόμος προς άνθρωπο: { $from } → { $to }, { $count } συνομιλίες ({ $share }).
    }
flow-others = { $count } άλλα
flow-others_of = { $reason }: { $others }
category-unknown = Άγνωστο
category-none = Άγνωστο
rule-none = Κανένας κανόνας
rule-person = Ζητήθηκε με κουμπί
end-solved_by_assistant = Λύθηκε από τον βοηθό
end-offer_ignored = Η πρόταση αγνοήθηκε
end-solved_by_expert = Λύθηκε από ειδικό
end-cancelled = Ανακλήθηκε
end-open = Ακόμη ανοιχτή
end-abandoned = Εγκαταλείφθηκε
rules-title = Κανόνες
rules-about = Αργά: ο χρήστης ζήτησε ξανά μέσα σε τρεις γύρους. Περιττά: λύθηκε χωρίς τον άνθρωπο που προτάθηκε.
rules-finding = Συχνότερα περιττός: { $rule }. Στο { $share } από { $count } περιπτώσεις λύθηκε χωρίς τον άνθρωπο.
rules-finding_none = Κανένας κανόνας που ίσχυσε συχνά δεν ήταν περιττός.
rules-fired = Ίσχυσε
rules-fired_about = Πόσες φορές ο κανόνας έφερε ή πρότεινε άνθρωπο
rules-offered = Προτάθηκε
rules-offered_about = Προτάθηκε άνθρωπος
rules-forced = Επιβλήθηκε
rules-forced_about = Έγινε αίτημα χωρίς ερώτηση
rules-accepted = Έγινε δεκτό
rules-accepted_about = Ο χρήστης δέχτηκε την πρόταση
rules-ignored = Αγνοήθηκε
rules-ignored_about = Ο χρήστης συνέχισε χωρίς την πρόταση
rules-too_late = Αργά
rules-too_late_about = Ο χρήστης ζήτησε ξανά μέσα σε τρεις γύρους
rules-needless = Περιττά
rules-needless_about = Λύθηκε χωρίς τον άνθρωπο
rules-weeks = Ανά εβδομάδα
rules-weeks_of = Ίσχυσε ανά εβδομάδα: { $weeks }
rules-replay = Δοκιμή σχεδίου
rules-replay_of = Δοκιμή σχεδίου του κανόνα { $rule }
replay-about = Γράψτε το σχέδιο των κανόνων σε έναν φάκελο και εκτελέστε αυτή την εντολή εκεί όπου είναι εγκατεστημένη η υπηρεσία. Δείχνει ποιες αποθηκευμένες συνομιλίες θα κρίνονταν αλλιώς, και δεν αλλάζει τίποτα.
replay-command = Εντολή
replay-copy = Αντιγραφή
replay-copied = Αντιγράφηκε.

## Waiting

spread-first_answer = Χρόνος έως την πρώτη απάντηση ανθρώπου
spread-resolution = Χρόνος έως τη λύση
spread-about = Πόσοι περίμεναν πόσο· η κλίμακα από κάτω μεγαλώνει με άλματα.
spread-summary =
    { $count ->
        [one] μία περίπτωση · οι μισές σε { $half } · εννέα στις δέκα σε { $most }
       *[other] { $count } περιπτώσεις · οι μισές σε { $half } · εννέα στις δέκα σε { $most }
    }
spread-finding = Μεγαλύτερη αναμονή: { $group }. Οι μισοί περίμεναν πάνω από { $half }. Αλλού οι μισοί περίμεναν { $least } έως { $most }.
spread-finding_all = Οι μισοί περίμεναν το πολύ { $half }, εννέα στους δέκα το πολύ { $most }.
choose-measure = Τι μετριέται
measure-first_answer = Πρώτη απάντηση ανθρώπου
measure-resolution = Λύση
choose-by = Ομάδες ανά
by-language = Γλώσσα
by-priority = Προτεραιότητα
by-reason = Λόγο
by-none = Όλα μαζί
group-none = Όλα
waits-title = Χρόνος έως την πρώτη απάντηση ανθρώπου, στη διάρκεια της περιόδου
waits-half = Οι μισοί σε
waits-most = Εννέα στους δέκα σε
waits-middle = Το μεσαίο μισό
waits-before = Οι μισοί στην προηγούμενη περίοδο
waits-share = { $share } σε
waits-longest = Το μεγαλύτερο

## Guided steps

steps-title = Καθοδηγούμενα βήματα
steps-more = Άλλα { $count } προβλήματα
steps-none = Σε αυτή την περίοδο δεν δοκιμάστηκε καθοδηγούμενο βήμα.
steps-step = Βήμα { $number }
steps-tried = Δοκιμάστηκε
steps-tries =
    { $count ->
        [one] δοκιμάστηκε μία φορά, { $share } δεν πέτυχε
       *[other] δοκιμάστηκε { $count } φορές, { $share } δεν πέτυχε
    }
steps-fail_rate = Βήματα που δεν πέτυχαν
steps-finding = { $problem }: το βήμα { $number } αποτυγχάνει στο { $share } από { $count } δοκιμές.
steps-finding_none = Κανένα βήμα δεν δοκιμάστηκε αρκετά ώστε να κριθεί.
steps-sessions =
    { $count ->
        [one] μία συνομιλία
       *[other] { $count } συνομιλίες
    }
steps-escalated =
    { $count ->
        [one] μία χρειάστηκε μετά άνθρωπο
       *[other] { $count } χρειάστηκαν μετά άνθρωπο
    }

## What is not known yet, and what experts have written down

gaps-title = Ερωτήσεις χωρίς καλή απάντηση
gaps-none = Σε αυτή την περίοδο τίποτα δεν ρωτήθηκε χωρίς καλή απάντηση.
gaps-about = Ερωτήσεις για τις οποίες ο βοηθός δεν ήταν σίγουρος, μαζεμένες κατά το κοινό τους.
gaps-finding =
    { $count ->
        [one] Γράψτε τώρα για «{ $label }»: ρωτήθηκε μία φορά χωρίς καλή απάντηση.
       *[other] Γράψτε τώρα για «{ $label }»: ρωτήθηκε { $count } φορές χωρίς καλή απάντηση.
    }
gaps-count = { $questions } ερωτήσεις σε { $sessions } συνομιλίες
gaps-sure = βεβαιότητα { $share }
gaps-since = { $from } έως { $to }
gaps-questions = Ερωτήσεις
gaps-confidence = Βεβαιότητα
gaps-last = Τελευταία φορά
gaps-examples = Όπως ρώτησαν
gaps-resolutions = Τι το έλυσε
gap-draft = Σχέδιο άρθρου
gap-draft_of = Σχέδιο άρθρου για { $label }
gap-drafted = Το σχέδιο είναι στη γνώση των ειδικών, ακόμη ανεπιβεβαίωτο.
gap-no_draft = Δεν έχει γραφτεί ακόμη λύση από την οποία να γίνει σχέδιο.
lessons-title = Γνώση των ειδικών
lessons-none = Δεν έχει γραφτεί τίποτα ακόμη.
lessons-about = Οι απαντήσεις στηρίζονται σε αυτήν· ένας υπεύθυνος την επιβεβαιώνει.
lessons-about_lead = Οι απαντήσεις στηρίζονται σε αυτήν. Διαβάστε όσα δεν επιβεβαιώθηκαν, διορθώστε τα και επιβεβαιώστε τα.
lessons-filter = Ποια γνώση
lessons-all = Όλη
lessons-verified = Επιβεβαιωμένη
lessons-unverified = Ανεπιβεβαίωτη
lesson-verified = Επιβεβαιώθηκε
lesson-verified_by = Επιβεβαιώθηκε από { $name }
lesson-unverified = Ανεπιβεβαίωτο
lesson-from = από
lesson-verify = Επιβεβαίωση
lesson-withdraw = Άρση επιβεβαίωσης
lesson-edit = Αλλαγή
lesson-effect = Πριν και μετά
lesson-forget = Διαγραφή
lesson-problem = Πρόβλημα
lesson-solution = Λύση
lesson-tags = Λέξεις-κλειδιά, με κόμματα
lesson-save = Αποθήκευση
lesson-saved = Αποθηκεύτηκε.
lesson-forgotten = Διαγράφηκε.
lesson-now_verified = Επιβεβαιώθηκε.
lesson-now_unverified = Δεν είναι πια επιβεβαιωμένο.
effect-before = Πριν
effect-after = Μετά
effect-finding = { $days } ημέρες πριν και μετά: χωρίς καλή απάντηση ρωτήθηκε { $before } φορές πριν και { $after } φορές μετά.

## Mail

mails-title = Φτάνουν τα μηνύματα;
mails-none_sent = Σε αυτή την περίοδο δεν στάλθηκε μήνυμα.
mails-deferred = Νέες προσπάθειες
mails-half = Παραδόθηκαν, τα μισά σε
mails-most = Παραδόθηκαν, εννέα στα δέκα σε
mails-oldest = Το παλιότερο που περιμένει είναι από { $at }.
mails-finding =
    { $count ->
        [one] Ένα μήνυμα εγκαταλείφθηκε ({ $share }).
       *[other] { $count } μηνύματα εγκαταλείφθηκαν ({ $share }).
    }
mails-finding_none = Κανένα μήνυμα δεν εγκαταλείφθηκε· στάλθηκαν { $count }.

## The transcripts behind a mark

behind-title = Συνομιλίες πίσω από αυτό το σημείο
behind-none = Δεν υπάρχει καμία.
behind-conversation = Συνομιλία
said-user = Χρήστης
said-assistant = Βοηθός
said-expert = Ειδικός
said-system = Υπηρεσία
