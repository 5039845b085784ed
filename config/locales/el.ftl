## The page at /

page-title = Handover: αντιμετώπιση βλαβών με έναν ειδικό δίπλα σας
page-skip = Μετάβαση στο πεδίο μηνύματος
page-tagline = Αντιμετώπιση βλαβών, με έναν ειδικό δίπλα σας
page-language = Γλώσσα
page-new = Νέα συνομιλία

## Who the person at the page is

who-title = Ποιος είμαι;
who-hint = Με μια διεύθυνση e-mail λαμβάνετε αντίγραφο του αιτήματός σας. Η υποστήριξη βλέπει αυτά τα στοιχεία.
who-name = Όνομα
who-email = E-mail
who-organization = Εταιρεία
who-role = Ρόλος
who-user = Αναγνωριστικό χρήστη
who-machine = Αναγνωριστικό μηχανήματος
who-restart = Ένα άλλο αναγνωριστικό χρήστη ξεκινά νέα συνομιλία.
who-save = Αποθήκευση
who-saved = Αποθηκεύτηκε.
who-failed = Δεν αποθηκεύτηκε. { $detail }

## The conversation

chat-owner_assistant = Απαντά ο βοηθός
chat-log = Μηνύματα
chat-message = Το μήνυμά σας
chat-placeholder = Τι δεν πάει καλά;
chat-send = Αποστολή
chat-hint = Enter για αποστολή, Shift και Enter για νέα γραμμή.
chat-user = Εσείς
chat-assistant = Βοηθός
chat-expert = Ειδικός
chat-system = Ενημέρωση
chat-failure = Πρόβλημα
chat-welcome = Περιγράψτε τι συμβαίνει με το μηχάνημά σας, για παράδειγμα: ο κινητήρας δεν παίρνει μπροστά. Το αναζητώ και σας καθοδηγώ βήμα βήμα. Ένας ειδικός μπορεί να αναλάβει ανά πάσα στιγμή.
chat-thinking = Ο βοηθός το αναζητά …
chat-too_long = Το μήνυμα είναι πολύ μεγάλο. Στείλτε το σε κομμάτια.

## Guided steps

step-sources = Πηγές
step-title = Βήμα { $number }
step-minutes = { $minutes } λεπτά
step-confidence = Βεβαιότητα { $confidence }
step-warnings = Πριν ξεκινήσετε
step-outcomes = Τι πρέπει να δείτε
step-question = Πώς πήγε;
step-worked = Λειτούργησε
step-partially_worked = Εν μέρει
step-didnt_work = Δεν λειτούργησε

## Asking for an expert

escalate-open = Καλέστε ειδικό
escalate-title = Παράδοση σε ειδικό
escalate-about = Η υποστήριξη λαμβάνει όλη τη συνομιλία, τα στοιχεία σας και όσα γράφετε εδώ.
escalate-reason = Λόγος
escalate-priority = Προτεραιότητα
escalate-notes = Σημειώσεις για τον ειδικό (προαιρετικά)
escalate-cancel = Ακύρωση
escalate-submit = Δημιουργία αιτήματος υποστήριξης
escalate-busy = Δημιουργία αιτήματος…
escalate-failed = Η δημιουργία του αιτήματος απέτυχε. Δοκιμάστε ξανά ή επικοινωνήστε απευθείας με την υποστήριξη.
escalate-standing = Το αίτημα { $number } είναι ανοιχτό. Όσα γράφετε εδώ προστίθενται σε αυτό· η προτεραιότητα μπορεί μόνο να αυξηθεί.

## Reasons of an escalation, as on the wire

reason-user_request = Θέλω να μιλήσω με ειδικό
reason-low_confidence = Οι απαντήσεις δεν ταιριάζουν στο πρόβλημά μου
reason-steps_exceeded = Δοκίμασα πολλά βήματα, χωρίς λύση
reason-safety_concern = Κάποιος μπορεί να τραυματιστεί
reason-complex_issue = Πολλά προβλήματα μαζί ή επανέρχεται συνεχώς
reason-expert_required = Αυτή η εργασία χρειάζεται ειδικό

## Priorities, as on the wire

priority-low = Χαμηλή
priority-medium = Μεσαία
priority-high = Υψηλή
priority-urgent = Επείγουσα

## States of a ticket, as on the wire

status-open = Ανοιχτό
status-in_progress = Σε εξέλιξη
status-waiting_on_user = Σε αναμονή για εσάς
status-resolved = Λύθηκε
status-closed = Έκλεισε

## The assistant offers an expert

offer-title = Να αναλάβει ένας ειδικός;
offer-accept = Ναι, δημιουργία αιτήματος
offer-user_request = Ζητήσατε να μιλήσετε με άνθρωπο.
offer-low_confidence = Δεν είμαι αρκετά βέβαιος για την απάντησή μου.
offer-steps_exceeded = Δοκιμάσαμε πολλά βήματα χωρίς λύση.
offer-safety_concern = Αυτό μπορεί να είναι επικίνδυνο.
offer-complex_issue = Το πρόβλημα φαίνεται να έχει πολλές αιτίες.
offer-expert_required = Αυτή η εργασία πρέπει να γίνει από ειδικό.

## Stop work: must be right without any server

stop-title = Σταματήστε αμέσως την εργασία
stop-text = Πατήστε τη διακοπή έκτακτης ανάγκης, κρατήστε όλους μακριά και μην επανεκκινήσετε το μηχάνημα. Αν κάποιος τραυματίστηκε, καλέστε πρώτα τον τοπικό αριθμό έκτακτης ανάγκης.
stop-ticket = Αίτημα { $number }
stop-contact = Καλέστε: { $name }, { $phone }

## The ticket

ticket-label = Αίτημα υποστήριξης
ticket-created = Δημιουργήθηκε το αίτημα υποστήριξης { $number }. Ένας ειδικός θα επικοινωνήσει σύντομα μαζί σας.
ticket-added = Προστέθηκε στο αίτημα { $number }.
ticket-contact = Επικοινωνία με ειδικό: { $name } - Τηλέφωνο: { $phone } - E-mail: { $email }
ticket-alternative = { $name }: { $phone }
ticket-goes_on = Συνεχίστε να γράφετε εδώ: ό,τι προσθέτετε φτάνει στον ειδικό.
ticket-refresh = Ανανέωση
ticket-refresh_failed = Η ανανέωση απέτυχε. Δοκιμάστε ξανά

## Mails about the ticket, where they may be read

mail-title = Μηνύματα e-mail
mail-configured = Αυτά τα μηνύματα αποστέλλονται από τον διακομιστή.
mail-not_configured = Δεν έχει οριστεί διακομιστής e-mail. Τα μηνύματα φυλάσσονται και θα σταλούν μόλις οριστεί.
mail-waiting = Σε αναμονή
mail-sent = Στάλθηκε
mail-dead = Εγκαταλείφθηκε
mail-to = Προς { $recipients }. Προσπάθειες έως τώρα: { $attempts }
mail-nobody = Δεν υπάρχει ακόμη γνωστός παραλήπτης.
mail-unreadable = Αυτό το μήνυμα δεν μπορεί να εμφανιστεί.
mail-text = Κείμενο του μηνύματος

## What went wrong

problem-timeout = Η απάντηση άργησε πολύ. Το μήνυμα μπορεί να έχει φτάσει· μια νέα προσπάθεια δεν βλάπτει.
problem-unreachable = Ο διακομιστής δεν είναι προσβάσιμος. Ελέγξτε τη σύνδεση και δοκιμάστε ξανά.
problem-refused = Κάτι πήγε στραβά στον διακομιστή ({ $status }).
problem-again = Δοκιμάστε ξανά

## Where nobody can chat on this page

closed-title = Αυτή η συνομιλία ανοίγει από άλλη σελίδα
closed-host = Θα τη βρείτε στον ιστότοπο ή στην εφαρμογή της εταιρείας που την προσφέρει. Συνδεθείτε εκεί και ανοίξτε τη συνομιλία από εκείνη τη σελίδα.
closed-staff = Έχετε συνδεθεί ως μέλος του προσωπικού. Η συνομιλία είναι για πελάτες· αποσυνδεθείτε για να τη χρησιμοποιήσετε ως πελάτης.
closed-account = Για το προσωπικό: σύνδεση

## The account page

account-page = Handover: ο λογαριασμός σας
account-sign_in = Σύνδεση
account-email = Email
account-password = Κωδικός πρόσβασης
account-forgot = Ξεχάσατε τον κωδικό σας;
account-forgot_about = Δώστε τη διεύθυνση email σας. Αν υπάρχει λογαριασμός, θα λάβετε έναν σύνδεσμο με email.
account-send_link = Αποστολή συνδέσμου
account-link_sent = Αν υπάρχει λογαριασμός για αυτή τη διεύθυνση, ένα email με σύνδεσμο είναι καθ’ οδόν.
account-no_mail = Αυτή η υπηρεσία δεν στέλνει συνδέσμους με email. Ζητήστε έναν από τον διαχειριστή.
account-back = Πίσω στη σύνδεση
account-choose = Επιλέξτε κωδικό πρόσβασης
account-new_password = Νέος κωδικός
account-repeat = Ο ίδιος ξανά
account-rule = Τουλάχιστον 12 χαρακτήρες. Αρκετές λέξεις στη σειρά είναι καλή επιλογή.
account-save = Αποθήκευση κωδικού
account-differ = Οι δύο κωδικοί διαφέρουν.
account-saved = Ο κωδικός σας αποθηκεύτηκε. Μπορείτε να συνδεθείτε.
account-link_invalid = Ο σύνδεσμος δεν ισχύει πια. Ζητήστε νέο.
account-signed_in = Συνδεδεμένος χρήστης: { $name }
account-change = Αλλαγή κωδικού
account-current = Τωρινός κωδικός
account-changed = Ο κωδικός σας άλλαξε. Έχετε αποσυνδεθεί παντού αλλού.
account-current_wrong = Δεν είναι ο τωρινός κωδικός σας.
account-sign_out = Αποσύνδεση
account-everywhere = Αποσύνδεση παντού
account-signed_out = Έχετε αποσυνδεθεί.
account-to_chat = Στη συνομιλία
account-to_desk = Στο γραφείο
account-open = Η υπηρεσία λειτουργεί ανοιχτά: κανείς δεν χρειάζεται να συνδεθεί.
account-wrong = Η διεύθυνση ή ο κωδικός είναι λάθος.
account-wait = Πάρα πολλές προσπάθειες. Δοκιμάστε ξανά σε { $minutes } λεπτά.
account-unreachable = Η υπηρεσία δεν είναι προσβάσιμη. Δοκιμάστε ξανά.
account-failed = Δεν πέτυχε. Δοκιμάστε ξανά.
account-provider = Σύνδεση με { $name }
account-stranger = Δεν υπάρχει λογαριασμός για εσάς εδώ. Ζητήστε πρόσκληση από έναν διαχειριστή.
account-provider_failed = Η σύνδεση εκεί δεν πέτυχε. Δοκιμάστε ξανά.

## The desk of those who help

desk-title = Γραφείο Handover
desk-loading = Φόρτωση …
desk-offline = Χωρίς σύνδεση. Όσα φαίνονται ίσως είναι παλιά.
desk-help = Συντομεύσεις πληκτρολογίου
desk-settings = Ρυθμίσεις
desk-ticket = Αίτημα
desk-choose = Δεν είναι ανοιχτό κανένα αίτημα.
desk-choose_hint = Διαλέξτε ένα από την ουρά: j και k μετακινούν, το Enter ανοίγει, το ? δείχνει όλα τα πλήκτρα.
desk-door = Το γραφείο
desk-other_account = Σύνδεση με άλλον λογαριασμό
desk-arrived = Νέο αίτημα { $number }, προτεραιότητα { $priority }
desk-heard = Ο χρήστης γράφει: { $text }
desk-answer_sent = Η απάντηση στάλθηκε.
desk-note_kept = Η σημείωση αποθηκεύτηκε.
door-out = Μόνο όσοι εργάζονται εδώ βλέπουν αιτήματα. Συνδεθείτε πρώτα.
door-stranger = Είστε συνδεδεμένοι, αλλά όχι ως κάποιος που χειρίζεται αιτήματα.
door-failed = Η υπηρεσία δεν είναι προσβάσιμη.

## The desk: the queue

queue-title = Ουρά
view-mine = Δικά μου
view-open = Χωρίς ανάληψη
view-all = Όλα
none-mine = Δεν σας έχει ανατεθεί τίποτα.
none-open = Κανείς δεν περιμένει.
none-all = Δεν υπάρχουν ακόμη αιτήματα.
filter-priority = Φίλτρο προτεραιότητας
filter-status = Φίλτρο κατάστασης
any-priority = Κάθε προτεραιότητα
any-status = Κάθε κατάσταση
state-open = Σε αναμονή
state-in_progress = Σε εξέλιξη
state-waiting_on_user = Σειρά του χρήστη
state-resolved = Επιλύθηκε
state-closed = Κλειστό
queue-failed = Η ουρά δεν φορτώθηκε.
queue-more = Περισσότερα
queue-none_filtered = Κανένα αίτημα δεν ταιριάζει στα φίλτρα.
queue-clear = Καθαρισμός φίλτρων
queue-nobody = Πείτε στις ρυθμίσεις ποιος είστε για να δείτε τα αιτήματα σας.
queue-no_words = Ζήτησε άνθρωπο χωρίς μήνυμα
queue-typing = γράφει …
why-user_request = Ζήτησε άνθρωπο
why-low_confidence = Ο βοηθός δεν είναι σίγουρος
why-steps_exceeded = Πολλά βήματα, άλυτο
why-safety_concern = Ασφάλεια
why-complex_issue = Πολλά προβλήματα
why-expert_required = Χρειάζεται ειδικό

## The desk: a ticket

ticket-back = Ουρά
ticket-transcript = Συνομιλία
ticket-earlier = { $count } παλαιότερα μηνύματα δεν εμφανίζονται.
ticket-unknown = Δεν υπάρχει αίτημα { $number }.
ticket-failed = Το αίτημα δεν φορτώθηκε.
ticket-waits = εδώ και { $time }
ticket-with_assistant = Απαντά ο βοηθός
ticket-parts = Μέρη του αιτήματος
ticket-talk = Συνομιλία
ticket-facts = Σύνοψη και στοιχεία
ticket-user = Χρήστης
ticket-user_types = Ο χρήστης γράφει …
ticket-note = Εσωτερική σημείωση
outcome-open = Σε εξέλιξη
outcome-resolved = Πέτυχε
outcome-not_resolved = Δεν πέτυχε
outcome-partially = Εν μέρει
outcome-unclear = Ασαφές
write-label = Τι γράφετε
write-answer = Απάντηση
write-note = Εσωτερική σημείωση
write-answer_hint = Γράψτε στον χρήστη …
write-note_hint = Μόνο συνάδελφοι το βλέπουν …
write-note_about = Οι χρήστες δεν βλέπουν ποτέ σημειώσεις.
write-waits = Μετά είναι σειρά του χρήστη
write-send = Αποστολή
write-keep = Αποθήκευση
write-closed = Το αίτημα έχει τελειώσει. Ανοίξτε το ξανά για να απαντήσετε· σημειώσεις μπορείτε πάντα να γράφετε.
write-held = Το αίτημα το έχει: { $name }. Με την απάντηση το αναλαμβάνετε.
brief-title = Σύνοψη
brief-problem = Πρόβλημα
brief-notes = Σημειώσεις του χρήστη
brief-latest = Τελευταία λόγια
brief-steps = Βήματα που δοκιμάστηκαν
brief-category = Διάγνωση
brief-causes = Πιθανές αιτίες
brief-causes_count = Προβολή { $count }
why-title = Γιατί ήρθε εδώ
why-decision = Απόφαση
why-by = Ζητήθηκε από
why-rule = Κανόνας
why-version = Σύνολο κανόνων
why-near = Πλησιέστερη αστοχία
why-inputs = Τι μετρήθηκε
why-before = Άλλες αποφάσεις: { $count }
decision-escalate = Δημιουργία αιτήματος
decision-offer = Προσφορά ειδικού
work-title = Χειρισμός
work-expert = Ειδικός
work-nobody = Κανείς
work-opened = Άνοιξε
work-first_answer = Πρώτη απάντηση
work-resolved = Επιλύθηκε
work-solution = Λύση
user-title = Χρήστης
user-visitor = Επισκέπτης
user-here = Συνομιλία
user-here_now = Ανοιχτή τώρα
machine-model = Μοντέλο
machine-serial = Αριθμός σειράς
machine-hours = Ώρες λειτουργίας
machine-place = Τοποθεσία
contact-title = Προς
contact-phone = Τηλέφωνο
mails-none = Καμία αλληλογραφία για το αίτημα.
mails-next = Επόμενη προσπάθεια { $time }
history-title = Ιστορικό
did-opened = Άνοιξε
did-status_changed = Τώρα: { $to }
did-priority_changed = Προτεραιότητα: { $to }
did-assigned = Ανατέθηκε: { $to }
did-unassigned = Χωρίς ανάθεση
did-notes_added = Προστέθηκαν σημειώσεις
did-resolution_noted = Καταγράφηκε η λύση
did-answered = Απαντήθηκε
did-note = Εσωτερική σημείωση
did-handed_back = Επιστράφηκε στον βοηθό

## The desk: what is done, and asked

deed-take = Ανάληψη
deed-take_over = Ανάληψη από άλλον
deed-hand_back = Επιστροφή
deed-resolve = Επίλυση
deed-reopen = Επαναφορά
ask-resolve = Επίλυση του αιτήματος
ask-resolve_about = Ο χρήστης μπορεί να διαβάσει αυτό το κείμενο.
ask-resolve_text = Τι το έλυσε;
ask-hand_back = Επιστροφή στον βοηθό
ask-hand_back_about = Ο βοηθός απαντά ξανά· το αίτημα μένει ανοιχτό. Αναφέρετε ένα βήμα για συνέχεια, π.χ.: συνέχισε στο βήμα 4.
ask-hand_back_text = Σημείωση για τον βοηθό (προαιρετικό· οι χρήστες δεν τη βλέπουν)
done-resolve = Το αίτημα επιλύθηκε.
done-hand_back = Ο βοηθός έχει τη συνομιλία.
conflict-title = Το αίτημα άλλαξε στο μεταξύ
conflict-about = Τίποτα δικό σας δεν χάθηκε. Από τότε που το διαβάσατε:
conflict-anyway = Να γίνει παρ' όλα αυτά
conflict-keep = Να μείνει όπως είναι τώρα
taken-title = Το αίτημα το έχει: { $name }
taken-about = Αν το αναλάβετε, το βλέπουν και ο χρήστης και: { $name }.
settings-sound = Ήχος για επείγοντα αιτήματα
settings-keys = Μονά πλήκτρα ως συντομεύσεις
settings-expert = Ποιος ενεργεί
settings-expert_about = Εδώ κανείς δεν συνδέεται. Μπορείτε να διαλέξετε όποιον έχει αναλάβει αίτημα.
settings-routed = Όποιος έλαβε το αίτημα
settings-account = Ο λογαριασμός σας
key-about = Δεν ισχύουν όσο γράφετε και απενεργοποιούνται στις ρυθμίσεις.
key-rows = Επόμενο και προηγούμενο αίτημα
key-open = Άνοιγμα του αιτήματος
key-back = Έξοδος από το πλαίσιο, μετά από το αίτημα
key-views = Δικά μου, χωρίς ανάληψη, όλα
key-search = Στα φίλτρα
key-take = Ανάληψη του αιτήματος
key-reply = Σύνταξη απάντησης
key-note = Σύνταξη εσωτερικής σημείωσης
key-hand_back = Επιστροφή στον βοηθό
key-resolve = Επίλυση του αιτήματος
key-facts = Συνομιλία ή στοιχεία
key-send = Αποστολή του κειμένου
key-help = Αυτή η λίστα

## Roles

staff-expert = Ειδικός
staff-lead = Επικεφαλής
staff-admin = Διαχειριστής

## The chat widget around the conversation

widget-title = Βοήθεια για το μηχάνημα
widget-open = Άνοιγμα συνομιλίας
widget-unread =
    { $count ->
        [one] Άνοιγμα συνομιλίας, ένα μη αναγνωσμένο μήνυμα
       *[other] Άνοιγμα συνομιλίας, { $count } μη αναγνωσμένα μηνύματα
    }
widget-minimise = Ελαχιστοποίηση συνομιλίας
widget-loading = Φόρτωση συνομιλίας …
widget-failed = Δεν ήταν δυνατή η φόρτωση της συνομιλίας.
widget-close = Κλείσιμο
widget-settings = Ρυθμίσεις

## Who has the conversation, and what becomes of each message

talk-queue = Κλήθηκε ειδικός
talk-named = Μιλάτε με: { $name }
talk-taken = Τη συνομιλία ανέλαβε: { $name }. Εκεί πηγαίνει πλέον ό,τι γράφετε.
talk-handed_back = Απαντά ξανά ο βοηθός.
talk-typing = Γράφει: { $name } …
talk-stop = Διακοπή απάντησης
talk-newer = Νεότερα μηνύματα
talk-spoken = { $name }: { $text }
message-waiting = Αναμονή για σύνδεση
message-sending = Αποστολή …
message-sent = Στάλθηκε
message-failed = Δεν στάλθηκε
message-retry = Αποστολή ξανά
message-discard = Απόρριψη
offline-title = Χωρίς σύνδεση
offline-text = Τα μηνύματά σας φυλάσσονται σε αυτή τη συσκευή και θα σταλούν μόλις υπάρξει σύνδεση.
offline-emergency = Μπορεί να τραυματιστεί κάποιος; Μην περιμένετε απάντηση: πατήστε τη διακοπή έκτακτης ανάγκης, κρατήστε όλους μακριά και μην επανεκκινήσετε το μηχάνημα. Αν κάποιος τραυματίστηκε, καλέστε πρώτα τον τοπικό αριθμό έκτακτης ανάγκης.

## The machine

machine-label = Μηχάνημα
machine-none = Δεν επιλέχθηκε μηχάνημα
machine-about = Η συνομιλία αφορά πλέον: { $machine }.
machine-about_none = Η συνομιλία δεν αφορά πλέον συγκεκριμένο μηχάνημα.

## Where an answer comes from

passage-from = Από: { $title }
passage-loading = Φόρτωση αποσπάσματος …
passage-failed = Το απόσπασμα δεν μπορεί να εμφανιστεί τώρα.

## What an escalation sends

sent-title = Τι λαμβάνει ο ειδικός
sent-messages =
    { $count ->
        [0] Κανένα μήνυμα ακόμη
        [one] Ένα μήνυμα της συνομιλίας
       *[other] { $count } μηνύματα της συνομιλίας
    }
sent-steps =
    { $count ->
        [one] Ένα βήμα που ακολουθήσατε
       *[other] { $count } βήματα που ακολουθήσατε
    }
sent-machine = Μηχάνημα: { $machine }
sent-confidence = Βεβαιότητα του βοηθού: { $confidence }
sent-confidence_none = Βεβαιότητα του βοηθού: δεν την έχει δηλώσει

## The queue and the end of a ticket

queue-position =
    { $position ->
        [1] Είστε στη σειρά
       *[other] Θέση { $position } στην ουρά
    }
queue-expected = Συνήθως απαντάται σε { $time }, εννέα στις δέκα φορές σε { $most }.
ticket-assigned = Το αίτημά σας ανέλαβε: { $name }.
ticket-resolved = Λύθηκε: { $text }
ticket-solved = Το έλυσα μόνος μου
ticket-solved_ask = Να κλείσει το αίτημα; Δεν θα το δει πια κανένας ειδικός.
ticket-solved_yes = Ναι, λύθηκε
ticket-solved_no = Όχι, να μείνει ανοιχτό
ticket-email = Ενημερώστε με με e-mail
ticket-email_label = Διεύθυνση e-mail
ticket-email_save = Αποθήκευση
ticket-email_saved = Θα γράψουμε στο { $email } όταν απαντήσει ειδικός και δεν είστε εδώ.
ticket-action_failed = Δεν έγινε. Δοκιμάστε ξανά.
rating-title = Πώς ήταν η βοήθεια;
rating-mark = { $mark } από 5
rating-comment = Θέλετε να προσθέσετε κάτι; (προαιρετικό)
rating-send = Αποστολή βαθμολογίας
rating-thanks = Ευχαριστούμε για τη βαθμολογία.
problem-busy = Πάρα πολλά μαζί. Δοκιμάστε ξανά σε { $time }.
problem-signed_out = Η σύνδεσή σας έληξε. Ανανεώστε τη σελίδα για να συνεχίσετε.
