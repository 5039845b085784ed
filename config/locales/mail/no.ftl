## Every mail to a user

mail-greeting = Hei,
mail-greeting_name = Hei { $name },
mail-reply = Du kan svare direkte på denne e-posten; svaret ditt går til supportteamet vårt.
mail-open = Åpne samtalen

## A ticket was made for the user

mail-ticket_title = Supportsaken din
mail-ticket_received = Henvendelsen din har kommet fram til supportteamet vårt, og det er opprettet en sak for deg.
mail-ticket_number = Saksnummeret ditt
mail-ticket_next = Hva skjer nå
mail-ticket_next_1 = En ekspert leser hele samtalen din med assistenten. Du trenger ikke å gjenta noe.
mail-ticket_next_2 = Eksperten tar kontakt med deg. Du kan også skrive videre i chatten; meldingene dine når fram til eksperten.
mail-ticket_next_3 = Ha saksnummeret klart når du ringer eller skriver til oss.
mail-ticket_danger = Hvis noen er i fare: stopp maskinen, hold avstand og ring med en gang.
mail-ticket_contact = Din kontakt
mail-contact_name = Navn
mail-contact_phone = Telefon
mail-contact_email = E-post
mail-contact_hours = Åpningstider
mail-ticket_automatic = Denne e-posten ble sendt automatisk fordi det ble opprettet en supportsak.

## An expert has answered, and the user has not seen it

mail-answered_title = En ekspert har svart
mail-answered_by = { $name } skriver om saken din { $number }:
mail-answered_automatic = Du får denne e-posten fordi du ba om å bli varslet om svar som du ikke har sett i chatten.

## A link for the owner of an account

mail-invite_title = Kontoen din i Handover
mail-invite_reason = Du er invitert til å arbeide i supportteamet. Velg et passord for å komme i gang.
mail-invite_button = Velg et passord
mail-invite_valid = Lenken virker én gang, innen 7 dager. Er den utløpt, ber du om en ny invitasjon.
mail-invite_not_you = Hvis du ikke ventet denne e-posten, trenger du ikke å gjøre noe.
mail-reset_title = Nytt passord for Handover
mail-reset_reason = Noen, mest sannsynlig du, har bedt om et nytt passord for kontoen din.
mail-reset_button = Velg et nytt passord
mail-reset_valid = Lenken virker én gang, innen en time. Inntil da virker det nåværende passordet ditt som før.
mail-reset_not_you = Hvis det ikke var deg, trenger du ikke å gjøre noe: ingen får vite passordet ditt på denne måten.
mail-access_automatic = Denne e-posten ble sendt automatisk.

## To support, in the language of the team

mail-support_title = Overført fra KI-assistenten
mail-support_number = Sak #{ $number }
mail-support_priority = Prioritet: { $priority }
mail-support_updated = Sak #{ $number } er oppdatert
mail-support_open = Åpne saken
mail-support_read = Les uten konto
mail-support_details = Detaljer om overføringen
mail-support_user = Om brukeren
mail-support_machine = Om maskinen
mail-support_summary = Sammendrag av samtalen
mail-support_contact = Ekspertens kontaktopplysninger
mail-support_transcript = Samtalen
mail-support_notes = Tilleggsmerknader:
mail-support_note = Ny merknad:
mail-support_left_out = De nyeste meldingene vises ({ $shown }); eldre som er utelatt: { $left }.
mail-support_nothing = Ingenting ble sagt i denne samtalen.
mail-support_automatic = Denne overføringen ble laget automatisk av systemet ABParts AI Assistant.
mail-support_please = Svar på saken så raskt som prioriteten krever.

## Labels of the mails to support

mail-label_reason = Årsak
mail-label_priority = Prioritet
mail-label_created = Opprettet
mail-label_session = Samtale-ID
mail-label_status = Status
mail-label_updated = Oppdatert
mail-label_organization = Virksomhet
mail-label_role = Rolle
mail-label_machine = Maskin
mail-label_model = Modell
mail-label_serial = Serienummer
mail-label_machine_hours = Driftstimer
mail-label_location = Sted
mail-label_specialization = Fagområde

## Why a ticket was made, as support reads it

mail-reason_user_request = Brukeren ba om hjelp fra en ekspert
mail-reason_low_confidence = KI-assistenten er usikker på løsningen
mail-reason_steps_exceeded = For mange trinn er prøvd
mail-reason_safety_concern = Mulig fare for sikkerheten
mail-reason_complex_issue = Sammensatt teknisk problem
mail-reason_expert_required = Krever ekspertkunnskap

## Where a ticket stands, as support reads it

mail-status_open = Åpen
mail-status_in_progress = Under arbeid
mail-status_waiting_on_user = Venter på brukeren
mail-status_resolved = Løst
mail-status_closed = Lukket

## The summary of a ticket, as support reads it. It is kept in English, and in English these words are the same

mail-brief_session = SAMMENDRAG AV ØKTEN
mail-brief_assessment = FØRSTE VURDERING
mail-brief_steps = TRINN SOM ER PRØVD
mail-brief_highlights = DET VIKTIGSTE FRA SAMTALEN
mail-brief_fact = { $label }: { $value }
mail-brief_language = Språk
mail-brief_machine = Maskin-ID
mail-brief_problem = Problem
mail-brief_category = Problemkategori
mail-category_electrical = Elektrisk
mail-category_hydraulic = Hydraulikk
mail-category_mechanical = Mekanisk
mail-category_control = Styring
mail-category_other = Annet
mail-brief_confidence = Sikkerhet i vurderingen
mail-brief_causes = Sannsynlige årsaker
mail-brief_warnings = Sikkerhetsadvarsler
mail-brief_needs_expert = Krever ekspert
mail-brief_not_specified = Ikke oppgitt
mail-brief_not_determined = Ikke fastslått
mail-brief_none = Ingen
mail-brief_yes = Ja
mail-brief_no = Nei
mail-brief_level = { $level } ({ $percent } %)
mail-brief_very_low = svært lav
mail-brief_low = lav
mail-brief_medium = middels
mail-brief_high = høy
mail-brief_step = Trinn { $number }: { $instruction } - { $state }
mail-brief_open = ⏳ Pågår
mail-brief_resolved = ✓ Utført (hjalp)
mail-brief_not_resolved = ✓ Utført (hjalp ikke)
mail-brief_partially = ✓ Utført (hjalp delvis)
mail-brief_tried = ✓ Utført
mail-brief_feedback = Brukerens svar: { $text }
mail-brief_said = Brukermelding { $index } (#{ $number }): { $text }

## Who speaks in a transcript

mail-who_user = Bruker
mail-who_assistant = KI-assistent
mail-who_system = System
mail-who_expert = Ekspert
mail-silent_image = [bilde]
mail-silent_voice = [talemelding]
mail-silent_empty = [tom melding]

## A text that is too long for a mail

mail-more = [… { $count } tegn til; hele teksten ligger i saken]

## The weekly mail with the figures, to whoever leads

mail-report_title = Uken på supporten
mail-report_now = Uke
mail-report_before = Uken før
mail-report_sessions = Samtaler
mail-report_alone = Løst av assistenten
mail-report_person = Kom til en person
mail-report_first_half = Første svar: halvparten innen
mail-report_first_most = Første svar: ni av ti innen
mail-report_solved_half = Til løsning: halvparten innen
mail-report_resolved = Løste saker
mail-report_reopened = Gjenåpnede saker
mail-report_rated_assistant = Vurdering av assistenten, av 5
mail-report_rated_expert = Vurdering av ekspertene, av 5
mail-report_days = Samtaler per dag
mail-report_rest = Trengte ingen person
mail-report_alt = Søyler: samtalene hver dag ved siden av dem fra uken før. Tallene står under.
mail-report_share = { $count } ({ $share } %)
mail-report_minutes = { $small } min
mail-report_hours = { $large } t { $small } min
mail-report_long = { $large } d { $small } t
mail-report_monday = man.
mail-report_tuesday = tir.
mail-report_wednesday = ons.
mail-report_thursday = tor.
mail-report_friday = fre.
mail-report_saturday = lør.
mail-report_sunday = søn.
mail-report_open = Åpne tallene
mail-report_automatic = Du får denne e-posten hver mandag fordi du har bedt om den. Du kan slå den av på siden med tallene.
