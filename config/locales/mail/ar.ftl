## Every mail to a user

mail-greeting = مرحبًا،
mail-greeting_name = مرحبًا { $name }،
mail-reply = يمكنك ببساطة الرد على هذه الرسالة، وسيصل ردك إلى فريق الدعم.
mail-open = فتح المحادثة

## A ticket was made for the user

mail-ticket_title = تذكرة الدعم الخاصة بك
mail-ticket_received = لقد وصل طلبك إلى فريق الدعم لدينا، وفُتحت تذكرة باسمك.
mail-ticket_number = رقم تذكرتك
mail-ticket_next = ماذا سيحدث بعد ذلك
mail-ticket_next_1 = يقرأ أحد الخبراء محادثتك الكاملة مع المساعد، ولا حاجة إلى تكرار أي شيء.
mail-ticket_next_2 = سيتواصل الخبير معك. يمكنك أيضًا متابعة الكتابة في المحادثة، وستصل رسائلك إلى الخبير.
mail-ticket_next_3 = يُرجى إبقاء رقم التذكرة في متناول يدك عند الاتصال بنا أو مراسلتنا.
mail-ticket_danger = إذا كان أي شخص في خطر: أوقف الآلة وابتعد عنها واتصل فورًا.
mail-ticket_contact = جهة الاتصال الخاصة بك
mail-contact_name = الاسم
mail-contact_phone = الهاتف
mail-contact_email = البريد الإلكتروني
mail-contact_hours = ساعات العمل
mail-ticket_automatic = أُرسلت هذه الرسالة تلقائيًا بسبب فتح تذكرة دعم.

## An expert has answered, and the user has not seen it

mail-answered_title = أجاب أحد الخبراء
mail-answered_by = كتب { $name } بخصوص تذكرتك { $number }:
mail-answered_automatic = وصلتك هذه الرسالة لأنك طلبت إبلاغك بالإجابات التي لم ترها في المحادثة.

## A link for the owner of an account

mail-invite_title = حسابك في Handover
mail-invite_reason = تمت دعوتك للعمل في فريق الدعم. اختر كلمة مرور للبدء.
mail-invite_button = اختيار كلمة مرور
mail-invite_valid = يعمل الرابط مرة واحدة خلال 7 أيام. إذا انتهت صلاحيته فاطلب دعوة جديدة.
mail-invite_not_you = إذا لم تكن تتوقع هذه الرسالة فلا حاجة إلى فعل أي شيء.
mail-reset_title = كلمة مرور جديدة لـ Handover
mail-reset_reason = طلب شخص ما، والأرجح أنه أنت، كلمة مرور جديدة لحسابك.
mail-reset_button = اختيار كلمة مرور جديدة
mail-reset_valid = يعمل الرابط مرة واحدة خلال ساعة. وحتى ذلك الحين تظل كلمة مرورك الحالية صالحة.
mail-reset_not_you = إذا لم تكن أنت فلا حاجة إلى فعل أي شيء: لن يعرف أحد كلمة مرورك من هذه الرسالة.
mail-access_automatic = أُرسلت هذه الرسالة تلقائيًا.

## To support, in the language of the team

mail-support_title = إحالة من المساعد الذكي
mail-support_number = التذكرة #{ $number }
mail-support_priority = الأولوية: { $priority }
mail-support_updated = حُدّثت التذكرة #{ $number }
mail-support_open = فتح التذكرة
mail-support_read = القراءة دون حساب
mail-support_details = تفاصيل الإحالة
mail-support_user = معلومات المستخدم
mail-support_machine = معلومات الآلة
mail-support_summary = ملخص المحادثة
mail-support_contact = بيانات الاتصال بالخبير
mail-support_transcript = نص المحادثة
mail-support_notes = ملاحظات إضافية:
mail-support_note = ملاحظة جديدة:
mail-support_left_out = تُعرض أحدث الرسائل (العدد: { $shown })؛ الرسائل الأقدم غير المعروضة: { $left }.
mail-support_nothing = لم يُقل شيء في هذه المحادثة.
mail-support_automatic = أُنشئت هذه الإحالة تلقائيًا بواسطة نظام ABParts AI Assistant.
mail-support_please = يُرجى الرد على هذه التذكرة في أقرب وقت ممكن بحسب مستوى الأولوية.

## Labels of the mails to support

mail-label_reason = السبب
mail-label_priority = الأولوية
mail-label_created = أُنشئت
mail-label_session = معرّف المحادثة
mail-label_status = الحالة
mail-label_updated = حُدّثت
mail-label_organization = المؤسسة
mail-label_role = الدور
mail-label_machine = الآلة
mail-label_model = الطراز
mail-label_serial = الرقم التسلسلي
mail-label_machine_hours = ساعات التشغيل
mail-label_location = الموقع
mail-label_specialization = التخصص

## Why a ticket was made, as support reads it

mail-reason_user_request = طلب المستخدم مساعدة خبير
mail-reason_low_confidence = المساعد الذكي غير واثق من الحل
mail-reason_steps_exceeded = جُرّبت خطوات كثيرة جدًا
mail-reason_safety_concern = رُصد خطر على السلامة
mail-reason_complex_issue = رُصدت مشكلة فنية معقدة
mail-reason_expert_required = يلزم علم خبير

## Where a ticket stands, as support reads it

mail-status_open = مفتوحة
mail-status_in_progress = قيد العمل
mail-status_waiting_on_user = بانتظار المستخدم
mail-status_resolved = محلولة
mail-status_closed = مغلقة

## The summary of a ticket, as support reads it. It is kept in English, and in English these words are the same

mail-brief_session = ملخص الجلسة
mail-brief_assessment = التقييم الأولي
mail-brief_steps = الخطوات التي جُرّبت
mail-brief_highlights = أهم ما قيل في المحادثة
mail-brief_fact = { $label }: { $value }
mail-brief_language = اللغة
mail-brief_machine = معرّف الآلة
mail-brief_problem = المشكلة
mail-brief_category = فئة المشكلة
mail-category_electrical = كهرباء
mail-category_hydraulic = هيدروليك
mail-category_mechanical = ميكانيكا
mail-category_control = تحكّم
mail-category_other = أخرى
mail-brief_confidence = درجة الثقة
mail-brief_causes = الأسباب المحتملة
mail-brief_warnings = تحذيرات السلامة
mail-brief_needs_expert = يتطلب خبيرًا
mail-brief_not_specified = غير مذكور
mail-brief_not_determined = غير محدد
mail-brief_none = لا يوجد
mail-brief_yes = نعم
mail-brief_no = لا
mail-brief_level = { $level } ({ $percent }%)
mail-brief_very_low = منخفضة جدًا
mail-brief_low = منخفضة
mail-brief_medium = متوسطة
mail-brief_high = مرتفعة
mail-brief_step = الخطوة { $number }: { $instruction } - { $state }
mail-brief_open = ⏳ قيد التنفيذ
mail-brief_resolved = ✓ تمت (نجحت)
mail-brief_not_resolved = ✓ تمت (لم تنجح)
mail-brief_partially = ✓ تمت (نجحت جزئيًا)
mail-brief_tried = ✓ تمت
mail-brief_feedback = رد المستخدم: { $text }
mail-brief_said = رسالة المستخدم { $index } (#{ $number }): { $text }

## Who speaks in a transcript

mail-who_user = المستخدم
mail-who_assistant = المساعد الذكي
mail-who_system = النظام
mail-who_expert = الخبير
mail-silent_image = [صورة]
mail-silent_voice = [رسالة صوتية]
mail-silent_empty = [رسالة فارغة]

## A text that is too long for a mail

mail-more = [… عدد الأحرف الباقية: { $count }؛ النص الكامل في التذكرة]

## The weekly mail with the figures, to whoever leads

mail-report_title = أسبوع الدعم بالأرقام
mail-report_now = الأسبوع
mail-report_before = الأسبوع السابق
mail-report_sessions = المحادثات
mail-report_alone = حلّها المساعد
mail-report_person = وصلت إلى شخص
mail-report_first_half = الرد الأول: النصف خلال
mail-report_first_most = الرد الأول: تسعة من كل عشرة خلال
mail-report_solved_half = حتى الحل: النصف خلال
mail-report_resolved = التذاكر المحلولة
mail-report_reopened = التذاكر المعاد فتحها
mail-report_rated_assistant = تقييم المساعد من 5
mail-report_rated_expert = تقييم الخبراء من 5
mail-report_days = المحادثات حسب اليوم
mail-report_rest = لم تحتج إلى شخص
mail-report_alt = أعمدة: محادثات كل يوم إلى جانب محادثات الأسبوع السابق. الأرقام مكتوبة أدناه.
mail-report_share = { $count } ({ $share }٪)
mail-report_minutes = { $small } دقيقة
mail-report_hours = { $large } ساعة و{ $small } دقيقة
mail-report_long = { $large } يوم و{ $small } ساعة
mail-report_monday = الاثنين
mail-report_tuesday = الثلاثاء
mail-report_wednesday = الأربعاء
mail-report_thursday = الخميس
mail-report_friday = الجمعة
mail-report_saturday = السبت
mail-report_sunday = الأحد
mail-report_open = فتح الأرقام
mail-report_automatic = تصلك هذه الرسالة كل يوم اثنين لأنك طلبتها. يمكنك إيقافها في صفحة الأرقام.
