# The page of insight, in Spanish. The words that it shares with other pages are in ../es.ftl and ../desk/es.ftl.

insight-title = Handover: análisis
insight-to_desk = A la mesa
insight-views = Vistas
insight-overview = Resumen
insight-reasons = Motivos
insight-waiting = Esperas
insight-steps = Pasos
insight-knowledge = Conocimiento
insight-mail = Correo
insight-filters = Filtros
insight-print = Imprimir
insight-as_of = { $days } · a { $at } ({ $zone })
insight-stale = Estas cifras pueden ser antiguas.
insight-read = Las cifras están al día.
insight-empty = Ninguna conversación de este periodo cumple los filtros.
insight-failed = No se pudieron cargar estas cifras.
insight-table = Tabla
insight-table_of = Tabla: { $title }
insight-take = Guardar
insight-take_of = Guardar: { $title }
insight-kept = La imagen está guardada.
insight-not_kept = No se pudo guardar.
insight-weekly = Enviarme las cifras de la semana por correo cada lunes.
insight-weekly_on = Las cifras de la semana llegarán el lunes.
insight-weekly_off = El correo semanal está desactivado.
insight-door = Análisis
insight-door_out = Solo quienes trabajan aquí ven estas cifras. Inicie sesión primero.
insight-door_stranger = Ha iniciado sesión, pero estas cifras son solo para quienes ayudan y para responsables.

## Filters

pick-period = Periodo
pick-days = Últimos { $days } días
pick-dates = De … a …
pick-from = Desde
pick-to = Hasta
pick-model = Modelo de máquina
pick-language = Idioma
pick-any = Todos
pick-compare = Comparar con el periodo anterior

## What a mark of a picture says

mark-part = { $place }: { $part }, { $value }
mark-flow =
    { $count ->
        [one] { $from } → { $to }: una conversación
       *[other] { $from } → { $to }: { $count } conversaciones
    }
mark-node =
    { $count ->
        [one] { $name }: una conversación
       *[other] { $name }: { $count } conversaciones
    }
mark-half = { $place }: la mitad esperó como mucho { $value }
mark-most = { $place }: nueve de cada diez esperaron como mucho { $value }
mark-before = { $place }: la mitad en el periodo anterior, { $value }
place-week = Semana del { $date }
place-hour = { $weekday }, { $hour }
span-between = { $from } a { $to }
span-over = más de { $from }

## Columns of tables

column-day = Día
column-week = Semana
column-month = Mes
column-sum = En total
column-hour = Hora
column-rated = Valorado
column-mean = Media
column-from = De
column-to = A
column-sessions = Conversaciones
column-rule = Regla
column-count = Número
column-step = Paso
column-gap = Pregunta
column-measure = Medida

## Head figures

head-title = Las cifras más importantes
head-sessions = Conversaciones
head-deflection = Resueltas sin persona
head-escalation = Necesitaron una persona
head-first_answer = Primera respuesta humana, la mitad en
head-resolution = Resueltas, la mitad en
head-reopened = Reabiertos
head-rating = Valoración de los expertos
head-count =
    { $count ->
        [one] una conversación
       *[other] { $count } conversaciones
    }
head-ratings =
    { $count ->
        [one] una valoración
       *[other] { $count } valoraciones
    }
head-nine_in_ten = nueve de cada diez en { $time }
change-was = antes: { $value }
change-better = mejor,
change-worse = peor,
change-unknown = nada con que comparar

## Over time

trend-title = Hizo falta una persona, por motivo
trend-before = Periodo anterior
trend-finding =
    { $count ->
        [one] Una conversación necesitó una persona: { $reason }.
       *[other] { $count } conversaciones necesitaron una persona. El motivo más frecuente: { $reason } ({ $share }).
    }
sessions-title = Conversaciones
sessions-finding = El { $share } de { $count } conversaciones se resolvió sin una persona.
sessions-deflected = Resueltas sin persona
sessions-escalated = Necesitaron una persona
sessions-rest = Abiertas o abandonadas
heat-sessions = Cuándo empiezan las conversaciones
heat-waiting = Cuándo se espera más
heat-about = Cuanto más intenso el color, más.
heat-cell =
    { $count ->
        [one] { $place }: una conversación
       *[other] { $place }: { $count } conversaciones
    }
heat-cell_waiting =
    { $count ->
        [one] { $place }: una esperó { $value }
       *[other] { $place }: la mitad de { $count } esperó como mucho { $value }
    }
heat-finding =
    { $count ->
        [one] La hora con más trabajo: { $place }, una conversación.
       *[other] La hora con más trabajo: { $place }, { $count } conversaciones.
    }
heat-finding_waiting = La espera más larga: { $place }; la mitad esperó más de { $value }.
ratings-title = Valoraciones
ratings-none = En este periodo nadie ha valorado nada.
ratings-about = A quién se valoró: al asistente, el tiempo hasta que llegó un experto, al experto.
ratings-mean =
    { $count ->
        [one] media { $mean }, una valoración
       *[other] media { $mean }, { $count } valoraciones
    }
rated-assistant = Asistente
rated-handoff = Traspaso
rated-expert = Experto

## Reasons and rules

flow-title = Del problema al desenlace, pasando por la regla
flow-about = Cuanto más ancha la banda, más conversaciones. Primero: de qué se trataba. En medio: qué trajo a una persona. Al final: cómo acabó.
flow-finding =
    { $count ->
        [one] El camino más ancho hacia una persona: { $from } → { $to }, una conversación ({ $share }).
       *[other] El camino más ancho hacia una persona: { $from } → { $to }, { $count } conversaciones ({ $share }).
    }
flow-others = Otros { $count }
flow-others_of = { $reason }: { $others }
category-unknown = Desconocido
category-none = Desconocido
rule-none = Sin regla
rule-person = Pedido con el botón
end-solved_by_assistant = Resuelto por el asistente
end-offer_ignored = Oferta ignorada
end-solved_by_expert = Resuelto por un experto
end-cancelled = Retirado
end-open = Aún abierto
end-abandoned = Abandonado
rules-title = Reglas
rules-about = Tarde: el usuario volvió a pedirlo en tres turnos. Innecesaria: resuelto sin la persona que se ofreció.
rules-finding = La más innecesaria: { $rule }. En el { $share } de { $count } casos se resolvió sin la persona.
rules-finding_none = Ninguna regla que se cumplió a menudo fue innecesaria.
rules-fired = Cumplida
rules-fired_about = Cuántas veces la regla trajo u ofreció una persona
rules-offered = Ofrecida
rules-offered_about = Se ofreció una persona
rules-forced = Forzada
rules-forced_about = Se creó un ticket sin preguntar
rules-accepted = Aceptada
rules-accepted_about = El usuario aceptó la oferta
rules-ignored = Ignorada
rules-ignored_about = El usuario siguió sin la oferta
rules-too_late = Tarde
rules-too_late_about = El usuario volvió a pedirlo en tres turnos
rules-needless = Innecesaria
rules-needless_about = Resuelto sin la persona
rules-weeks = Por semana
rules-weeks_of = Cumplida por semana: { $weeks }
rules-replay = Probar un borrador
rules-replay_of = Probar un borrador de la regla { $rule }
replay-about = Escriba el borrador de las reglas en una carpeta y ejecute esta orden donde está instalado el servicio. Muestra qué conversaciones guardadas habría juzgado de otra manera, y no cambia nada.
replay-command = Orden
replay-copy = Copiar
replay-copied = Copiado.

## Waiting

spread-first_answer = Tiempo hasta la primera respuesta humana
spread-resolution = Tiempo hasta la solución
spread-about = Cuántos esperaron cuánto; la escala de abajo crece a saltos.
spread-summary =
    { $count ->
        [one] un caso · la mitad en { $half } · nueve de cada diez en { $most }
       *[other] { $count } casos · la mitad en { $half } · nueve de cada diez en { $most }
    }
spread-finding = { $group } espera más: la mitad esperó más de { $half }. En los demás, la mitad esperó de { $least } a { $most }.
spread-finding_all = La mitad esperó como mucho { $half }; nueve de cada diez, como mucho { $most }.
choose-measure = Qué se mide
measure-first_answer = Primera respuesta humana
measure-resolution = Solución
choose-by = Agrupado por
by-language = Idioma
by-priority = Prioridad
by-reason = Motivo
by-none = Todo junto
group-none = Todos
waits-title = Tiempo hasta la primera respuesta humana, a lo largo del periodo
waits-half = La mitad en
waits-most = Nueve de cada diez en
waits-middle = La mitad central
waits-before = La mitad en el periodo anterior
waits-share = { $share } en
waits-longest = Lo más largo

## Guided steps

steps-title = Pasos guiados
steps-more = Mostrar { $count } problemas más
steps-none = En este periodo no se intentó ningún paso guiado.
steps-step = Paso { $number }
steps-tried = Intentado
steps-tries =
    { $count ->
        [one] intentado una vez, { $share } no funcionó
       *[other] intentado { $count } veces, { $share } no funcionó
    }
steps-fail_rate = Pasos que no funcionaron
steps-finding = { $problem } falla en el paso { $number } en el { $share } de { $count } intentos.
steps-finding_none = Ningún paso se ha intentado lo bastante para juzgarlo.
steps-sessions =
    { $count ->
        [one] una conversación
       *[other] { $count } conversaciones
    }
steps-escalated =
    { $count ->
        [one] una necesitó después una persona
       *[other] { $count } necesitaron después una persona
    }

## What is not known yet, and what experts have written down

gaps-title = Preguntas sin buena respuesta
gaps-none = En este periodo nada se preguntó sin buena respuesta.
gaps-about = Preguntas de las que el asistente no estaba seguro, reunidas por lo que tienen en común.
gaps-finding =
    { $count ->
        [one] Lo próximo que conviene escribir: «{ $label }», preguntado una vez sin buena respuesta.
       *[other] Lo próximo que conviene escribir: «{ $label }», preguntado { $count } veces sin buena respuesta.
    }
gaps-count = { $questions } preguntas en { $sessions } conversaciones
gaps-sure = seguridad del { $share }
gaps-since = { $from } a { $to }
gaps-questions = Preguntas
gaps-confidence = Seguridad
gaps-last = Última vez
gaps-examples = Como se preguntó
gaps-resolutions = Qué lo resolvió
gap-draft = Redactar un artículo
gap-draft_of = Redactar un artículo sobre { $label }
gap-drafted = El borrador está en el conocimiento de los expertos, aún sin verificar.
gap-no_draft = Aún no hay ninguna solución escrita de la que hacer un borrador.
lessons-title = Conocimiento de los expertos
lessons-none = Aún no hay nada escrito.
lessons-about = Las respuestas se apoyan en él; un responsable lo verifica.
lessons-about_lead = Las respuestas se apoyan en él. Lea lo que aún no está verificado, corríjalo y verifíquelo.
lessons-filter = Qué conocimiento
lessons-all = Todo
lessons-verified = Verificado
lessons-unverified = Sin verificar
lesson-verified = Verificado
lesson-verified_by = Verificado por { $name }
lesson-unverified = Sin verificar
lesson-from = de
lesson-verify = Verificar
lesson-withdraw = Retirar la verificación
lesson-edit = Cambiar
lesson-effect = Antes y después
lesson-forget = Eliminar
lesson-problem = Problema
lesson-solution = Solución
lesson-tags = Palabras clave, separadas por comas
lesson-save = Guardar
lesson-saved = Guardado.
lesson-forgotten = Eliminado.
lesson-now_verified = Está verificado.
lesson-now_unverified = Ya no está verificado.
effect-before = Antes
effect-after = Después
effect-finding = { $days } días antes y después: preguntado sin buena respuesta { $before } veces antes y { $after } veces después.

## Mail

mails-title = ¿Llegan los correos?
mails-none_sent = En este periodo no se envió ningún correo.
mails-deferred = Reintentados
mails-half = Entregados, la mitad en
mails-most = Entregados, nueve de cada diez en
mails-oldest = El más antiguo que espera es de { $at }.
mails-finding =
    { $count ->
        [one] Se abandonó un correo ({ $share }).
       *[other] Se abandonaron { $count } correos ({ $share }).
    }
mails-finding_none = No se abandonó ningún correo; enviados: { $count }.

## The transcripts behind a mark

behind-title = Conversaciones tras esta marca
behind-none = No hay ninguna.
behind-conversation = Conversación
said-user = Usuario
said-assistant = Asistente
said-expert = Experto
said-system = Servicio
