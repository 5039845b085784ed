## The page at /

page-title = Handover: feilsøking med en ekspert for hånden
page-skip = Gå til meldingsfeltet
page-tagline = Feilsøking, med en ekspert for hånden
page-language = Språk
page-new = Ny samtale

## Who the person at the page is

who-title = Hvem er jeg?
who-hint = Med en e-postadresse får du en kopi av saken din. Support ser disse opplysningene.
who-name = Navn
who-email = E-post
who-organization = Firma
who-role = Rolle
who-user = Bruker-id
who-machine = Maskin-id
who-restart = En annen bruker-id starter en ny samtale.
who-save = Lagre
who-saved = Lagret.
who-failed = Ikke lagret. { $detail }

## The conversation

chat-owner_assistant = Assistenten svarer
chat-log = Meldinger
chat-message = Meldingen din
chat-placeholder = Hva er galt?
chat-send = Send
chat-hint = Enter sender, Shift og Enter gir ny linje.
chat-user = Du
chat-assistant = Assistent
chat-expert = Ekspert
chat-system = Melding
chat-failure = Problem
chat-welcome = Beskriv hva som er galt med maskinen, for eksempel: motoren starter ikke. Jeg slår opp og veileder deg trinn for trinn. En ekspert kan når som helst ta over.
chat-thinking = Assistenten slår opp …
chat-too_long = Meldingen er for lang. Send den i flere deler.

## Guided steps

step-sources = Kilder
step-title = Trinn { $number }
step-minutes = { $minutes } min
step-confidence = Sikkerhet { $confidence }
step-warnings = Før du begynner
step-outcomes = Dette skal du se
step-question = Hvordan gikk det?
step-worked = Det virket
step-partially_worked = Delvis
step-didnt_work = Det virket ikke

## Asking for an expert

escalate-open = Få en ekspert
escalate-title = Overlat til en ekspert
escalate-about = Support får hele samtalen, opplysningene dine og det du skriver her.
escalate-reason = Årsak
escalate-priority = Prioritet
escalate-notes = Merknader til eksperten (valgfritt)
escalate-cancel = Avbryt
escalate-submit = Opprett supportsak
escalate-busy = Oppretter sak…
escalate-failed = Supportsaken kunne ikke opprettes. Prøv igjen eller kontakt support direkte.
escalate-standing = Sak { $number } er åpen. Det du skriver her, legges til saken; prioriteten kan bare heves.

## Reasons of an escalation, as on the wire

reason-user_request = Jeg vil snakke med en ekspert
reason-low_confidence = Svarene passer ikke problemet mitt
reason-steps_exceeded = Mange trinn prøvd, fortsatt ikke løst
reason-safety_concern = Noen kan bli skadet
reason-complex_issue = Flere problemer på én gang, eller det kommer tilbake
reason-expert_required = Dette arbeidet krever en ekspert

## Priorities, as on the wire

priority-low = Lav
priority-medium = Middels
priority-high = Høy
priority-urgent = Haster

## States of a ticket, as on the wire

status-open = Åpen
status-in_progress = Under arbeid
status-waiting_on_user = Venter på deg
status-resolved = Løst
status-closed = Lukket

## The assistant offers an expert

offer-title = Skal en ekspert ta over?
offer-accept = Ja, opprett en sak
offer-user_request = Du ba om å få snakke med et menneske.
offer-low_confidence = Jeg er ikke sikker nok på svaret mitt.
offer-steps_exceeded = Vi har prøvd mange trinn uten å finne en løsning.
offer-safety_concern = Dette kan være farlig.
offer-complex_issue = Problemet ser ut til å ha flere årsaker.
offer-expert_required = Dette arbeidet bør gjøres av en ekspert.

## Stop work: must be right without any server

stop-title = Stans arbeidet nå
stop-text = Trykk på nødstopp, hold alle unna og ikke start maskinen igjen. Er noen skadet, ring det lokale nødnummeret først.
stop-ticket = Sak { $number }
stop-contact = Ring { $name }: { $phone }

## The ticket

ticket-label = Supportsak
ticket-created = Supportsak { $number } er opprettet. En ekspert tar snart kontakt med deg.
ticket-added = Lagt til i sak { $number }.
ticket-contact = Ekspertkontakt: { $name } - Telefon: { $phone } - E-post: { $email }
ticket-alternative = { $name }: { $phone }
ticket-goes_on = Skriv gjerne videre her: alt du legger til, når eksperten.
ticket-refresh = Oppdater
ticket-refresh_failed = Kunne ikke oppdatere. Prøv igjen

## Mails about the ticket, where they may be read

mail-title = E-post
mail-configured = Disse e-postene sendes av serveren.
mail-not_configured = Ingen e-postserver er satt opp. E-postene tas vare på og sendes så snart det finnes en.
mail-waiting = Venter
mail-sent = Sendt
mail-dead = Gitt opp
mail-to = Til { $recipients }. Forsøk hittil: { $attempts }
mail-nobody = Ingen mottaker er kjent ennå.
mail-unreadable = Denne e-posten kan ikke vises.
mail-text = Teksten i e-posten

## What went wrong

problem-timeout = Det tok for lang tid. Meldingen kan ha kommet frem likevel; det skader ikke å prøve igjen.
problem-unreachable = Får ikke kontakt med serveren. Sjekk forbindelsen og prøv igjen.
problem-refused = Noe gikk galt på serveren ({ $status }).
problem-again = Prøv igjen

## Where nobody can chat on this page

closed-title = Denne chatten åpnes fra en annen side
closed-host = Du finner den på nettstedet eller i appen til firmaet som tilbyr den. Logg inn der, og åpne chatten fra den siden.
closed-staff = Du er logget inn som en som jobber her. Chatten er for kunder; logg ut for å bruke den som kunde.
closed-account = For dem som jobber her: logg inn

## The account page

account-page = Handover: kontoen din
account-sign_in = Logg inn
account-email = E-post
account-password = Passord
account-forgot = Glemt passordet?
account-forgot_about = Skriv inn e-postadressen din. Finnes det en konto for den, får du en lenke på e-post.
account-send_link = Send lenke
account-link_sent = Finnes det en konto for denne adressen, er en e-post med lenke på vei.
account-no_mail = Denne tjenesten sender ingen lenker på e-post. Be en administrator om en.
account-back = Tilbake til innlogging
account-choose = Velg et passord
account-new_password = Nytt passord
account-repeat = Det samme igjen
account-rule = Minst 12 tegn. Flere ord etter hverandre er bra.
account-save = Lagre passordet
account-differ = De to passordene er ulike.
account-saved = Passordet er lagret. Nå kan du logge inn.
account-link_invalid = Lenken gjelder ikke lenger. Be om en ny.
account-signed_in = Innlogget: { $name }
account-change = Bytt passord
account-current = Nåværende passord
account-changed = Passordet er byttet. Du er logget ut alle andre steder.
account-current_wrong = Dette er ikke det nåværende passordet ditt.
account-sign_out = Logg ut
account-everywhere = Logg ut overalt
account-signed_out = Du er logget ut.
account-to_chat = Til chatten
account-to_desk = Til skranken
account-open = Denne tjenesten kjører i åpen modus: ingen trenger å logge inn.
account-wrong = Adressen eller passordet er feil.
account-wait = For mange forsøk. Prøv igjen om { $minutes } min.
account-unreachable = Tjenesten kan ikke nås. Prøv igjen.
account-failed = Det gikk ikke. Prøv igjen.
account-provider = Logg inn med { $name }
account-stranger = Det finnes ingen konto for deg her. Be en administrator om en invitasjon.
account-provider_failed = Innloggingen der gikk ikke. Prøv igjen.
account-provider_down = Får ikke kontakt med { $name } akkurat nå. Prøv igjen senere, eller bruk passordet ditt hvis du har et.
account-provider_declined = Du logget ikke inn med { $name }. Prøv igjen, eller bruk passordet ditt hvis du har et.
account-provider_stale = Denne innloggingen ble startet et annet sted, eller for lenge siden. Begynn på nytt.

## Roles

staff-expert = Ekspert
staff-lead = Leder
staff-admin = Administrator

## The chat widget around the conversation

widget-title = Maskinhjelp
widget-open = Åpne chatten
widget-unread =
    { $count ->
        [one] Åpne chatten, én ulest melding
       *[other] Åpne chatten, { $count } uleste meldinger
    }
widget-minimise = Minimer chatten
widget-loading = Laster samtalen …
widget-failed = Samtalen kunne ikke lastes.
widget-close = Lukk
widget-settings = Innstillinger

## Who has the conversation, and what becomes of each message

talk-queue = En ekspert er tilkalt
talk-named = { $name } er hos deg
talk-away = { $name } er ikke her nå
talk-taken = { $name } har tatt over. Det du skriver nå, går til { $name }.
talk-handed_back = Assistenten svarer igjen.
talk-typing = { $name } skriver …
talk-stop = Stopp svaret
talk-stopped = Du stoppet dette svaret.
talk-not_yours = Samtalen i denne lenken kan ikke åpnes her. Åpne lenken der du skrev til oss, eller logg inn som den som fikk e-posten.
talk-newer = Nyere meldinger
talk-spoken = { $name }: { $text }
message-waiting = Venter på forbindelse
message-sending = Sender …
message-sent = Sendt
message-failed = Ikke sendt
message-retry = Send på nytt
message-discard = Forkast
offline-title = Ingen forbindelse
offline-text = Meldingene dine lagres på denne enheten og sendes så snart det er forbindelse.
offline-emergency = Kan noen bli skadet? Ikke vent på svar: Trykk på nødstopp, hold alle unna og ikke start maskinen igjen. Er noen skadet, ring det lokale nødnummeret først.

## The machine

machine-label = Maskin
machine-none = Ingen maskin valgt
machine-about = Denne samtalen handler nå om { $machine }.
machine-about_none = Denne samtalen handler ikke lenger om en bestemt maskin.

## Where an answer comes from

passage-from = Fra { $title }
passage-loading = Laster avsnittet …
passage-failed = Dette avsnittet kan ikke vises nå.

## What an escalation sends

sent-title = Dette får eksperten
sent-messages =
    { $count ->
        [0] Ingen meldinger ennå
        [one] Én melding fra denne samtalen
       *[other] { $count } meldinger fra denne samtalen
    }
sent-steps =
    { $count ->
        [one] Ett trinn du er blitt veiledet gjennom
       *[other] { $count } trinn du er blitt veiledet gjennom
    }
sent-machine = Maskin: { $machine }
sent-confidence = Hvor sikker assistenten var: { $confidence }
sent-confidence_none = Hvor sikker assistenten var: det har den ikke sagt

## The queue and the end of a ticket

queue-position =
    { $position ->
        [1] Du er neste
       *[other] Plass { $position } i køen
    }
queue-expected = Besvares vanligvis innen { $time }.
queue-most = Ni av ti ganger innen { $most }.
queue-unknown = Vi kan ikke si ennå hvor lang tid det tar.
queue-unattended = Ingen er ledig akkurat nå.
queue-unattended_next = Saken din beholder plassen. Den første eksperten som er tilbake, ser den, og svaret kommer hit.
queue-free = Du trenger ikke å vente her.
ticket-assigned = { $name } har saken din.
ticket-resolved = Løst: { $text }
ticket-solved = Jeg løste det selv
ticket-solved_ask = Lukke saken? Ingen ekspert vil se på den lenger.
ticket-solved_yes = Ja, det er løst
ticket-solved_no = Nei, la den stå åpen
ticket-email = Gi meg beskjed på e-post
ticket-email_label = E-postadresse
ticket-email_save = Lagre
ticket-email_saved = Vi skriver til { $email } når en ekspert svarer og du ikke er her.
ticket-action_failed = Det gikk ikke. Prøv igjen.
rating-title = Hvordan var hjelpen?
rating-mark =
    { $mark } av 5: { $mark ->
        [1] svært dårlig
        [2] dårlig
        [3] middels
        [4] bra
       *[other] svært bra
    }
rating-comment = Noe å legge til? (valgfritt)
rating-send = Send vurdering
rating-thanks = Takk for vurderingen.
rating-change = Endre vurderingen
problem-busy = For mye på en gang. Prøv igjen om { $time }.
problem-signed_out = Innloggingen din er over. Last siden på nytt for å fortsette.

## A ticket by a link

linked-page = Handover: en sak
linked-title = Sak { $number }
linked-loading = Saken hentes …
linked-gone = Denne lenken åpner ingenting, eller ikke noe lenger. Be om en nyere e-post, eller logg inn på skranken.
linked-failed = Saken kunne ikke hentes.
linked-status = Status
linked-priority = Prioritet
linked-created = Åpnet
linked-expert = Ekspert
linked-user = Bruker
linked-machine = Maskin
linked-hours = Driftstimer
linked-summary = Sammendrag
linked-notes = Notater
linked-resolution = Løsning
linked-transcript = Samtale
linked-left_out = Eldre meldinger som er utelatt: { $count }
linked-until = Kan leses med denne lenken til { $until }.
linked-is_open = Åpen
linked-is_in_progress = Under arbeid
linked-is_waiting_on_user = Venter på brukeren
linked-is_resolved = Løst
linked-is_closed = Lukket
linked-from_user = Bruker
linked-from_assistant = Assistent
linked-from_system = Handover
linked-from_expert = Ekspert
