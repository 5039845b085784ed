## The page at /

page-title = Handover: حل الأعطال مع خبير في متناول اليد
page-skip = الانتقال إلى خانة الرسالة
page-tagline = حل الأعطال مع خبير في متناول اليد
page-language = اللغة
page-new = محادثة جديدة

## Who the person at the page is

who-title = من أنا؟
who-hint = إذا أدخلت بريدًا إلكترونيًا تصلك نسخة من تذكرتك. يرى فريق الدعم هذه البيانات.
who-name = الاسم
who-email = البريد الإلكتروني
who-organization = الشركة
who-role = الوظيفة
who-user = معرّف المستخدم
who-machine = معرّف الآلة
who-restart = تغيير معرّف المستخدم يبدأ محادثة جديدة.
who-save = حفظ
who-saved = تم الحفظ.
who-failed = لم يتم الحفظ. { $detail }

## The conversation

chat-owner_assistant = المساعد هو من يجيب
chat-log = الرسائل
chat-message = رسالتك
chat-placeholder = ما المشكلة؟
chat-send = إرسال
chat-hint = Enter للإرسال، وShift مع Enter لسطر جديد.
chat-user = أنت
chat-assistant = المساعد
chat-expert = الخبير
chat-system = إشعار
chat-failure = مشكلة
chat-welcome = صف مشكلة آلتك، مثلًا: المحرك لا يعمل. سأبحث عنها وأرشدك خطوة بخطوة. ويمكن لخبير أن يتولى الأمر في أي وقت.
chat-thinking = المساعد يبحث …
chat-too_long = الرسالة طويلة جدًا. يُرجى إرسالها على أجزاء.

## Guided steps

step-sources = المصادر
step-title = الخطوة { $number }
step-minutes = { $minutes } دقيقة
step-confidence = درجة الثقة { $confidence }
step-warnings = قبل أن تبدأ
step-outcomes = ما ينبغي أن تراه
step-question = كيف كانت النتيجة؟
step-worked = نجح الأمر
step-partially_worked = جزئيًا
step-didnt_work = لم ينجح

## Asking for an expert

escalate-open = اطلب خبيرًا
escalate-title = التحويل إلى خبير
escalate-about = يتلقى الدعم المحادثة كاملة وبياناتك وما تكتبه هنا.
escalate-reason = السبب
escalate-priority = الأولوية
escalate-notes = ملاحظات للخبير (اختياري)
escalate-cancel = إلغاء
escalate-submit = إنشاء تذكرة دعم
escalate-busy = جارٍ إنشاء التذكرة…
escalate-failed = تعذّر إنشاء تذكرة الدعم. حاول مرة أخرى أو اتصل بالدعم مباشرة.
escalate-standing = التذكرة { $number } مفتوحة. يُضاف إليها ما تكتبه هنا، ولا يمكن للأولوية إلا أن ترتفع.

## Reasons of an escalation, as on the wire

reason-user_request = أريد التحدث إلى خبير
reason-low_confidence = الإجابات لا تناسب مشكلتي
reason-steps_exceeded = جرّبت خطوات كثيرة دون حل
reason-safety_concern = قد يتعرض أحد للأذى
reason-complex_issue = عدة مشكلات معًا، أو أنها تتكرر
reason-expert_required = هذا العمل يحتاج إلى خبير

## Priorities, as on the wire

priority-low = منخفضة
priority-medium = متوسطة
priority-high = عالية
priority-urgent = عاجلة

## States of a ticket, as on the wire

status-open = مفتوحة
status-in_progress = قيد المعالجة
status-waiting_on_user = بانتظارك
status-resolved = تم الحل
status-closed = مغلقة

## The assistant offers an expert

offer-title = هل يتولى خبير الأمر؟
offer-accept = نعم، أنشئ تذكرة
offer-user_request = لقد طلبت التحدث إلى شخص.
offer-low_confidence = لست واثقًا بما يكفي من إجابتي.
offer-steps_exceeded = جرّبنا خطوات كثيرة دون التوصل إلى حل.
offer-safety_concern = قد يكون هذا خطيرًا.
offer-complex_issue = يبدو أن للمشكلة عدة أسباب.
offer-expert_required = ينبغي أن يقوم خبير بهذا العمل.

## Stop work: must be right without any server

stop-title = أوقف العمل فورًا
stop-text = اضغط على زر التوقف الطارئ، وأبعد الجميع، ولا تعد تشغيل الآلة. إذا أصيب أحد فاتصل أولًا برقم الطوارئ المحلي.
stop-ticket = التذكرة { $number }
stop-contact = اتصل بـ { $name }: { $phone }

## The ticket

ticket-label = تذكرة دعم
ticket-created = تم إنشاء تذكرة الدعم { $number }. سيتواصل معك أحد الخبراء قريبًا.
ticket-added = أُضيف إلى التذكرة { $number }.
ticket-contact = جهة الاتصال بالخبير: { $name } - الهاتف: { $phone } - البريد الإلكتروني: { $email }
ticket-alternative = { $name }: { $phone }
ticket-goes_on = تابع الكتابة هنا: كل ما تضيفه يصل إلى الخبير.
ticket-refresh = تحديث
ticket-refresh_failed = تعذّر التحديث. حاول مرة أخرى

## Mails about the ticket, where they may be read

mail-title = البريد
mail-configured = يرسل الخادم هذه الرسائل.
mail-not_configured = لم يُضبط خادم بريد. تُحفظ هذه الرسائل وتُرسل فور ضبطه.
mail-waiting = في الانتظار
mail-sent = أُرسلت
mail-dead = تم التخلي عنها
mail-to = إلى { $recipients }. عدد المحاولات حتى الآن: { $attempts }
mail-nobody = لا يوجد مستلم معروف بعد.
mail-unreadable = لا يمكن عرض هذه الرسالة.
mail-text = نص الرسالة

## What went wrong

problem-timeout = انتهت مهلة الطلب. ربما وصلت رسالتك، ولا ضرر من المحاولة مجددًا.
problem-unreachable = تعذّر الوصول إلى الخادم. تحقق من الاتصال وحاول مرة أخرى.
problem-refused = حدث خطأ في الخادم ({ $status }).
problem-again = حاول مرة أخرى

## Where nobody can chat on this page

closed-title = تُفتح هذه المحادثة من صفحة أخرى
closed-host = تجدها في موقع الشركة التي تقدمها أو في تطبيقها. سجّل الدخول هناك وافتح المحادثة من تلك الصفحة.
closed-staff = لقد سجّلت الدخول بصفتك من العاملين هنا. المحادثة مخصصة للعملاء؛ سجّل الخروج لتستخدمها كعميل.
closed-account = للعاملين هنا: تسجيل الدخول

## The account page

account-page = Handover: حسابك
account-sign_in = تسجيل الدخول
account-email = البريد الإلكتروني
account-password = كلمة المرور
account-forgot = هل نسيت كلمة المرور؟
account-forgot_about = أدخل عنوان بريدك الإلكتروني. إذا كان له حساب فستصلك رسالة فيها رابط.
account-send_link = إرسال الرابط
account-link_sent = إذا كان لهذا العنوان حساب، فرسالة فيها رابط في طريقها إليك.
account-no_mail = لا ترسل هذه الخدمة روابط بالبريد. اطلب رابطًا من المسؤول.
account-back = العودة إلى تسجيل الدخول
account-choose = اختر كلمة مرور
account-new_password = كلمة المرور الجديدة
account-repeat = أعد كتابتها
account-rule = 12 حرفًا على الأقل. عدة كلمات متتالية خيار جيد.
account-save = حفظ كلمة المرور
account-differ = كلمتا المرور مختلفتان.
account-saved = حُفظت كلمة المرور. يمكنك تسجيل الدخول الآن.
account-link_invalid = لم يعد هذا الرابط صالحًا. اطلب رابطًا جديدًا.
account-signed_in = مسجَّل الدخول: { $name }
account-change = تغيير كلمة المرور
account-current = كلمة المرور الحالية
account-changed = تغيّرت كلمة المرور، وسُجّل خروجك من كل مكان آخر.
account-current_wrong = هذه ليست كلمة مرورك الحالية.
account-sign_out = تسجيل الخروج
account-everywhere = تسجيل الخروج من كل مكان
account-signed_out = تم تسجيل خروجك.
account-to_chat = إلى المحادثة
account-to_desk = إلى المكتب
account-open = تعمل هذه الخدمة في الوضع المفتوح: لا يحتاج أحد إلى تسجيل الدخول.
account-wrong = العنوان أو كلمة المرور غير صحيحة.
account-wait = محاولات كثيرة جدًا. حاول مرة أخرى بعد { $minutes } دقيقة.
account-unreachable = تعذّر الوصول إلى الخدمة. حاول مرة أخرى.
account-failed = لم ينجح ذلك. حاول مرة أخرى.
account-provider = تسجيل الدخول عبر { $name }
account-stranger = لا يوجد حساب لك هنا. اطلب دعوة من المسؤول.
account-provider_failed = لم ينجح تسجيل الدخول هناك. حاول مرة أخرى.
account-provider_down = تعذّر الوصول إلى { $name } حاليًا. حاول لاحقًا، أو استخدم كلمة المرور إن كانت لديك.
account-provider_declined = لم تسجّل الدخول عبر { $name }. حاول مرة أخرى، أو استخدم كلمة المرور إن كانت لديك.
account-provider_stale = بدأ تسجيل الدخول هذا في مكان آخر أو قبل وقت طويل. ابدأ من جديد.

## Roles

staff-expert = خبير
staff-lead = قائد الفريق
staff-admin = مسؤول

## The chat widget around the conversation

widget-title = مساعدة في الآلة
widget-open = فتح المحادثة
widget-unread =
    { $count ->
        [one] فتح المحادثة، رسالة واحدة غير مقروءة
        [two] فتح المحادثة، رسالتان غير مقروءتين
        [few] فتح المحادثة، { $count } رسائل غير مقروءة
       *[other] فتح المحادثة، { $count } رسالة غير مقروءة
    }
widget-minimise = تصغير المحادثة
widget-loading = جارٍ تحميل المحادثة …
widget-failed = تعذّر تحميل المحادثة.
widget-close = إغلاق
widget-settings = الإعدادات

## Who has the conversation, and what becomes of each message

talk-queue = تم استدعاء خبير
talk-named = { $name } معك الآن
talk-away = { $name }: غير متصل الآن
talk-taken = تولّى { $name } المحادثة. ما تكتبه الآن يصل إلى { $name }.
talk-handed_back = عاد المساعد إلى الإجابة.
talk-typing = { $name } يكتب …
talk-stop = إيقاف الإجابة
talk-stopped = أوقفت هذه الإجابة.
talk-not_yours = لا يمكن فتح محادثة هذا الرابط هنا. افتح الرابط حيث كتبت إلينا، أو سجّل الدخول باسم من وصلته الرسالة.
talk-newer = رسائل أحدث
talk-spoken = { $name }: { $text }
message-waiting = بانتظار الاتصال
message-sending = جارٍ الإرسال …
message-sent = أُرسلت
message-failed = لم تُرسل
message-retry = إعادة الإرسال
message-discard = تجاهل
offline-title = لا يوجد اتصال
offline-text = تُحفظ رسائلك على هذا الجهاز وتُرسل فور عودة الاتصال.
offline-emergency = هل قد يُصاب أحد؟ لا تنتظر إجابة: اضغط على زر التوقف الطارئ، وأبعد الجميع، ولا تعد تشغيل الآلة. إذا أصيب أحد فاتصل أولًا برقم الطوارئ المحلي.

## The machine

machine-label = الآلة
machine-none = لم تُختر آلة
machine-about = هذه المحادثة الآن عن { $machine }.
machine-about_none = لم تعد هذه المحادثة عن آلة معينة.

## Where an answer comes from

passage-from = من { $title }
passage-loading = جارٍ تحميل الفقرة …
passage-failed = تعذّر عرض هذه الفقرة الآن.

## What an escalation sends

sent-title = ما الذي يصل إلى الخبير
sent-messages =
    { $count ->
        [0] لا رسائل بعد
        [one] رسالة واحدة من هذه المحادثة
        [two] رسالتان من هذه المحادثة
        [few] { $count } رسائل من هذه المحادثة
       *[other] { $count } رسالة من هذه المحادثة
    }
sent-steps =
    { $count ->
        [one] خطوة واحدة جرى توجيهك فيها
        [two] خطوتان جرى توجيهك فيهما
        [few] { $count } خطوات جرى توجيهك فيها
       *[other] { $count } خطوة جرى توجيهك فيها
    }
sent-machine = الآلة: { $machine }
sent-confidence = مدى ثقة المساعد: { $confidence }
sent-confidence_none = مدى ثقة المساعد: لم يذكره

## The queue and the end of a ticket

queue-position =
    { $position ->
        [1] دورك هو التالي
       *[other] ترتيبك في الانتظار: { $position }
    }
queue-expected = عادةً ما يأتي الرد خلال { $time }.
queue-most = وفي تسع مرات من عشر خلال { $most }.
queue-unknown = لا يمكننا بعد تحديد المدة.
queue-unattended = لا أحد متاح حاليًا.
queue-unattended_next = يحتفظ طلبك بمكانه. سيراه أول خبير يعود، ويصلك الرد هنا.
queue-free = لست مضطرًا إلى الانتظار هنا.
ticket-assigned = تذكرتك لدى { $name }.
ticket-resolved = حُلّت المشكلة: { $text }
ticket-solved = حللتها بنفسي
ticket-solved_ask = هل تُغلق هذه التذكرة؟ لن ينظر فيها أي خبير بعد ذلك.
ticket-solved_yes = نعم، حُلّت
ticket-solved_no = لا، أبقها مفتوحة
ticket-email = أخبرني بالبريد الإلكتروني
ticket-email_label = عنوان البريد الإلكتروني
ticket-email_save = حفظ
ticket-email_saved = سنكتب إلى { $email } عندما يجيب خبير ولا تكون هنا.
ticket-action_failed = لم ينجح ذلك. حاول مرة أخرى.
rating-title = كيف كانت المساعدة؟
rating-mark =
    { $mark } من 5: { $mark ->
        [1] سيئة جدًا
        [2] سيئة
        [3] مقبولة
        [4] جيدة
       *[other] جيدة جدًا
    }
rating-comment = هل تود إضافة شيء؟ (اختياري)
rating-send = إرسال التقييم
rating-thanks = شكرًا على تقييمك.
rating-change = تغيير التقييم
problem-busy = طلبات كثيرة دفعة واحدة. حاول مرة أخرى بعد { $time }.
problem-signed_out = انتهى تسجيل دخولك. أعد تحميل الصفحة للمتابعة.

## A ticket by a link

linked-page = Handover: تذكرة
linked-title = التذكرة { $number }
linked-loading = يجري تحميل التذكرة …
linked-gone = هذا الرابط لا يفتح شيئًا، أو لم يعد يفتح شيئًا. اطلب رسالة أحدث أو سجّل الدخول إلى المكتب.
linked-failed = تعذّر تحميل التذكرة.
linked-status = الحالة
linked-priority = الأولوية
linked-created = فُتحت
linked-expert = الخبير
linked-user = المستخدم
linked-machine = الآلة
linked-hours = ساعات التشغيل
linked-summary = الملخص
linked-notes = ملاحظات
linked-resolution = الحل
linked-transcript = المحادثة
linked-left_out = رسائل أقدم غير معروضة: { $count }
linked-until = يمكن قراءتها بهذا الرابط حتى { $until }.
linked-is_open = مفتوحة
linked-is_in_progress = قيد المعالجة
linked-is_waiting_on_user = بانتظار المستخدم
linked-is_resolved = محلولة
linked-is_closed = مغلقة
linked-from_user = المستخدم
linked-from_assistant = المساعد
linked-from_system = Handover
linked-from_expert = الخبير
