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
