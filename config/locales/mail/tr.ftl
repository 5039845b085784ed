## Every mail to a user

mail-greeting = Merhaba,
mail-greeting_name = Merhaba { $name },
mail-reply = Bu e-postayı yanıtlamanız yeterlidir; yanıtınız destek ekibimize ulaşır.
mail-open = Görüşmeyi aç

## A ticket was made for the user

mail-ticket_title = Destek kaydınız
mail-ticket_received = Talebiniz destek ekibimize ulaştı ve sizin için bir destek kaydı açıldı.
mail-ticket_number = Kayıt numaranız
mail-ticket_next = Bundan sonra ne olacak
mail-ticket_next_1 = Bir uzman, asistanla yaptığınız görüşmenin tamamını okur. Hiçbir şeyi tekrarlamanız gerekmez.
mail-ticket_next_2 = Uzman sizinle iletişime geçer. Sohbete yazmaya devam da edebilirsiniz; mesajlarınız uzmana ulaşır.
mail-ticket_next_3 = Bizi ararken veya bize yazarken lütfen kayıt numaranızı hazır bulundurun.
mail-ticket_danger = Tehlikede olan biri varsa: makineyi durdurun, uzaklaşın ve hemen arayın.
mail-ticket_contact = İlgili kişi
mail-contact_name = Ad
mail-contact_phone = Telefon
mail-contact_email = E-posta
mail-contact_hours = Saatler
mail-ticket_automatic = Bu e-posta, bir destek kaydı açıldığı için otomatik olarak gönderildi.

## An expert has answered, and the user has not seen it

mail-answered_title = Bir uzman yanıtladı
mail-answered_by = { $name }, { $number } numaralı kaydınız hakkında yazıyor:
mail-answered_automatic = Bu e-postayı, sohbette görmediğiniz yanıtlardan haberdar edilmek istediğiniz için aldınız.

## A link for the owner of an account

mail-invite_title = Handover hesabınız
mail-invite_reason = Destek ekibinde çalışmaya davet edildiniz. Başlamak için bir parola seçin.
mail-invite_button = Parola seç
mail-invite_valid = Bağlantı 7 gün içinde ve yalnızca bir kez çalışır. Süresi dolduysa yeni bir davet isteyin.
mail-invite_not_you = Bunu beklemiyorsanız bir şey yapmanız gerekmez.
mail-reset_title = Handover için yeni parola
mail-reset_reason = Biri, büyük olasılıkla siz, hesabınız için yeni bir parola istedi.
mail-reset_button = Yeni parola seç
mail-reset_valid = Bağlantı bir saat içinde ve yalnızca bir kez çalışır. O zamana kadar şimdiki parolanız geçerliliğini korur.
mail-reset_not_you = İsteyen siz değilseniz bir şey yapmanız gerekmez: bu yolla parolanızı kimse öğrenmez.
mail-access_automatic = Bu e-posta otomatik olarak gönderildi.

## To support, in the language of the team

mail-support_title = Yapay zekâ asistanından aktarım
mail-support_number = Kayıt #{ $number }
mail-support_priority = Öncelik: { $priority }
mail-support_updated = Kayıt #{ $number } güncellendi
mail-support_open = Kaydı aç
mail-support_read = Hesapsız oku
mail-support_details = Aktarımın ayrıntıları
mail-support_user = Kullanıcı bilgileri
mail-support_machine = Makine bilgileri
mail-support_summary = Görüşmenin özeti
mail-support_contact = Uzmanın iletişim bilgileri
mail-support_transcript = Görüşme
mail-support_notes = Ek notlar:
mail-support_note = Yeni not:
mail-support_left_out = En yeni { $shown } mesaj; daha eski { $left } mesaj gösterilmiyor.
mail-support_nothing = Bu görüşmede bir şey söylenmedi.
mail-support_automatic = Bu aktarım ABParts AI Assistant sistemi tarafından otomatik olarak oluşturuldu.
mail-support_please = Lütfen önceliğine göre bu kayda mümkün olan en kısa sürede yanıt verin.

## Labels of the mails to support

mail-label_reason = Neden
mail-label_priority = Öncelik
mail-label_created = Oluşturuldu
mail-label_session = Görüşme kimliği
mail-label_status = Durum
mail-label_updated = Güncellendi
mail-label_organization = Kuruluş
mail-label_role = Görev
mail-label_machine = Makine
mail-label_model = Model
mail-label_serial = Seri numarası
mail-label_machine_hours = Çalışma saati
mail-label_location = Konum
mail-label_specialization = Uzmanlık alanı

## Why a ticket was made, as support reads it

mail-reason_user_request = Kullanıcı uzman yardımı istedi
mail-reason_low_confidence = Yapay zekâ asistanı çözümden emin değil
mail-reason_steps_exceeded = Çok fazla adım denendi
mail-reason_safety_concern = Güvenlik sorunu belirlendi
mail-reason_complex_issue = Karmaşık bir teknik sorun belirlendi
mail-reason_expert_required = Uzman bilgisi gerekiyor

## Where a ticket stands, as support reads it

mail-status_open = Açık
mail-status_in_progress = İşlemde
mail-status_waiting_on_user = Kullanıcı bekleniyor
mail-status_resolved = Çözüldü
mail-status_closed = Kapandı

## The summary of a ticket, as support reads it. It is kept in English, and in English these words are the same

mail-brief_session = OTURUM ÖZETİ
mail-brief_assessment = İLK DEĞERLENDİRME
mail-brief_steps = DENENEN ADIMLAR
mail-brief_highlights = KONUŞMADAN ÖNE ÇIKANLAR
mail-brief_fact = { $label }: { $value }
mail-brief_language = Dil
mail-brief_machine = Makine kimliği
mail-brief_problem = Sorun
mail-brief_category = Sorun kategorisi
mail-category_electrical = Elektrik
mail-category_hydraulic = Hidrolik
mail-category_mechanical = Mekanik
mail-category_control = Kumanda
mail-category_other = Diğer
mail-brief_confidence = Güven düzeyi
mail-brief_causes = Olası nedenler
mail-brief_warnings = Güvenlik uyarıları
mail-brief_needs_expert = Uzman gerekli
mail-brief_not_specified = Belirtilmedi
mail-brief_not_determined = Belirlenmedi
mail-brief_none = Yok
mail-brief_yes = Evet
mail-brief_no = Hayır
mail-brief_level = { $level } (%{ $percent })
mail-brief_very_low = çok düşük
mail-brief_low = düşük
mail-brief_medium = orta
mail-brief_high = yüksek
mail-brief_step = Adım { $number }: { $instruction } - { $state }
mail-brief_open = ⏳ Sürüyor
mail-brief_resolved = ✓ Yapıldı (işe yaradı)
mail-brief_not_resolved = ✓ Yapıldı (işe yaramadı)
mail-brief_partially = ✓ Yapıldı (kısmen işe yaradı)
mail-brief_tried = ✓ Yapıldı
mail-brief_feedback = Kullanıcının yanıtı: { $text }
mail-brief_said = Kullanıcı mesajı { $index } (#{ $number }): { $text }

## Who speaks in a transcript

mail-who_user = Kullanıcı
mail-who_assistant = Yapay zekâ asistanı
mail-who_system = Sistem
mail-who_expert = Uzman
mail-silent_image = [resim]
mail-silent_voice = [sesli mesaj]
mail-silent_empty = [boş mesaj]

## A text that is too long for a mail

mail-more = [… { $count } karakter daha; metnin tamamı kayıtta]

## The weekly mail with the figures, to whoever leads

mail-report_title = Destek masasında geçen hafta
mail-report_now = Hafta
mail-report_before = Önceki hafta
mail-report_sessions = Görüşmeler
mail-report_alone = Asistanın çözdükleri
mail-report_person = Bir kişiye ulaşanlar
mail-report_first_half = İlk yanıt: yarısı en geç
mail-report_first_most = İlk yanıt: onda dokuzu en geç
mail-report_solved_half = Çözüme kadar: yarısı en geç
mail-report_resolved = Çözülen kayıtlar
mail-report_reopened = Yeniden açılan kayıtlar
mail-report_rated_assistant = Asistanın puanı (5 üzerinden)
mail-report_rated_expert = Uzmanların puanı (5 üzerinden)
mail-report_days = Günlere göre görüşmeler
mail-report_rest = Kimseye gerek kalmadı
mail-report_alt = Çubuklar: her günün görüşmeleri, önceki haftanınkilerin yanında. Sayılar aşağıda yazılıdır.
mail-report_share = { $count } (%{ $share })
mail-report_minutes = { $small } dk
mail-report_hours = { $large } sa { $small } dk
mail-report_long = { $large } gün { $small } sa
mail-report_monday = Pzt
mail-report_tuesday = Sal
mail-report_wednesday = Çar
mail-report_thursday = Per
mail-report_friday = Cum
mail-report_saturday = Cmt
mail-report_sunday = Paz
mail-report_open = Sayıları aç
mail-report_automatic = Bu e-postayı istediğiniz için her pazartesi alıyorsunuz. Sayıların olduğu sayfada kapatabilirsiniz.
