## The page at /

page-title = Handover: uzman desteğiyle arıza giderme
page-skip = Mesaj kutusuna geç
page-tagline = Uzman desteğiyle arıza giderme
page-language = Dil
page-new = Yeni görüşme

## Who the person at the page is

who-title = Ben kimim?
who-hint = E-posta adresi verirseniz talebinizin bir kopyasını alırsınız. Destek ekibi bu bilgileri görür.
who-name = Ad
who-email = E-posta
who-organization = Şirket
who-role = Görev
who-user = Kullanıcı kimliği
who-machine = Makine kimliği
who-restart = Başka bir kullanıcı kimliği yeni bir görüşme başlatır.
who-save = Kaydet
who-saved = Kaydedildi.
who-failed = Kaydedilmedi. { $detail }

## The conversation

chat-owner_assistant = Asistan yanıtlıyor
chat-log = Mesajlar
chat-message = Mesajınız
chat-placeholder = Sorun nedir?
chat-send = Gönder
chat-hint = Enter gönderir, Shift ve Enter yeni satır açar.
chat-user = Siz
chat-assistant = Asistan
chat-expert = Uzman
chat-system = Bildirim
chat-failure = Sorun
chat-welcome = Makinenizdeki sorunu anlatın, örneğin: motor çalışmıyor. Araştırır ve sizi adım adım yönlendiririm. Bir uzman istediğiniz an devralabilir.
chat-thinking = Asistan araştırıyor …
chat-too_long = Mesaj çok uzun. Lütfen bölerek gönderin.

## Guided steps

step-sources = Kaynaklar
step-title = { $number }. adım
step-minutes = { $minutes } dk
step-confidence = Güven { $confidence }
step-warnings = Başlamadan önce
step-outcomes = Görmeniz gereken
step-question = Nasıl gitti?
step-worked = İşe yaradı
step-partially_worked = Kısmen
step-didnt_work = İşe yaramadı

## Asking for an expert

escalate-open = Uzman iste
escalate-title = Uzmana devret
escalate-about = Destek ekibi görüşmenin tamamını, bilgilerinizi ve buraya yazdıklarınızı alır.
escalate-reason = Neden
escalate-priority = Öncelik
escalate-notes = Uzman için notlar (isteğe bağlı)
escalate-cancel = Vazgeç
escalate-submit = Destek talebi oluştur
escalate-busy = Talep oluşturuluyor…
escalate-failed = Destek talebi oluşturulamadı. Lütfen tekrar deneyin veya doğrudan desteğe ulaşın.
escalate-standing = { $number } numaralı talep açık. Buraya yazdıklarınız ona eklenir; öncelik yalnızca yükselebilir.

## Reasons of an escalation, as on the wire

reason-user_request = Bir uzmanla görüşmek istiyorum
reason-low_confidence = Yanıtlar sorunuma uymuyor
reason-steps_exceeded = Birçok adım denendi, sorun sürüyor
reason-safety_concern = Birisi zarar görebilir
reason-complex_issue = Aynı anda birkaç sorun var ya da sorun yineleniyor
reason-expert_required = Bu iş bir uzman gerektiriyor

## Priorities, as on the wire

priority-low = Düşük
priority-medium = Orta
priority-high = Yüksek
priority-urgent = Acil

## States of a ticket, as on the wire

status-open = Açık
status-in_progress = İşlemde
status-waiting_on_user = Sizi bekliyor
status-resolved = Çözüldü
status-closed = Kapandı

## The assistant offers an expert

offer-title = Bir uzman devralsın mı?
offer-accept = Evet, talep oluştur
offer-user_request = Bir kişiyle görüşmek istediniz.
offer-low_confidence = Yanıtımdan yeterince emin değilim.
offer-steps_exceeded = Birçok adımı denedik, çözüm bulamadık.
offer-safety_concern = Bu tehlikeli olabilir.
offer-complex_issue = Sorunun birden fazla nedeni var gibi görünüyor.
offer-expert_required = Bu işi bir uzman yapmalı.

## Stop work: must be right without any server

stop-title = Çalışmayı hemen durdurun
stop-text = Acil durdurmaya basın, herkesi uzak tutun ve makineyi yeniden çalıştırmayın. Yaralanan varsa önce yerel acil numarayı arayın.
stop-ticket = Talep { $number }
stop-contact = Arayın: { $name }, { $phone }

## The ticket

ticket-label = Destek talebi
ticket-created = { $number } numaralı destek talebi oluşturuldu. Bir uzman yakında sizinle iletişime geçecek.
ticket-added = { $number } numaralı talebe eklendi.
ticket-contact = Uzman iletişim: { $name } - Telefon: { $phone } - E-posta: { $email }
ticket-alternative = { $name }: { $phone }
ticket-goes_on = Buraya yazmaya devam edin: ekledikleriniz uzmana ulaşır.
ticket-refresh = Yenile
ticket-refresh_failed = Yenilenemedi. Tekrar dene

## Mails about the ticket, where they may be read

mail-title = E-posta
mail-configured = Bu e-postaları sunucu gönderir.
mail-not_configured = E-posta sunucusu ayarlanmamış. Bu e-postalar saklanır ve sunucu ayarlanınca gönderilir.
mail-waiting = Bekliyor
mail-sent = Gönderildi
mail-dead = Vazgeçildi
mail-to = Alıcı: { $recipients }. Şimdiye kadarki deneme: { $attempts }
mail-nobody = Henüz bilinen bir alıcı yok.
mail-unreadable = Bu e-posta gösterilemiyor.
mail-text = E-postanın metni

## What went wrong

problem-timeout = İstek zaman aşımına uğradı. Yine de ulaşmış olabilir; yeniden denemenin zararı yok.
problem-unreachable = Sunucuya ulaşılamıyor. Bağlantıyı denetleyip tekrar deneyin.
problem-refused = Sunucuda bir sorun oluştu ({ $status }).
problem-again = Tekrar dene

## Where nobody can chat on this page

closed-title = Bu görüşme başka bir sayfadan açılır
closed-host = Onu sunan şirketin web sitesinde veya uygulamasında bulabilirsiniz. Orada oturum açın ve görüşmeyi o sayfadan başlatın.
closed-staff = Burada çalışan biri olarak oturum açtınız. Görüşme müşteriler içindir; müşteri olarak kullanmak için oturumu kapatın.
closed-account = Burada çalışanlar için: oturum aç

## The account page

account-page = Handover: hesabınız
account-sign_in = Oturum aç
account-email = E-posta
account-password = Parola
account-forgot = Parolanızı mı unuttunuz?
account-forgot_about = E-posta adresinizi girin. Bu adrese ait bir hesap varsa e-postayla bir bağlantı alırsınız.
account-send_link = Bağlantı gönder
account-link_sent = Bu adrese ait bir hesap varsa bağlantı içeren bir e-posta yolda.
account-no_mail = Bu hizmet e-postayla bağlantı göndermez. Bir yöneticiden isteyin.
account-back = Oturum açmaya dön
account-choose = Bir parola seçin
account-new_password = Yeni parola
account-repeat = Bir kez daha
account-rule = En az 12 karakter. Art arda birkaç sözcük iyi bir seçimdir.
account-save = Parolayı kaydet
account-differ = İki parola farklı.
account-saved = Parolanız kaydedildi. Artık oturum açabilirsiniz.
account-link_invalid = Bu bağlantı artık geçerli değil. Yenisini isteyin.
account-signed_in = Oturum açık: { $name }
account-change = Parolayı değiştir
account-current = Şimdiki parola
account-changed = Parolanız değişti. Diğer her yerde oturumunuz kapatıldı.
account-current_wrong = Bu, şimdiki parolanız değil.
account-sign_out = Oturumu kapat
account-everywhere = Her yerde oturumu kapat
account-signed_out = Oturumunuz kapatıldı.
account-to_chat = Sohbete
account-to_desk = Masaya
account-open = Bu hizmet açık kipte çalışıyor: kimsenin oturum açması gerekmez.
account-wrong = Adres veya parola yanlış.
account-wait = Çok fazla deneme. Lütfen { $minutes } dakika sonra yeniden deneyin.
account-unreachable = Hizmete ulaşılamıyor. Lütfen yeniden deneyin.
account-failed = Olmadı. Lütfen yeniden deneyin.
account-provider = { $name } ile oturum aç
account-stranger = Burada size ait bir hesap yok. Bir yöneticiden davet isteyin.
account-provider_failed = Orada oturum açılamadı. Lütfen yeniden deneyin.
account-provider_down = { $name } hizmetine şu anda ulaşılamıyor. Daha sonra yeniden deneyin veya varsa parolanızı kullanın.
account-provider_declined = { $name } ile oturum açmadınız. Yeniden deneyin veya varsa parolanızı kullanın.
account-provider_stale = Bu oturum açma işlemi başka bir yerde ya da çok önce başlatıldı. Lütfen baştan başlayın.

## Roles

staff-expert = Uzman
staff-lead = Ekip lideri
staff-admin = Yönetici

## The chat widget around the conversation

widget-title = Makine yardımı
widget-open = Görüşmeyi aç
widget-unread =
    { $count ->
        [one] Görüşmeyi aç, bir okunmamış mesaj
       *[other] Görüşmeyi aç, { $count } okunmamış mesaj
    }
widget-minimise = Görüşmeyi küçült
widget-loading = Görüşme yükleniyor …
widget-failed = Görüşme yüklenemedi.
widget-close = Kapat
widget-settings = Ayarlar

## Who has the conversation, and what becomes of each message

talk-queue = Bir uzman çağrıldı
talk-named = Sizinle ilgilenen: { $name }
talk-away = Şu anda çevrimdışı: { $name }
talk-taken = Görüşmeyi devralan: { $name }. Yazdıklarınız artık ona gidiyor.
talk-handed_back = Yeniden asistan yanıtlıyor.
talk-typing = { $name } yazıyor …
talk-stop = Yanıtı durdur
talk-stopped = Bu yanıtı durdurdunuz.
talk-not_yours = Bu bağlantının görüşmesi burada açılamıyor. Bağlantıyı bize yazdığınız yerde açın veya e-postayı alan kişi olarak oturum açın.
talk-newer = Daha yeni mesajlar
talk-spoken = { $name }: { $text }
message-waiting = Bağlantı bekleniyor
message-sending = Gönderiliyor …
message-sent = Gönderildi
message-failed = Gönderilmedi
message-retry = Tekrar gönder
message-discard = Sil
offline-title = Bağlantı yok
offline-text = Mesajlarınız bu cihazda saklanır ve bağlantı gelince gönderilir.
offline-emergency = Birine zarar gelebilir mi? Yanıt beklemeyin: acil durdurmaya basın, herkesi uzak tutun ve makineyi yeniden çalıştırmayın. Yaralanan varsa önce yerel acil numarayı arayın.

## The machine

machine-label = Makine
machine-none = Makine seçilmedi
machine-about = Bu görüşme artık şu makineyle ilgili: { $machine }.
machine-about_none = Bu görüşme artık belirli bir makineyle ilgili değil.

## Where an answer comes from

passage-from = Kaynak: { $title }
passage-loading = Bölüm yükleniyor …
passage-failed = Bu bölüm şu anda gösterilemiyor.

## What an escalation sends

sent-title = Uzmana gidecekler
sent-messages =
    { $count ->
        [0] Henüz mesaj yok
        [one] Bu görüşmeden bir mesaj
       *[other] Bu görüşmeden { $count } mesaj
    }
sent-steps =
    { $count ->
        [one] Size gösterilen bir adım
       *[other] Size gösterilen { $count } adım
    }
sent-machine = Makine: { $machine }
sent-confidence = Asistanın ne kadar emin olduğu: { $confidence }
sent-confidence_none = Asistanın ne kadar emin olduğu: belirtmedi

## The queue and the end of a ticket

queue-position =
    { $position ->
        [1] Sıradaki sizsiniz
       *[other] Sıranız: { $position }
    }
queue-expected = Genellikle { $time } içinde yanıtlanır.
queue-most = On seferin dokuzunda { $most } içinde.
queue-unknown = Ne kadar süreceği henüz söylenemiyor.
queue-unattended = Şu anda kimse müsait değil.
queue-unattended_next = Talebiniz sırasını korur. Dönen ilk uzman onu görür ve yanıt buraya gelir.
queue-free = Burada beklemeniz gerekmez.
ticket-assigned = Talebinizle ilgilenen: { $name }.
ticket-resolved = Çözüldü: { $text }
ticket-solved = Kendim çözdüm
ticket-solved_ask = Bu talep kapatılsın mı? Artık hiçbir uzman bakmayacak.
ticket-solved_yes = Evet, çözüldü
ticket-solved_no = Hayır, açık kalsın
ticket-email = E-postayla haber ver
ticket-email_label = E-posta adresi
ticket-email_save = Kaydet
ticket-email_saved = Bir uzman yanıtladığında burada değilseniz { $email } adresine yazarız.
ticket-action_failed = Olmadı. Lütfen tekrar deneyin.
rating-title = Yardım nasıldı?
rating-mark =
    5 üzerinden { $mark }: { $mark ->
        [1] çok kötü
        [2] kötü
        [3] orta
        [4] iyi
       *[other] çok iyi
    }
rating-comment = Eklemek istediğiniz bir şey var mı? (isteğe bağlı)
rating-send = Puanı gönder
rating-thanks = Puanınız için teşekkürler.
rating-change = Puanı değiştir
problem-busy = Bir anda çok fazla istek. { $time } sonra tekrar deneyin.
problem-signed_out = Oturumunuz sona erdi. Devam etmek için sayfayı yenileyin.

## A ticket by a link

linked-page = Handover: bir destek kaydı
linked-title = Kayıt { $number }
linked-loading = Kayıt getiriliyor …
linked-gone = Bu bağlantı bir şey açmıyor ya da artık geçerli değil. Daha yeni bir e-posta isteyin veya masada oturum açın.
linked-failed = Kayıt getirilemedi.
linked-status = Durum
linked-priority = Öncelik
linked-created = Açılış
linked-expert = Uzman
linked-user = Kullanıcı
linked-machine = Makine
linked-hours = Çalışma saati
linked-summary = Özet
linked-notes = Notlar
linked-resolution = Çözüm
linked-transcript = Görüşme
linked-left_out = Gösterilmeyen eski iletiler: { $count }
linked-until = Bu bağlantıyla { $until } tarihine kadar okunabilir.
linked-is_open = Açık
linked-is_in_progress = Üzerinde çalışılıyor
linked-is_waiting_on_user = Kullanıcı bekleniyor
linked-is_resolved = Çözüldü
linked-is_closed = Kapalı
linked-from_user = Kullanıcı
linked-from_assistant = Asistan
linked-from_system = Handover
linked-from_expert = Uzman
