# The page of insight, in Arabic. The words that it shares with other pages are in ../ar.ftl and ../desk/ar.ftl.

insight-title = Handover: نظرة تحليلية
insight-to_desk = إلى المكتب
insight-views = طرق العرض
insight-overview = نظرة عامة
insight-reasons = الأسباب
insight-waiting = الانتظار
insight-steps = الخطوات
insight-knowledge = المعرفة
insight-mail = البريد
insight-filters = عوامل التصفية
insight-print = طباعة
insight-as_of = { $days } · حتى { $at } ({ $zone })
insight-stale = قد تكون هذه الأرقام قديمة.
insight-read = الأرقام محدّثة.
insight-empty = لا توجد في هذه الفترة محادثات تطابق عوامل التصفية.
insight-failed = تعذّر تحميل هذه الأرقام.
insight-table = جدول
insight-table_of = جدول: { $title }
insight-take = حفظ
insight-take_of = حفظ: { $title }
insight-kept = تم حفظ الصورة.
insight-not_kept = تعذّر الحفظ.
insight-weekly = أرسلوا لي أرقام الأسبوع بالبريد كل يوم اثنين.
insight-weekly_on = ستصل أرقام الأسبوع يوم الاثنين.
insight-weekly_off = أُوقفت الرسالة الأسبوعية.
insight-door = نظرة تحليلية
insight-door_out = لا يرى هذه الأرقام إلا العاملون هنا. سجّل الدخول أولًا.
insight-door_stranger = أنت مسجّل الدخول، لكن هذه الأرقام لمن يقدّمون المساعدة وللمديرين فقط.

## Filters

pick-period = الفترة
pick-days = آخر { $days } يومًا
pick-dates = من … إلى …
pick-from = من
pick-to = إلى
pick-model = طراز الآلة
pick-language = اللغة
pick-any = الكل
pick-compare = مقارنة بالفترة السابقة

## What a mark of a picture says

mark-part = { $place }: { $part }، { $value }
mark-flow = { $from } ← { $to }: المحادثات { $count }
mark-node = { $name }: المحادثات { $count }
mark-half = { $place }: انتظر نصفهم { $value } على الأكثر
mark-most = { $place }: انتظر تسعة من كل عشرة { $value } على الأكثر
mark-before = { $place }: النصف في الفترة السابقة، { $value }
place-week = أسبوع { $date }
place-hour = {"\u200F"}{ $weekday } { $hour }
span-between = من { $from } إلى { $to }
span-over = أكثر من { $from }

## Columns of tables

column-day = اليوم
column-week = الأسبوع
column-month = الشهر
column-sum = المجموع
column-hour = الساعة
column-rated = ما تم تقييمه
column-mean = المتوسط
column-from = من
column-to = إلى
column-sessions = المحادثات
column-rule = القاعدة
column-count = العدد
column-step = الخطوة
column-gap = السؤال
column-measure = المقياس

## Head figures

head-title = أهم الأرقام
head-sessions = المحادثات
head-deflection = حُلّت دون شخص
head-escalation = احتاجت إلى شخص
head-first_answer = أول رد بشري، نصفها خلال
head-resolution = الحل، نصفها خلال
head-reopened = أُعيد فتحها
head-rating = تقييم الخبراء
head-count = المحادثات: { $count }
head-ratings = التقييمات: { $count }
head-nine_in_ten = تسعة من كل عشرة خلال { $time }
change-was = سابقًا: { $value }
change-better = أفضل،
change-worse = أسوأ،
change-unknown = لا شيء للمقارنة

## Over time

trend-title = الحاجة إلى شخص بحسب السبب
trend-before = الفترة السابقة
trend-finding = عدد المحادثات التي احتاجت إلى شخص: { $count }. السبب الأكثر تكرارًا: { $reason } ({ $share }).
sessions-title = المحادثات
sessions-finding = حُلّت دون شخص نسبة { $share } من { $count } محادثة.
sessions-deflected = حُلّت دون شخص
sessions-escalated = احتاجت إلى شخص
sessions-rest = مفتوحة أو متروكة
heat-sessions = متى تبدأ المحادثات
heat-waiting = متى يطول الانتظار
heat-about = كلما كان اللون أقوى كان العدد أكبر.
heat-cell = { $place }: المحادثات { $count }
heat-cell_waiting = { $place }: انتظر نصف { $count } على الأكثر { $value }
heat-finding = أكثر الساعات ازدحامًا: { $place }، المحادثات { $count }.
heat-finding_waiting = أطول انتظار: { $place }، حيث انتظر النصف أكثر من { $value }.
ratings-title = التقييمات
ratings-none = لم يقيّم أحد شيئًا في هذه الفترة.
ratings-about = ما تم تقييمه: المساعد، والوقت حتى وصول خبير، والخبير.
ratings-mean = المتوسط { $mean }، التقييمات { $count }
rated-assistant = المساعد
rated-handoff = التحويل
rated-expert = الخبير

## Reasons and rules

flow-title = من المشكلة عبر القاعدة إلى النتيجة
flow-about = كلما اتسع الشريط زادت المحادثات. البداية: موضوعها. الوسط: ما استدعى شخصًا. النهاية: كيف انتهت.
flow-finding = أوسع طريق إلى شخص: { $from } ← { $to }، المحادثات { $count } ({ $share }).
flow-others = أخرى: { $count }
flow-others_of = { $reason }: { $others }
category-unknown = غير معروفة
category-none = غير معروفة
rule-none = بلا قاعدة
rule-person = طُلب بالزر
end-solved_by_assistant = حلّها المساعد
end-offer_ignored = أُهمل العرض
end-solved_by_expert = حلّها خبير
end-cancelled = سُحبت
end-open = لا تزال مفتوحة
end-abandoned = تُركت
rules-title = القواعد
rules-about = متأخرة: طلب المستخدم ثانيةً خلال ثلاث جولات. غير لازمة: حُلّت دون الشخص المعروض.
rules-finding = الأكثر عدم لزوم: { $rule }. في { $share } من { $count } حالة حُلّت دون الشخص.
rules-finding_none = لا توجد قاعدة كثيرة الانطباق كانت غير لازمة.
rules-fired = انطبقت
rules-fired_about = كم مرة استدعت القاعدة شخصًا أو عرضته
rules-offered = عُرض
rules-offered_about = عُرض شخص
rules-forced = إلزامي
rules-forced_about = أُنشئت تذكرة دون سؤال
rules-accepted = قُبل
rules-accepted_about = قبل المستخدم العرض
rules-ignored = أُهمل
rules-ignored_about = تابع المستخدم دون العرض
rules-too_late = متأخرة
rules-too_late_about = طلب المستخدم ثانيةً خلال ثلاث جولات
rules-needless = غير لازمة
rules-needless_about = حُلّت دون الشخص
rules-weeks = أسبوعيًا
rules-weeks_of = الانطباق أسبوعيًا: { $weeks }
rules-replay = تجربة مسودة
rules-replay_of = تجربة مسودة للقاعدة { $rule }
replay-about = اكتب مسودة القواعد في مجلد وشغّل هذا الأمر حيث ثُبّتت الخدمة. يُظهر أي المحادثات المحفوظة كانت المسودة ستحكم عليها بطريقة أخرى، ولا يغيّر شيئًا.
replay-command = الأمر
replay-copy = نسخ
replay-copied = تم النسخ.

## Waiting

spread-first_answer = الوقت حتى أول رد بشري
spread-resolution = الوقت حتى الحل
spread-about = كم منهم انتظر وكم طال انتظاره؛ يكبر المقياس في الأسفل بقفزات.
spread-summary = الحالات { $count } · نصفها خلال { $half } · تسعة من كل عشرة خلال { $most }
spread-finding = أطول انتظار: { $group }. انتظر النصف أكثر من { $half }. وفي غيرها انتظر النصف من { $least } إلى { $most }.
spread-finding_all = انتظر النصف { $half } على الأكثر، وتسعة من كل عشرة { $most } على الأكثر.
choose-measure = ما يُقاس
measure-first_answer = أول رد بشري
measure-resolution = الحل
choose-by = مجمّعة بحسب
by-language = اللغة
by-priority = الأولوية
by-reason = السبب
by-none = الكل معًا
group-none = الكل
waits-title = الوقت حتى أول رد بشري عبر الفترة
waits-half = النصف خلال
waits-most = تسعة من كل عشرة خلال
waits-middle = النصف الأوسط
waits-before = النصف في الفترة السابقة
waits-share = { $share } خلال
waits-longest = الأطول

## Guided steps

steps-title = الخطوات الموجّهة
steps-more = عرض مشكلات أخرى: { $count }
steps-none = لم تُجرَّب خطوات موجّهة في هذه الفترة.
steps-step = الخطوة { $number }
steps-tried = المحاولات
steps-tries = المحاولات { $count }، لم ينجح منها { $share }
steps-fail_rate = خطوات لم تنجح
steps-finding = { $problem }: تفشل الخطوة { $number } في { $share } من { $count } محاولة.
steps-finding_none = لم تُجرَّب أي خطوة بما يكفي للحكم عليها.
steps-sessions = المحادثات: { $count }
steps-escalated = احتاجت بعدها إلى شخص: { $count }

## What is not known yet, and what experts have written down

gaps-title = أسئلة بلا إجابة جيدة
gaps-none = لم يُسأل في هذه الفترة شيء بلا إجابة جيدة.
gaps-about = أسئلة لم يكن المساعد متأكدًا منها، مجمّعة بحسب ما يجمع بينها.
gaps-finding = اكتب الآن عن «{ $label }»: عدد مرات السؤال بلا إجابة جيدة { $count }.
gaps-count = الأسئلة { $questions } في { $sessions } محادثة
gaps-sure = التأكد { $share }
gaps-since = من { $from } إلى { $to }
gaps-questions = الأسئلة
gaps-confidence = مدى التأكد
gaps-last = آخر سؤال
gaps-examples = كما سألوا
gaps-resolutions = ما الذي حلّها
gap-draft = كتابة مسودة مقال
gap-draft_of = كتابة مسودة مقال عن { $label }
gap-drafted = المسودة ضمن معرفة الخبراء، ولم تُعتمد بعد.
gap-no_draft = لم يُكتب بعد حل يمكن إعداد مسودة منه.
lessons-title = معرفة الخبراء
lessons-none = لم يُكتب شيء بعد.
lessons-about = تستند إليها الإجابات، ويعتمدها مسؤول.
lessons-about_lead = تستند إليها الإجابات. اقرأ ما لم يُعتمد بعد وصحّحه واعتمده.
lessons-filter = أي معرفة
lessons-all = الكل
lessons-verified = معتمدة
lessons-unverified = غير معتمدة
lesson-verified = معتمدة
lesson-verified_by = اعتمدها { $name }
lesson-unverified = غير معتمدة
lesson-from = من
lesson-verify = اعتماد
lesson-withdraw = سحب الاعتماد
lesson-edit = تغيير
lesson-effect = قبل وبعد
lesson-forget = حذف
lesson-problem = المشكلة
lesson-solution = الحل
lesson-tags = كلمات مفتاحية تفصلها فواصل
lesson-save = حفظ
lesson-saved = تم الحفظ.
lesson-forgotten = تم الحذف.
lesson-now_verified = تم الاعتماد.
lesson-now_unverified = لم تعد معتمدة.
effect-before = قبل
effect-after = بعد
effect-finding = قبل وبعد بعدد أيام { $days }: مرات السؤال بلا إجابة جيدة { $before } قبل ذلك و{ $after } بعده.

## Mail

mails-title = هل تصل الرسائل؟
mails-none_sent = لم تُرسل رسائل في هذه الفترة.
mails-deferred = أُعيدت محاولتها
mails-half = التسليم، نصفها خلال
mails-most = التسليم، تسعة من كل عشرة خلال
mails-oldest = أقدم رسالة تنتظر منذ { $at }.
mails-finding = الرسائل المتروكة: { $count } ({ $share }).
mails-finding_none = لم تُترك أي رسالة؛ أُرسل منها { $count }.

## The transcripts behind a mark

behind-title = المحادثات خلف هذه العلامة
behind-none = لا توجد.
behind-conversation = محادثة
said-user = المستخدم
said-assistant = المساعد
said-expert = الخبير
said-system = الخدمة
