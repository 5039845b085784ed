## The page at /

page-title = Handover: troubleshooting with an expert at hand
page-skip = Skip to the message box
page-tagline = Troubleshooting, with an expert at hand
page-language = Language
page-new = New conversation

## Who the person at the page is

who-title = Who am I?
who-hint = With an e-mail address you get a copy of your ticket. Support sees these details.
who-name = Name
who-email = E-mail
who-organization = Company
who-role = Role
who-user = User id
who-machine = Machine id
who-restart = Another user id starts a new conversation.
who-save = Save
who-saved = Saved.
who-failed = Not saved. { $detail }

## The conversation

chat-owner_assistant = The assistant answers
chat-log = Messages
chat-message = Your message
chat-placeholder = What is wrong?
chat-send = Send
chat-hint = Enter sends, Shift and Enter starts a new line.
chat-user = You
chat-assistant = Assistant
chat-expert = Expert
chat-system = Notice
chat-failure = Problem
chat-welcome = Describe what is wrong with your machine, for example: the engine does not start. I look it up and guide you step by step. An expert can take over at any time.
chat-thinking = The assistant is looking it up …
chat-too_long = This message is too long. Please send it in parts.

## Guided steps

step-sources = Sources
step-title = Step { $number }
step-minutes = { $minutes } min
step-confidence = Confidence { $confidence }
step-warnings = Before you start
step-outcomes = What you should see
step-question = How did it go?
step-worked = It worked
step-partially_worked = Partly
step-didnt_work = It did not work

## Asking for an expert

escalate-open = Get an expert
escalate-title = Hand over to an expert
escalate-about = Support gets the whole conversation, your details and what you write here.
escalate-reason = Reason
escalate-priority = Priority
escalate-notes = Notes for the expert (optional)
escalate-cancel = Cancel
escalate-submit = Create Support Ticket
escalate-busy = Creating ticket…
escalate-failed = Failed to create support ticket. Please try again or contact support directly.
escalate-standing = Ticket { $number } is open. What you write here is added to it; the priority can only rise.

## Reasons of an escalation, as on the wire

reason-user_request = I want to talk to an expert
reason-low_confidence = The answers do not fit my problem
reason-steps_exceeded = Many steps tried, still not solved
reason-safety_concern = Somebody could get hurt
reason-complex_issue = Several problems at once, or it keeps coming back
reason-expert_required = This work needs an expert

## Priorities, as on the wire

priority-low = Low
priority-medium = Medium
priority-high = High
priority-urgent = Urgent

## States of a ticket, as on the wire

status-open = Open
status-in_progress = In progress
status-waiting_on_user = Waiting for you
status-resolved = Resolved
status-closed = Closed

## The assistant offers an expert

offer-title = Shall an expert take over?
offer-accept = Yes, create a ticket
offer-user_request = You asked for a person.
offer-low_confidence = I am not sure enough of my answer.
offer-steps_exceeded = We have tried many steps without a solution.
offer-safety_concern = This may be dangerous.
offer-complex_issue = The problem seems to have several causes.
offer-expert_required = This work should be done by an expert.

## Stop work: must be right without any server

stop-title = Stop work now
stop-text = Press the emergency stop, keep everybody away and do not restart the machine. If somebody is hurt, call the local emergency number first.
stop-ticket = Ticket { $number }
stop-contact = Call { $name }: { $phone }

## The ticket

ticket-label = Support ticket
ticket-created = Support ticket { $number } has been created. An expert will contact you soon.
ticket-added = Added to ticket { $number }.
ticket-contact = Expert Contact: { $name } - Phone: { $phone } - Email: { $email }
ticket-alternative = { $name }: { $phone }
ticket-goes_on = Keep writing here: whatever you add reaches the expert.
ticket-refresh = Refresh
ticket-refresh_failed = Could not refresh. Try again

## Mails about the ticket, where they may be read

mail-title = Mail
mail-configured = These mails are sent by the server.
mail-not_configured = No mail server is set up. These mails are kept and go out as soon as there is one.
mail-waiting = Waiting
mail-sent = Sent
mail-dead = Given up
mail-to = To { $recipients }. Attempts so far: { $attempts }
mail-nobody = No recipient is known yet.
mail-unreadable = This mail cannot be shown.
mail-text = Text of the mail

## What went wrong

problem-timeout = The request timed out. It may still have arrived; trying again does no harm.
problem-unreachable = The server cannot be reached. Check the connection and try again.
problem-refused = Something went wrong on the server ({ $status }).
problem-again = Try again

## Where nobody can chat on this page

closed-title = This chat is opened from another page
closed-host = You find it on the website or in the app of the company that offers it. Sign in there and open the chat from that page.
closed-staff = You are signed in as somebody who works here. The chat is for customers; sign out to use it as one.
closed-account = For people who work here: sign in

## The account page

account-page = Handover: your account
account-sign_in = Sign in
account-email = E-mail
account-password = Password
account-forgot = Forgot your password?
account-forgot_about = Enter your e-mail address. If there is an account for it, you get a link by mail.
account-send_link = Send link
account-link_sent = If there is an account for this address, a mail with a link is on its way.
account-no_mail = This service sends no links by mail. Ask an administrator for one.
account-back = Back to signing in
account-choose = Choose a password
account-new_password = New password
account-repeat = The same again
account-rule = At least 12 characters. Several words in a row are good.
account-save = Save password
account-differ = The two passwords differ.
account-saved = Your password is saved. You can sign in now.
account-link_invalid = This link is not valid any more. Ask for a new one.
account-signed_in = Signed in: { $name }
account-change = Change password
account-current = Current password
account-changed = Your password is changed. Everywhere else you are signed out.
account-current_wrong = This is not your current password.
account-sign_out = Sign out
account-everywhere = Sign out everywhere
account-signed_out = You are signed out.
account-to_chat = To the chat
account-to_desk = To the desk
account-open = This service runs in open mode: nobody has to sign in.
account-wrong = The address or the password is wrong.
account-wait = Too many attempts. Please try again in { $minutes } min.
account-unreachable = The service cannot be reached. Please try again.
account-failed = That did not work. Please try again.
account-provider = Sign in with { $name }
account-stranger = There is no account for you here. Ask an administrator for an invitation.
account-provider_failed = Signing in there did not work. Please try again.
account-provider_down = { $name } cannot be reached at the moment. Try again later, or use your password if you have one.
account-provider_declined = You did not sign in with { $name }. Try again, or use your password if you have one.
account-provider_stale = This sign-in was begun somewhere else, or too long ago. Please begin again.

## Roles

staff-expert = Expert
staff-lead = Lead
staff-admin = Administrator

## The chat widget around the conversation

widget-title = Machine help
widget-open = Open the chat
widget-unread =
    { $count ->
        [one] Open the chat, one unread message
       *[other] Open the chat, { $count } unread messages
    }
widget-minimise = Minimise the chat
widget-loading = Loading the conversation …
widget-failed = The conversation could not be loaded.
widget-close = Close
widget-settings = Settings

## Who has the conversation, and what becomes of each message

talk-queue = An expert has been called
talk-named = { $name } is with you
talk-away = { $name } is not here now
talk-taken = { $name } has taken over. What you write now goes to { $name }.
talk-handed_back = The assistant answers again.
talk-typing = { $name } is writing …
talk-stop = Stop the answer
talk-stopped = You stopped this answer.
talk-not_yours = The conversation of this link cannot be opened here. Open the link where you wrote to us, or sign in as the person who got the mail.
talk-newer = Newer messages
talk-spoken = { $name }: { $text }
message-waiting = Waiting for a connection
message-sending = Sending …
message-sent = Sent
message-failed = Not sent
message-retry = Send again
message-discard = Discard
offline-title = No connection
offline-text = Your messages are kept on this device and go out as soon as there is a connection.
offline-emergency = Could somebody get hurt? Do not wait for an answer: press the emergency stop, keep everybody away and do not restart the machine. If somebody is hurt, call the local emergency number first.

## The machine

machine-label = Machine
machine-none = No machine chosen
machine-about = This conversation is now about { $machine }.
machine-about_none = This conversation is no longer about a certain machine.

## Where an answer comes from

passage-from = From { $title }
passage-loading = Loading the passage …
passage-failed = This passage cannot be shown now.

## What an escalation sends

sent-title = What the expert gets
sent-messages =
    { $count ->
        [0] No messages yet
        [one] One message of this conversation
       *[other] { $count } messages of this conversation
    }
sent-steps =
    { $count ->
        [one] One step you were guided through
       *[other] { $count } steps you were guided through
    }
sent-machine = Machine: { $machine }
sent-confidence = How sure the assistant was: { $confidence }
sent-confidence_none = How sure the assistant was: it has not said

## The queue and the end of a ticket

queue-position =
    { $position ->
        [1] You are next
       *[other] Place { $position } in the queue
    }
queue-expected = Usually answered within { $time }.
queue-most = Nine times out of ten within { $most }.
queue-unknown = How long it takes cannot be said yet.
queue-unattended = Nobody is available at the moment.
queue-unattended_next = Your request keeps its place. The next expert who comes back sees it, and the answer comes here.
queue-free = You need not wait here.
ticket-assigned = { $name } has your ticket.
ticket-resolved = Solved: { $text }
ticket-solved = I solved it myself
ticket-solved_ask = Close this ticket? No expert will look at it any more.
ticket-solved_yes = Yes, it is solved
ticket-solved_no = No, keep it open
ticket-email = Tell me by e-mail
ticket-email_label = E-mail address
ticket-email_save = Save
ticket-email_saved = We will write to { $email } when an expert answers and you are not here.
ticket-action_failed = That did not work. Please try again.
rating-title = How was the help?
rating-mark =
    { $mark } of 5: { $mark ->
        [1] very bad
        [2] bad
        [3] fair
        [4] good
       *[other] very good
    }
rating-comment = Anything to add? (optional)
rating-send = Send rating
rating-thanks = Thank you for your rating.
rating-change = Change rating
problem-busy = Too much at once. Please try again in { $time }.
problem-signed_out = Your sign-in has ended. Reload the page to go on.

## A ticket by a link

linked-page = Handover: a ticket
linked-title = Ticket { $number }
linked-loading = The ticket is being fetched …
linked-gone = This link opens nothing, or nothing any more. Ask for a newer mail, or sign in on the desk.
linked-failed = The ticket could not be fetched.
linked-status = Status
linked-priority = Priority
linked-created = Opened
linked-expert = Expert
linked-user = User
linked-machine = Machine
linked-hours = Operating hours
linked-summary = Summary
linked-notes = Notes
linked-resolution = Resolution
linked-transcript = Conversation
linked-left_out = Older messages that are left out: { $count }
linked-until = To be read with this link until { $until }.
linked-is_open = Open
linked-is_in_progress = In progress
linked-is_waiting_on_user = Waiting for the user
linked-is_resolved = Resolved
linked-is_closed = Closed
linked-from_user = User
linked-from_assistant = Assistant
linked-from_system = Handover
linked-from_expert = Expert
