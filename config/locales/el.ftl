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
account-provider_down = Δεν υπάρχει επικοινωνία με το { $name } αυτή τη στιγμή. Δοκιμάστε αργότερα ή χρησιμοποιήστε τον κωδικό πρόσβασής σας, αν έχετε.
account-provider_declined = Δεν συνδεθήκατε με { $name }. Δοκιμάστε ξανά ή χρησιμοποιήστε τον κωδικό πρόσβασής σας, αν έχετε.
account-provider_stale = Αυτή η σύνδεση ξεκίνησε αλλού ή πριν από πολλή ώρα. Ξεκινήστε ξανά.

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
talk-away = Δεν είναι εδώ τώρα: { $name }
talk-taken = Τη συνομιλία ανέλαβε: { $name }. Εκεί πηγαίνει πλέον ό,τι γράφετε.
talk-handed_back = Απαντά ξανά ο βοηθός.
talk-typing = Γράφει: { $name } …
talk-stop = Διακοπή απάντησης
talk-stopped = Σταματήσατε αυτή την απάντηση.
talk-not_yours = Η συνομιλία αυτού του συνδέσμου δεν μπορεί να ανοίξει εδώ. Ανοίξτε τον σύνδεσμο εκεί όπου μας γράψατε ή συνδεθείτε ως το άτομο που έλαβε το μήνυμα.
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
queue-expected = Συνήθως απαντάται σε { $time }.
queue-most = Εννέα στις δέκα φορές σε { $most }.
queue-unknown = Δεν μπορούμε ακόμη να πούμε πόσο θα πάρει.
queue-unattended = Αυτή τη στιγμή δεν είναι κανείς διαθέσιμος.
queue-unattended_next = Το αίτημά σας κρατά τη θέση του. Θα το δει ο πρώτος ειδικός που θα επιστρέψει και η απάντηση θα έρθει εδώ.
queue-free = Δεν χρειάζεται να περιμένετε εδώ.
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
rating-mark =
    { $mark } από 5: { $mark ->
        [1] πολύ κακή
        [2] κακή
        [3] μέτρια
        [4] καλή
       *[other] πολύ καλή
    }
rating-comment = Θέλετε να προσθέσετε κάτι; (προαιρετικό)
rating-send = Αποστολή βαθμολογίας
rating-thanks = Ευχαριστούμε για τη βαθμολογία.
rating-change = Αλλαγή βαθμολογίας
problem-busy = Πάρα πολλά μαζί. Δοκιμάστε ξανά σε { $time }.
problem-signed_out = Η σύνδεσή σας έληξε. Ανανεώστε τη σελίδα για να συνεχίσετε.

## A ticket by a link

linked-page = Handover: ένα αίτημα
linked-title = Αίτημα { $number }
linked-loading = Φόρτωση του αιτήματος …
linked-gone = Αυτός ο σύνδεσμος δεν ανοίγει τίποτα ή δεν ισχύει πια. Ζητήστε νεότερο μήνυμα ή συνδεθείτε στο γραφείο.
linked-failed = Το αίτημα δεν μπόρεσε να φορτωθεί.
linked-status = Κατάσταση
linked-priority = Προτεραιότητα
linked-created = Άνοιξε
linked-expert = Ειδικός
linked-user = Χρήστης
linked-machine = Μηχάνημα
linked-hours = Ώρες λειτουργίας
linked-summary = Περίληψη
linked-notes = Σημειώσεις
linked-resolution = Λύση
linked-transcript = Συνομιλία
linked-left_out = Παλαιότερα μηνύματα που παραλείπονται: { $count }
linked-until = Διαβάζεται με αυτόν τον σύνδεσμο έως { $until }.
linked-is_open = Ανοιχτό
linked-is_in_progress = Σε εξέλιξη
linked-is_waiting_on_user = Σε αναμονή του χρήστη
linked-is_resolved = Λύθηκε
linked-is_closed = Κλειστό
linked-from_user = Χρήστης
linked-from_assistant = Βοηθός
linked-from_system = Handover
linked-from_expert = Ειδικός
