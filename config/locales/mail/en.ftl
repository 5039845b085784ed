## Every mail to a user

mail-greeting = Hello,
mail-greeting_name = Hello { $name },
mail-reply = You can simply reply to this email; your answer goes to our support team.
mail-open = Open the conversation

## A ticket was made for the user

mail-ticket_title = Your support ticket
mail-ticket_received = Your request has reached our support team, and a ticket has been opened for you.
mail-ticket_number = Your ticket number
mail-ticket_next = What happens next
mail-ticket_next_1 = An expert reads your whole conversation with the assistant. You do not have to repeat anything.
mail-ticket_next_2 = The expert contacts you. You can also go on writing in the chat; your messages reach the expert.
mail-ticket_next_3 = Please have the ticket number at hand when you call or write to us.
mail-ticket_danger = If anyone is in danger: stop the machine, keep away from it and call right away.
mail-ticket_contact = Your contact
mail-contact_name = Name
mail-contact_phone = Phone
mail-contact_email = Email
mail-contact_hours = Hours
mail-ticket_automatic = This email was sent automatically because a support ticket was opened.

## An expert has answered, and the user has not seen it

mail-answered_title = An expert has answered
mail-answered_by = { $name } writes about your ticket { $number }:
mail-answered_automatic = You get this email because you asked to be told of answers that you have not seen in the chat.

## A link for the owner of an account

mail-invite_title = Your account at Handover
mail-invite_reason = You have been invited to work at the support desk. Choose a password to begin.
mail-invite_button = Choose a password
mail-invite_valid = The link works once, within 7 days. If it has expired, ask for a new invitation.
mail-invite_not_you = If you did not expect this, you need not do anything.
mail-reset_title = A new password for Handover
mail-reset_reason = Somebody, most likely you, asked for a new password for your account.
mail-reset_button = Choose a new password
mail-reset_valid = The link works once, within an hour. Until then your present password goes on working.
mail-reset_not_you = If it was not you, you need not do anything: nobody learns your password from this.
mail-access_automatic = This email was sent automatically.
