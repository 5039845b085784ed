## Every mail to a user

mail-greeting = Γεια σας,
mail-greeting_name = Γεια σας { $name },
mail-reply = Μπορείτε απλώς να απαντήσετε σε αυτό το email· η απάντησή σας πηγαίνει στην ομάδα υποστήριξης.
mail-open = Άνοιγμα της συνομιλίας

## A ticket was made for the user

mail-ticket_title = Το δελτίο υποστήριξής σας
mail-ticket_received = Το αίτημά σας έφτασε στην ομάδα υποστήριξής μας και ανοίχτηκε δελτίο υποστήριξης για εσάς.
mail-ticket_number = Ο αριθμός του δελτίου σας
mail-ticket_next = Τι γίνεται τώρα
mail-ticket_next_1 = Ένας ειδικός διαβάζει ολόκληρη τη συνομιλία σας με τον βοηθό. Δεν χρειάζεται να επαναλάβετε τίποτα.
mail-ticket_next_2 = Ο ειδικός θα επικοινωνήσει μαζί σας. Μπορείτε επίσης να συνεχίσετε να γράφετε στη συνομιλία· τα μηνύματά σας φτάνουν στον ειδικό.
mail-ticket_next_3 = Παρακαλούμε να έχετε πρόχειρο τον αριθμό του δελτίου όταν μας καλείτε ή μας γράφετε.
mail-ticket_danger = Αν κινδυνεύει κάποιος: σταματήστε το μηχάνημα, απομακρυνθείτε και καλέστε αμέσως.
mail-ticket_contact = Ο υπεύθυνος επικοινωνίας σας
mail-contact_name = Όνομα
mail-contact_phone = Τηλέφωνο
mail-contact_email = Email
mail-contact_hours = Ώρες
mail-ticket_automatic = Αυτό το email στάλθηκε αυτόματα επειδή ανοίχτηκε δελτίο υποστήριξης.

## An expert has answered, and the user has not seen it

mail-answered_title = Ένας ειδικός απάντησε
mail-answered_by = { $name } γράφει για το δελτίο σας { $number }:
mail-answered_automatic = Λαμβάνετε αυτό το email επειδή ζητήσατε να ενημερώνεστε για απαντήσεις που δεν έχετε δει στη συνομιλία.

## A link for the owner of an account

mail-invite_title = Ο λογαριασμός σας στο Handover
mail-invite_reason = Έχετε προσκληθεί να εργαστείτε στην ομάδα υποστήριξης. Επιλέξτε έναν κωδικό πρόσβασης για να ξεκινήσετε.
mail-invite_button = Επιλογή κωδικού
mail-invite_valid = Ο σύνδεσμος λειτουργεί μία φορά, μέσα σε 7 ημέρες. Αν έχει λήξει, ζητήστε νέα πρόσκληση.
mail-invite_not_you = Αν δεν το περιμένατε, δεν χρειάζεται να κάνετε τίποτα.
mail-reset_title = Νέος κωδικός πρόσβασης για το Handover
mail-reset_reason = Κάποιος, πιθανότατα εσείς, ζήτησε νέο κωδικό πρόσβασης για τον λογαριασμό σας.
mail-reset_button = Επιλογή νέου κωδικού
mail-reset_valid = Ο σύνδεσμος λειτουργεί μία φορά, μέσα σε μία ώρα. Ως τότε ο τωρινός κωδικός σας συνεχίζει να ισχύει.
mail-reset_not_you = Αν δεν ήσασταν εσείς, δεν χρειάζεται να κάνετε τίποτα: κανείς δεν μαθαίνει τον κωδικό σας από αυτό.
mail-access_automatic = Αυτό το email στάλθηκε αυτόματα.

## To support, in the language of the team

mail-support_title = Παραπομπή από τον βοηθό AI
mail-support_number = Δελτίο #{ $number }
mail-support_priority = Προτεραιότητα: { $priority }
mail-support_updated = Το δελτίο #{ $number } ενημερώθηκε
mail-support_open = Άνοιγμα του δελτίου
mail-support_read = Ανάγνωση χωρίς λογαριασμό
mail-support_details = Στοιχεία παραπομπής
mail-support_user = Στοιχεία χρήστη
mail-support_machine = Στοιχεία μηχανήματος
mail-support_summary = Σύνοψη συνομιλίας
mail-support_contact = Στοιχεία επικοινωνίας ειδικού
mail-support_transcript = Συνομιλία
mail-support_notes = Πρόσθετες σημειώσεις:
mail-support_note = Νέα σημείωση:
mail-support_left_out = Τα νεότερα { $shown } μηνύματα· { $left } παλαιότερα παραλείπονται.
mail-support_nothing = Δεν ειπώθηκε τίποτα σε αυτή τη συνομιλία.
mail-support_automatic = Αυτή η παραπομπή δημιουργήθηκε αυτόματα από το σύστημα ABParts AI Assistant.
mail-support_please = Παρακαλούμε απαντήστε στο δελτίο το συντομότερο δυνατό, ανάλογα με την προτεραιότητά του.

## Labels of the mails to support

mail-label_reason = Λόγος
mail-label_priority = Προτεραιότητα
mail-label_created = Δημιουργήθηκε
mail-label_session = Αναγνωριστικό συνομιλίας
mail-label_status = Κατάσταση
mail-label_updated = Ενημερώθηκε
mail-label_organization = Εταιρεία
mail-label_role = Ρόλος
mail-label_machine = Μηχάνημα
mail-label_model = Μοντέλο
mail-label_serial = Σειριακός αριθμός
mail-label_machine_hours = Ώρες λειτουργίας
mail-label_location = Τοποθεσία
mail-label_specialization = Ειδίκευση

## Why a ticket was made, as support reads it

mail-reason_user_request = Ο χρήστης ζήτησε τη βοήθεια ειδικού
mail-reason_low_confidence = Ο βοηθός AI δεν είναι βέβαιος για τη λύση
mail-reason_steps_exceeded = Δοκιμάστηκαν πάρα πολλά βήματα
mail-reason_safety_concern = Εντοπίστηκε θέμα ασφάλειας
mail-reason_complex_issue = Εντοπίστηκε σύνθετο τεχνικό πρόβλημα
mail-reason_expert_required = Χρειάζονται γνώσεις ειδικού

## Where a ticket stands, as support reads it

mail-status_open = Ανοιχτό
mail-status_in_progress = Σε εξέλιξη
mail-status_waiting_on_user = Αναμένεται ο χρήστης
mail-status_resolved = Λύθηκε
mail-status_closed = Έκλεισε

## The summary of a ticket, as support reads it. It is kept in English, and in English these words are the same

mail-brief_session = ΠΕΡΙΛΗΨΗ ΣΥΝΕΔΡΙΑΣ
mail-brief_assessment = ΑΡΧΙΚΗ ΔΙΑΓΝΩΣΗ
mail-brief_steps = ΒΗΜΑΤΑ ΠΟΥ ΔΟΚΙΜΑΣΤΗΚΑΝ
mail-brief_highlights = ΚΥΡΙΑ ΣΗΜΕΙΑ ΤΗΣ ΣΥΝΟΜΙΛΙΑΣ
mail-brief_fact = { $label }: { $value }
mail-brief_language = Γλώσσα
mail-brief_machine = Αναγνωριστικό μηχανήματος
mail-brief_problem = Πρόβλημα
mail-brief_category = Κατηγορία προβλήματος
mail-category_electrical = Ηλεκτρολογικά
mail-category_hydraulic = Υδραυλικά
mail-category_mechanical = Μηχανικά
mail-category_control = Έλεγχος
mail-category_other = Άλλα
mail-brief_confidence = Βεβαιότητα
mail-brief_causes = Πιθανές αιτίες
mail-brief_warnings = Προειδοποιήσεις ασφαλείας
mail-brief_needs_expert = Απαιτείται ειδικός
mail-brief_not_specified = Δεν δηλώθηκε
mail-brief_not_determined = Δεν προσδιορίστηκε
mail-brief_none = Κανένα
mail-brief_yes = Ναι
mail-brief_no = Όχι
mail-brief_level = { $level } ({ $percent }%)
mail-brief_very_low = πολύ χαμηλή
mail-brief_low = χαμηλή
mail-brief_medium = μέτρια
mail-brief_high = υψηλή
mail-brief_step = Βήμα { $number }: { $instruction } - { $state }
mail-brief_open = ⏳ Σε εξέλιξη
mail-brief_resolved = ✓ Έγινε (βοήθησε)
mail-brief_not_resolved = ✓ Έγινε (δεν βοήθησε)
mail-brief_partially = ✓ Έγινε (βοήθησε εν μέρει)
mail-brief_tried = ✓ Έγινε
mail-brief_feedback = Τι είπε ο χρήστης: { $text }
mail-brief_said = Μήνυμα χρήστη { $index } (#{ $number }): { $text }

## Who speaks in a transcript

mail-who_user = Χρήστης
mail-who_assistant = Βοηθός AI
mail-who_system = Σύστημα
mail-who_expert = Ειδικός
mail-silent_image = [εικόνα]
mail-silent_voice = [φωνητικό μήνυμα]
mail-silent_empty = [κενό μήνυμα]

## A text that is too long for a mail

mail-more = [… ακόμη { $count } χαρακτήρες· ολόκληρο το κείμενο βρίσκεται στο δελτίο]

## The weekly mail with the figures, to whoever leads

mail-report_title = Η εβδομάδα στην υποστήριξη
mail-report_now = Εβδομάδα
mail-report_before = Προηγούμενη εβδομάδα
mail-report_sessions = Συνομιλίες
mail-report_alone = Λύθηκαν από τον βοηθό
mail-report_person = Έφτασαν σε άνθρωπο
mail-report_first_half = Πρώτη απάντηση: οι μισές μέσα σε
mail-report_first_most = Πρώτη απάντηση: εννιά στις δέκα μέσα σε
mail-report_solved_half = Έως τη λύση: τα μισά μέσα σε
mail-report_resolved = Δελτία που λύθηκαν
mail-report_reopened = Δελτία που άνοιξαν ξανά
mail-report_rated_assistant = Βαθμολογία του βοηθού, με άριστα το 5
mail-report_rated_expert = Βαθμολογία των ειδικών, με άριστα το 5
mail-report_days = Συνομιλίες ανά ημέρα
mail-report_rest = Δεν χρειάστηκε άνθρωπος
mail-report_alt = Ράβδοι: οι συνομιλίες κάθε ημέρας δίπλα σε εκείνες της προηγούμενης εβδομάδας. Οι αριθμοί βρίσκονται από κάτω.
mail-report_share = { $count } ({ $share }%)
mail-report_minutes = { $small } λεπτά
mail-report_hours = { $large } ώ. { $small } λ.
mail-report_long = { $large } ημ. { $small } ώ.
mail-report_monday = Δευ
mail-report_tuesday = Τρί
mail-report_wednesday = Τετ
mail-report_thursday = Πέμ
mail-report_friday = Παρ
mail-report_saturday = Σάβ
mail-report_sunday = Κυρ
mail-report_open = Άνοιγμα των στοιχείων
mail-report_automatic = Λαμβάνετε αυτό το email κάθε Δευτέρα επειδή το ζητήσατε. Μπορείτε να το σταματήσετε στη σελίδα με τα στοιχεία.
