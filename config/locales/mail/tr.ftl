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
