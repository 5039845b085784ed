## Every mail to a user

mail-greeting = Hola:
mail-greeting_name = Hola, { $name }:
mail-reply = Puede responder a este correo; su respuesta llega a nuestro equipo de soporte.
mail-open = Abrir la conversación

## A ticket was made for the user

mail-ticket_title = Su ticket de soporte
mail-ticket_received = Su solicitud ha llegado a nuestro equipo de soporte y hemos abierto un ticket para usted.
mail-ticket_number = Su número de ticket
mail-ticket_next = Qué pasa ahora
mail-ticket_next_1 = Un experto lee toda su conversación con el asistente. No tiene que repetir nada.
mail-ticket_next_2 = El experto se pondrá en contacto con usted. También puede seguir escribiendo en el chat; sus mensajes le llegan al experto.
mail-ticket_next_3 = Tenga a mano el número de ticket cuando nos llame o nos escriba.
mail-ticket_danger = Si alguien corre peligro: pare la máquina, aléjese de ella y llame de inmediato.
mail-ticket_contact = Su contacto
mail-contact_name = Nombre
mail-contact_phone = Teléfono
mail-contact_email = Correo
mail-contact_hours = Horario
mail-ticket_automatic = Este correo se ha enviado automáticamente porque se ha abierto un ticket de soporte.

## An expert has answered, and the user has not seen it

mail-answered_title = Un experto ha respondido
mail-answered_by = { $name } escribe sobre su ticket { $number }:
mail-answered_automatic = Recibe este correo porque pidió que le avisáramos de las respuestas que no ha visto en el chat.

## A link for the owner of an account

mail-invite_title = Su cuenta en Handover
mail-invite_reason = Le han invitado a trabajar en el equipo de soporte. Elija una contraseña para empezar.
mail-invite_button = Elegir una contraseña
mail-invite_valid = El enlace funciona una sola vez, durante 7 días. Si ha caducado, pida una nueva invitación.
mail-invite_not_you = Si no esperaba este correo, no tiene que hacer nada.
mail-reset_title = Una contraseña nueva para Handover
mail-reset_reason = Alguien, probablemente usted, ha pedido una contraseña nueva para su cuenta.
mail-reset_button = Elegir una contraseña nueva
mail-reset_valid = El enlace funciona una sola vez, durante una hora. Hasta entonces su contraseña actual sigue siendo válida.
mail-reset_not_you = Si no ha sido usted, no tiene que hacer nada: nadie conoce su contraseña por esto.
mail-access_automatic = Este correo se ha enviado automáticamente.
