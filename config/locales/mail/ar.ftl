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
