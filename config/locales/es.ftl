## The page at /

page-title = Handover: resolución de averías con un experto a mano
page-skip = Ir al cuadro de mensaje
page-tagline = Resolución de averías, con un experto a mano
page-language = Idioma
page-new = Nueva conversación

## Who the person at the page is

who-title = ¿Quién soy?
who-hint = Con una dirección de correo recibirá una copia de su ticket. El soporte ve estos datos.
who-name = Nombre
who-email = Correo electrónico
who-organization = Empresa
who-role = Función
who-user = Id. de usuario
who-machine = Id. de máquina
who-restart = Otro id. de usuario inicia una conversación nueva.
who-save = Guardar
who-saved = Guardado.
who-failed = No se ha guardado. { $detail }

## The conversation

chat-owner_assistant = Responde el asistente
chat-log = Mensajes
chat-message = Su mensaje
chat-placeholder = ¿Qué ocurre?
chat-send = Enviar
chat-hint = Intro envía; Mayús e Intro, línea nueva.
chat-user = Usted
chat-assistant = Asistente
chat-expert = Experto
chat-system = Aviso
chat-failure = Problema
chat-welcome = Describa qué le pasa a su máquina, por ejemplo: el motor no arranca. Lo busco y le guío paso a paso. Un experto puede tomar el relevo en cualquier momento.
chat-thinking = El asistente lo está buscando …
chat-too_long = El mensaje es demasiado largo. Envíelo por partes.

## Guided steps

step-sources = Fuentes
step-title = Paso { $number }
step-minutes = { $minutes } min
step-confidence = Confianza { $confidence }
step-warnings = Antes de empezar
step-outcomes = Lo que debería ver
step-question = ¿Cómo ha ido?
step-worked = Ha funcionado
step-partially_worked = En parte
step-didnt_work = No ha funcionado

## Asking for an expert

escalate-open = Pedir un experto
escalate-title = Pasar a un experto
escalate-about = El soporte recibe toda la conversación, sus datos y lo que escriba aquí.
escalate-reason = Motivo
escalate-priority = Prioridad
escalate-notes = Notas para el experto (opcional)
escalate-cancel = Cancelar
escalate-submit = Crear ticket de soporte
escalate-busy = Creando el ticket…
escalate-failed = No se pudo crear el ticket de soporte. Inténtelo de nuevo o contacte directamente con el soporte.
escalate-standing = El ticket { $number } está abierto. Lo que escriba aquí se añade a él; la prioridad solo puede subir.

## Reasons of an escalation, as on the wire

reason-user_request = Quiero hablar con un experto
reason-low_confidence = Las respuestas no encajan con mi problema
reason-steps_exceeded = Probé muchos pasos y sigue sin resolverse
reason-safety_concern = Alguien podría hacerse daño
reason-complex_issue = Varios problemas a la vez, o se repite
reason-expert_required = Este trabajo requiere un experto

## Priorities, as on the wire

priority-low = Baja
priority-medium = Media
priority-high = Alta
priority-urgent = Urgente

## States of a ticket, as on the wire

status-open = Abierto
status-in_progress = En curso
status-waiting_on_user = A la espera de usted
status-resolved = Resuelto
status-closed = Cerrado

## The assistant offers an expert

offer-title = ¿Quiere que siga un experto?
offer-accept = Sí, crear un ticket
offer-user_request = Ha pedido hablar con una persona.
offer-low_confidence = No estoy lo bastante seguro de mi respuesta.
offer-steps_exceeded = Hemos probado muchos pasos sin solución.
offer-safety_concern = Esto puede ser peligroso.
offer-complex_issue = El problema parece tener varias causas.
offer-expert_required = Este trabajo debe hacerlo un experto.

## Stop work: must be right without any server

stop-title = Detenga el trabajo ahora
stop-text = Pulse la parada de emergencia, aleje a todos y no vuelva a arrancar la máquina. Si hay heridos, llame primero al número de emergencias local.
stop-ticket = Ticket { $number }
stop-contact = Llame a { $name }: { $phone }

## The ticket

ticket-label = Ticket de soporte
ticket-created = Se ha creado el ticket de soporte { $number }. Un experto se pondrá en contacto con usted pronto.
ticket-added = Añadido al ticket { $number }.
ticket-contact = Contacto del experto: { $name } - Teléfono: { $phone } - Correo: { $email }
ticket-alternative = { $name }: { $phone }
ticket-goes_on = Siga escribiendo aquí: todo lo que añada llega al experto.
ticket-refresh = Actualizar
ticket-refresh_failed = No se pudo actualizar. Reintentar

## Mails about the ticket, where they may be read

mail-title = Correo
mail-configured = El servidor envía estos correos.
mail-not_configured = No hay servidor de correo configurado. Estos correos se guardan y saldrán en cuanto lo haya.
mail-waiting = En espera
mail-sent = Enviado
mail-dead = Abandonado
mail-to = Para { $recipients }. Intentos hasta ahora: { $attempts }
mail-nobody = Aún no se conoce ningún destinatario.
mail-unreadable = Este correo no se puede mostrar.
mail-text = Texto del correo

## What went wrong

problem-timeout = Se agotó el tiempo de espera. Puede que haya llegado; reintentarlo no hace daño.
problem-unreachable = No se puede contactar con el servidor. Compruebe la conexión e inténtelo de nuevo.
problem-refused = Algo ha fallado en el servidor ({ $status }).
problem-again = Reintentar

## Where nobody can chat on this page

closed-title = Este chat se abre desde otra página
closed-host = Lo encontrará en el sitio web o en la aplicación de la empresa que lo ofrece. Inicie sesión allí y abra el chat desde esa página.
closed-staff = Ha iniciado sesión como miembro del personal. El chat es para clientes; cierre la sesión para usarlo como cliente.
closed-account = Para el personal: iniciar sesión

## The account page

account-page = Handover: su cuenta
account-sign_in = Iniciar sesión
account-email = Correo electrónico
account-password = Contraseña
account-forgot = ¿Ha olvidado su contraseña?
account-forgot_about = Escriba su correo electrónico. Si hay una cuenta, recibirá un enlace por correo.
account-send_link = Enviar enlace
account-link_sent = Si hay una cuenta con esta dirección, le llegará un correo con un enlace.
account-no_mail = Este servicio no envía enlaces por correo. Pida uno a un administrador.
account-back = Volver a iniciar sesión
account-choose = Elija una contraseña
account-new_password = Contraseña nueva
account-repeat = Otra vez la misma
account-rule = Al menos 12 caracteres. Varias palabras seguidas son una buena elección.
account-save = Guardar contraseña
account-differ = Las dos contraseñas son distintas.
account-saved = Su contraseña se ha guardado. Ya puede iniciar sesión.
account-link_invalid = Este enlace ya no es válido. Pida uno nuevo.
account-signed_in = Sesión iniciada: { $name }
account-change = Cambiar contraseña
account-current = Contraseña actual
account-changed = Su contraseña ha cambiado. Se ha cerrado la sesión en todos los demás sitios.
account-current_wrong = Esta no es su contraseña actual.
account-sign_out = Cerrar sesión
account-everywhere = Cerrar sesión en todas partes
account-signed_out = Se ha cerrado la sesión.
account-to_chat = Al chat
account-to_desk = A la mesa
account-open = Este servicio funciona en modo abierto: nadie tiene que iniciar sesión.
account-wrong = La dirección o la contraseña no es correcta.
account-wait = Demasiados intentos. Vuelva a intentarlo dentro de { $minutes } min.
account-unreachable = No se puede acceder al servicio. Inténtelo de nuevo.
account-failed = No ha funcionado. Inténtelo de nuevo.
account-provider = Iniciar sesión con { $name }
account-stranger = Aquí no hay ninguna cuenta para usted. Pida una invitación a un administrador.
account-provider_failed = No se ha podido iniciar sesión allí. Inténtelo de nuevo.
account-provider_down = Ahora mismo no se puede contactar con { $name }. Inténtelo más tarde o use su contraseña, si tiene una.
account-provider_declined = No ha iniciado sesión con { $name }. Inténtelo de nuevo o use su contraseña, si tiene una.
account-provider_stale = Este inicio de sesión empezó en otro lugar o hace demasiado tiempo. Empiece de nuevo.

## Roles

staff-expert = Experto
staff-lead = Responsable
staff-admin = Administrador

## The chat widget around the conversation

widget-title = Ayuda con la máquina
widget-open = Abrir el chat
widget-unread =
    { $count ->
        [one] Abrir el chat, un mensaje sin leer
       *[other] Abrir el chat, { $count } mensajes sin leer
    }
widget-minimise = Minimizar el chat
widget-loading = Cargando la conversación …
widget-failed = No se ha podido cargar la conversación.
widget-close = Cerrar
widget-settings = Ajustes

## Who has the conversation, and what becomes of each message

talk-queue = Se ha llamado a un experto
talk-named = { $name } está con usted
talk-away = { $name } no está en línea
talk-taken = { $name } lleva ahora la conversación y recibe lo que usted escriba.
talk-handed_back = Vuelve a responder el asistente.
talk-typing = { $name } está escribiendo …
talk-stop = Detener la respuesta
talk-stopped = Ha detenido esta respuesta.
talk-not_yours = La conversación de este enlace no se puede abrir aquí. Abra el enlace donde nos escribió o inicie sesión como la persona que recibió el correo.
talk-newer = Mensajes más recientes
talk-spoken = { $name }: { $text }
message-waiting = Esperando conexión
message-sending = Enviando …
message-sent = Enviado
message-failed = No enviado
message-retry = Enviar de nuevo
message-discard = Descartar
offline-title = Sin conexión
offline-text = Sus mensajes se guardan en este dispositivo y se enviarán en cuanto haya conexión.
offline-emergency = ¿Alguien podría hacerse daño? No espere una respuesta: pulse la parada de emergencia, aleje a todos y no vuelva a arrancar la máquina. Si hay heridos, llame primero al número de emergencias local.

## The machine

machine-label = Máquina
machine-none = Ninguna máquina elegida
machine-about = Esta conversación trata ahora de { $machine }.
machine-about_none = Esta conversación ya no trata de una máquina concreta.

## Where an answer comes from

passage-from = De { $title }
passage-loading = Cargando el pasaje …
passage-failed = Ahora no se puede mostrar este pasaje.

## What an escalation sends

sent-title = Qué recibe el experto
sent-messages =
    { $count ->
        [0] Todavía ningún mensaje
        [one] Un mensaje de esta conversación
       *[other] { $count } mensajes de esta conversación
    }
sent-steps =
    { $count ->
        [one] Un paso con el que se le ha guiado
       *[other] { $count } pasos con los que se le ha guiado
    }
sent-machine = Máquina: { $machine }
sent-confidence = Seguridad del asistente: { $confidence }
sent-confidence_none = Seguridad del asistente: no la ha indicado

## The queue and the end of a ticket

queue-position =
    { $position ->
        [1] Su turno es el siguiente
       *[other] Puesto { $position } en la cola
    }
queue-expected = Normalmente se responde en { $time }.
queue-most = Nueve de cada diez veces, en { $most }.
queue-unknown = Todavía no se puede decir cuánto tarda.
queue-unattended = Ahora mismo no hay nadie disponible.
queue-unattended_next = Su solicitud conserva su puesto. La verá el primer experto que vuelva, y la respuesta llegará aquí.
queue-free = No hace falta que espere aquí.
ticket-assigned = { $name } tiene su ticket.
ticket-resolved = Resuelto: { $text }
ticket-solved = Ya lo he resuelto
ticket-solved_ask = ¿Cerrar este ticket? Ningún experto lo verá ya.
ticket-solved_yes = Sí, está resuelto
ticket-solved_no = No, dejarlo abierto
ticket-email = Avisarme por correo
ticket-email_label = Correo electrónico
ticket-email_save = Guardar
ticket-email_saved = Escribiremos a { $email } cuando un experto responda y usted no esté aquí.
ticket-action_failed = No ha funcionado. Inténtelo de nuevo.
rating-title = ¿Qué tal la ayuda?
rating-mark =
    { $mark } de 5: { $mark ->
        [1] muy mala
        [2] mala
        [3] regular
        [4] buena
       *[other] muy buena
    }
rating-comment = ¿Quiere añadir algo? (opcional)
rating-send = Enviar valoración
rating-thanks = Gracias por su valoración.
rating-change = Cambiar la valoración
problem-busy = Demasiado a la vez. Inténtelo de nuevo en { $time }.
problem-signed_out = Su sesión ha terminado. Recargue la página para continuar.

## A ticket by a link

linked-page = Handover: un ticket
linked-title = Ticket { $number }
linked-loading = Cargando el ticket …
linked-gone = Este enlace no abre nada, o ya no abre nada. Pida un correo más reciente o inicie sesión en la mesa.
linked-failed = No se pudo cargar el ticket.
linked-status = Estado
linked-priority = Prioridad
linked-created = Abierto el
linked-expert = Experto
linked-user = Usuario
linked-machine = Máquina
linked-hours = Horas de funcionamiento
linked-summary = Resumen
linked-notes = Notas
linked-resolution = Solución
linked-transcript = Conversación
linked-left_out = Mensajes anteriores que no se muestran: { $count }
linked-until = Se puede leer con este enlace hasta el { $until }.
linked-is_open = Abierto
linked-is_in_progress = En curso
linked-is_waiting_on_user = Esperando al usuario
linked-is_resolved = Resuelto
linked-is_closed = Cerrado
linked-from_user = Usuario
linked-from_assistant = Asistente
linked-from_system = Handover
linked-from_expert = Experto
