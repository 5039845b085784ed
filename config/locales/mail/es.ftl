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

## To support, in the language of the team

mail-support_title = Derivación del asistente de IA
mail-support_number = Ticket #{ $number }
mail-support_priority = Prioridad: { $priority }
mail-support_updated = Ticket #{ $number } actualizado
mail-support_open = Abrir el ticket
mail-support_read = Leer sin cuenta
mail-support_details = Detalles de la derivación
mail-support_user = Datos del usuario
mail-support_machine = Datos de la máquina
mail-support_summary = Resumen de la conversación
mail-support_contact = Contacto del experto
mail-support_transcript = Conversación
mail-support_notes = Notas adicionales:
mail-support_note = Nota nueva:
mail-support_left_out = Los { $shown } mensajes más recientes; se omiten { $left } anteriores.
mail-support_nothing = No se dijo nada en esta conversación.
mail-support_automatic = Esta derivación la ha generado automáticamente el sistema ABParts AI Assistant.
mail-support_please = Responda a este ticket lo antes posible según su prioridad.

## Labels of the mails to support

mail-label_reason = Motivo
mail-label_priority = Prioridad
mail-label_created = Creado
mail-label_session = Id. de la conversación
mail-label_status = Estado
mail-label_updated = Actualizado
mail-label_organization = Empresa
mail-label_role = Función
mail-label_machine = Máquina
mail-label_model = Modelo
mail-label_serial = Número de serie
mail-label_machine_hours = Horas de uso
mail-label_location = Lugar
mail-label_specialization = Especialidad

## Why a ticket was made, as support reads it

mail-reason_user_request = El usuario pidió la ayuda de un experto
mail-reason_low_confidence = El asistente de IA no está seguro de la solución
mail-reason_steps_exceeded = Se han probado demasiados pasos
mail-reason_safety_concern = Se ha detectado un riesgo para la seguridad
mail-reason_complex_issue = Se ha detectado un problema técnico complejo
mail-reason_expert_required = Se necesitan conocimientos de experto

## Where a ticket stands, as support reads it

mail-status_open = Abierto
mail-status_in_progress = En curso
mail-status_waiting_on_user = A la espera del usuario
mail-status_resolved = Resuelto
mail-status_closed = Cerrado

## The summary of a ticket, as support reads it. It is kept in English, and in English these words are the same

mail-brief_session = RESUMEN DE LA SESIÓN
mail-brief_assessment = EVALUACIÓN INICIAL
mail-brief_steps = PASOS PROBADOS
mail-brief_highlights = LO MÁS IMPORTANTE DE LA CONVERSACIÓN
mail-brief_fact = { $label }: { $value }
mail-brief_language = Idioma
mail-brief_machine = Identificador de la máquina
mail-brief_problem = Problema
mail-brief_category = Categoría del problema
mail-category_electrical = Eléctrico
mail-category_hydraulic = Hidráulico
mail-category_mechanical = Mecánico
mail-category_control = Control
mail-category_other = Otros
mail-brief_confidence = Nivel de confianza
mail-brief_causes = Causas probables
mail-brief_warnings = Advertencias de seguridad
mail-brief_needs_expert = Requiere un experto
mail-brief_not_specified = Sin indicar
mail-brief_not_determined = Sin determinar
mail-brief_none = Ninguno
mail-brief_yes = Sí
mail-brief_no = No
mail-brief_level = { $level } ({ $percent } %)
mail-brief_very_low = muy bajo
mail-brief_low = bajo
mail-brief_medium = medio
mail-brief_high = alto
mail-brief_step = Paso { $number }: { $instruction } - { $state }
mail-brief_open = ⏳ En curso
mail-brief_resolved = ✓ Hecho (con éxito)
mail-brief_not_resolved = ✓ Hecho (sin éxito)
mail-brief_partially = ✓ Hecho (con éxito parcial)
mail-brief_tried = ✓ Hecho
mail-brief_feedback = Respuesta del usuario: { $text }
mail-brief_said = Mensaje del usuario { $index } (#{ $number }): { $text }

## Who speaks in a transcript

mail-who_user = Usuario
mail-who_assistant = Asistente de IA
mail-who_system = Sistema
mail-who_expert = Experto
mail-silent_image = [imagen]
mail-silent_voice = [mensaje de voz]
mail-silent_empty = [mensaje vacío]

## A text that is too long for a mail

mail-more = [… { $count } caracteres más; el texto completo está en el ticket]

## The weekly mail with the figures, to whoever leads

mail-report_title = La semana en soporte
mail-report_now = Semana
mail-report_before = Semana anterior
mail-report_sessions = Conversaciones
mail-report_alone = Resueltas por el asistente
mail-report_person = Llegaron a una persona
mail-report_first_half = Primera respuesta: la mitad en
mail-report_first_most = Primera respuesta: nueve de cada diez en
mail-report_solved_half = Hasta la solución: la mitad en
mail-report_resolved = Tickets resueltos
mail-report_reopened = Tickets reabiertos
mail-report_rated_assistant = Valoración del asistente, sobre 5
mail-report_rated_expert = Valoración de los expertos, sobre 5
mail-report_days = Conversaciones por día
mail-report_rest = No necesitaron a nadie
mail-report_alt = Barras: las conversaciones de cada día junto a las de la semana anterior. Los números están debajo.
mail-report_share = { $count } ({ $share } %)
mail-report_minutes = { $small } min
mail-report_hours = { $large } h { $small } min
mail-report_long = { $large } d { $small } h
mail-report_monday = lun
mail-report_tuesday = mar
mail-report_wednesday = mié
mail-report_thursday = jue
mail-report_friday = vie
mail-report_saturday = sáb
mail-report_sunday = dom
mail-report_open = Abrir las cifras
mail-report_automatic = Recibe este correo cada lunes porque lo ha pedido. Puede desactivarlo en la página de las cifras.
