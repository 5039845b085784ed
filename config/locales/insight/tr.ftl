# The page of insight, in Turkish. The words that it shares with other pages are in ../tr.ftl and ../desk/tr.ftl.

insight-title = Handover: içgörü
insight-to_desk = Masaya
insight-views = Görünümler
insight-overview = Genel bakış
insight-reasons = Nedenler
insight-waiting = Bekleme
insight-steps = Adımlar
insight-knowledge = Bilgi
insight-mail = Posta
insight-filters = Filtreler
insight-print = Yazdır
insight-as_of = { $days } · { $at } itibarıyla ({ $zone })
insight-stale = Bu rakamlar eski olabilir.
insight-read = Rakamlar güncel.
insight-empty = Bu dönemde filtrelere uyan konuşma yok.
insight-failed = Bu rakamlar yüklenemedi.
insight-table = Tablo
insight-table_of = Tablo: { $title }
insight-take = Kaydet
insight-take_of = Kaydet: { $title }
insight-kept = Resim kaydedildi.
insight-not_kept = Bu kaydedilemedi.
insight-weekly = Haftanın sayılarını her pazartesi bana e-postayla gönder.
insight-weekly_on = Haftanın sayıları pazartesi günü gelecek.
insight-weekly_off = Haftalık e-posta kapatıldı.
insight-door = İçgörü
insight-door_out = Bu rakamları yalnızca burada çalışanlar görür. Önce oturum açın.
insight-door_stranger = Oturumunuz açık, ancak bu rakamlar yalnızca yardım edenler ve yöneticiler içindir.

## Filters

pick-period = Dönem
pick-days = Son { $days } gün
pick-dates = … ile … arası
pick-from = Başlangıç
pick-to = Bitiş
pick-model = Makine modeli
pick-language = Dil
pick-any = Tümü
pick-compare = Önceki dönemle karşılaştır

## What a mark of a picture says

mark-part = { $place }: { $part }, { $value }
mark-flow = { $from } → { $to }: { $count } konuşma
mark-node = { $name }: { $count } konuşma
mark-half = { $place }: yarısı en çok { $value } bekledi
mark-most = { $place }: onda dokuzu en çok { $value } bekledi
mark-before = { $place }: önceki dönemde yarısı, { $value }
place-week = { $date } haftası
place-hour = { $weekday } { $hour }
span-between = { $from } – { $to }
span-over = { $from } üzeri

## Columns of tables

column-day = Gün
column-week = Hafta
column-month = Ay
column-sum = Toplam
column-hour = Saat
column-rated = Puanlanan
column-mean = Ortalama
column-from = Nereden
column-to = Nereye
column-sessions = Konuşmalar
column-rule = Kural
column-count = Sayı
column-step = Adım
column-gap = Soru
column-measure = Ölçü

## Head figures

head-title = En önemli rakamlar
head-sessions = Konuşmalar
head-deflection = İnsan olmadan çözülen
head-escalation = İnsan gereken
head-first_answer = İlk insan yanıtı, yarısı şu sürede
head-resolution = Çözüm, yarısı şu sürede
head-reopened = Yeniden açılan
head-rating = Uzmanların puanı
head-count = { $count } konuşma
head-ratings = { $count } puan
head-nine_in_ten = onda dokuzu { $time } içinde
change-was = önce: { $value }
change-better = daha iyi,
change-worse = daha kötü,
change-unknown = karşılaştıracak bir şey yok

## Over time

trend-title = İnsan gereken konuşmalar, nedene göre
trend-before = Önceki dönem
trend-finding = { $count } konuşmada insan gerekti. En sık neden: { $reason } ({ $share }).
sessions-title = Konuşmalar
sessions-finding = { $count } konuşmanın { $share } kadarı insan olmadan çözüldü.
sessions-deflected = İnsan olmadan çözülen
sessions-escalated = İnsan gereken
sessions-rest = Açık veya bırakılmış
heat-sessions = Konuşmalar ne zaman başlıyor
heat-waiting = En uzun ne zaman bekleniyor
heat-about = Renk ne kadar güçlüyse o kadar çok.
heat-cell = { $place }: { $count } konuşma
heat-cell_waiting = { $place }: { $count } kişinin yarısı en çok { $value } bekledi
heat-finding = En yoğun saat: { $place }, { $count } konuşma.
heat-finding_waiting = En uzun bekleme: { $place }; yarısı { $value } süresinden çok bekledi.
ratings-title = Puanlar
ratings-none = Bu dönemde kimse puan vermedi.
ratings-about = Ne puanlandı: asistan, uzman gelene kadar geçen süre, uzman.
ratings-mean = ortalama { $mean }, { $count } puan
rated-assistant = Asistan
rated-handoff = Devir
rated-expert = Uzman

## Reasons and rules

flow-title = Sorundan kural yoluyla sonuca
flow-about = Bant ne kadar genişse o kadar çok konuşma. Önce: konu neydi. Ortada: insanı ne getirdi. Sonda: nasıl bitti.
flow-finding = İnsana giden en geniş yol: { $from } → { $to }, { $count } konuşma ({ $share }).
flow-others = { $count } diğer
flow-others_of = { $reason }: { $others }
category-unknown = Bilinmiyor
category-none = Bilinmiyor
rule-none = Kural yok
rule-person = Düğmeyle istendi
end-solved_by_assistant = Asistan çözdü
end-offer_ignored = Öneri dikkate alınmadı
end-solved_by_expert = Uzman çözdü
end-cancelled = Geri alındı
end-open = Hâlâ açık
end-abandoned = Bırakıldı
rules-title = Kurallar
rules-about = Geç: kullanıcı üç tur içinde yeniden istedi. Gereksiz: önerilen insan olmadan çözüldü.
rules-finding = En sık gereksiz olan: { $rule }. { $count } durumun { $share } kadarı insan olmadan çözüldü.
rules-finding_none = Sık uygulanan hiçbir kural gereksiz değildi.
rules-fired = Uygulandı
rules-fired_about = Kural kaç kez insan getirdi veya önerdi
rules-offered = Önerildi
rules-offered_about = Bir insan önerildi
rules-forced = Zorunlu
rules-forced_about = Sormadan talep oluşturuldu
rules-accepted = Kabul edildi
rules-accepted_about = Kullanıcı öneriyi kabul etti
rules-ignored = Yok sayıldı
rules-ignored_about = Kullanıcı öneri olmadan devam etti
rules-too_late = Geç
rules-too_late_about = Kullanıcı üç tur içinde yeniden istedi
rules-needless = Gereksiz
rules-needless_about = İnsan olmadan çözüldü
rules-weeks = Haftalara göre
rules-weeks_of = Haftalara göre uygulanma: { $weeks }
rules-replay = Taslağı dene
rules-replay_of = { $rule } kuralının bir taslağını dene
replay-about = Kuralların taslağını bir klasöre yazın ve bu komutu hizmetin kurulu olduğu yerde çalıştırın. Saklanan konuşmalardan hangilerini farklı değerlendireceğini gösterir ve hiçbir şeyi değiştirmez.
replay-command = Komut
replay-copy = Kopyala
replay-copied = Kopyalandı.

## Waiting

spread-first_answer = İlk insan yanıtına kadar geçen süre
spread-resolution = Çözüme kadar geçen süre
spread-about = Kaç kişi ne kadar bekledi; alttaki ölçek sıçrayarak büyür.
spread-summary = { $count } durum · yarısı { $half } içinde · onda dokuzu { $most } içinde
spread-finding = En uzun bekleyen: { $group }. Yarısı { $half } süresinden çok bekledi. Diğerlerinde yarısı { $least } ile { $most } arası bekledi.
spread-finding_all = Yarısı en çok { $half }, onda dokuzu en çok { $most } bekledi.
choose-measure = Ne ölçülüyor
measure-first_answer = İlk insan yanıtı
measure-resolution = Çözüm
choose-by = Neye göre gruplu
by-language = Dil
by-priority = Öncelik
by-reason = Neden
by-none = Hepsi birlikte
group-none = Tümü
waits-title = İlk insan yanıtına kadar geçen süre, zaman içinde
waits-half = Yarısı şu sürede
waits-most = Onda dokuzu şu sürede
waits-middle = Ortadaki yarı
waits-before = Önceki dönemde yarısı
waits-share = { $share } şu sürede
waits-longest = En uzun

## Guided steps

steps-title = Yönlendirilen adımlar
steps-more = { $count } sorun daha göster
steps-none = Bu dönemde yönlendirilen adım denenmedi.
steps-step = Adım { $number }
steps-tried = Denendi
steps-tries = { $count } kez denendi, { $share } işe yaramadı
steps-fail_rate = İşe yaramayan adımlar
steps-finding = { $problem }: { $number }. adım { $count } denemenin { $share } kadarında başarısız.
steps-finding_none = Hiçbir adım değerlendirilecek kadar sık denenmedi.
steps-sessions = { $count } konuşma
steps-escalated = { $count } konuşmada sonra insan gerekti

## What is not known yet, and what experts have written down

gaps-title = İyi yanıtı olmayan sorular
gaps-none = Bu dönemde iyi yanıtı olmayan soru yok.
gaps-about = Asistanın emin olmadığı sorular, ortak yönlerine göre toplanmış.
gaps-finding = Sıradaki yazı konusu: “{ $label }”; iyi yanıt olmadan { $count } kez soruldu.
gaps-count = { $sessions } konuşmada { $questions } soru
gaps-sure = { $share } emin
gaps-since = { $from } – { $to }
gaps-questions = Sorular
gaps-confidence = Ne kadar emin
gaps-last = Son soruluş
gaps-examples = Soruldukları gibi
gaps-resolutions = Neyin çözdüğü
gap-draft = Makale taslağı oluştur
gap-draft_of = { $label } hakkında makale taslağı oluştur
gap-drafted = Taslak uzman bilgileri arasında, henüz doğrulanmadı.
gap-no_draft = Taslak yapılabilecek bir çözüm henüz yazılmadı.
lessons-title = Uzman bilgisi
lessons-none = Henüz hiçbir şey yazılmadı.
lessons-about = Yanıtlar buna dayanır; bir yönetici doğrular.
lessons-about_lead = Yanıtlar buna dayanır. Henüz doğrulanmamış olanı okuyun, düzeltin ve doğrulayın.
lessons-filter = Hangi bilgi
lessons-all = Tümü
lessons-verified = Doğrulanmış
lessons-unverified = Doğrulanmamış
lesson-verified = Doğrulandı
lesson-verified_by = Doğrulayan: { $name }
lesson-unverified = Doğrulanmadı
lesson-from = kaynak
lesson-verify = Doğrula
lesson-withdraw = Doğrulamayı geri al
lesson-edit = Değiştir
lesson-effect = Önce ve sonra
lesson-forget = Sil
lesson-problem = Sorun
lesson-solution = Çözüm
lesson-tags = Anahtar sözcükler, virgülle ayrılmış
lesson-save = Kaydet
lesson-saved = Kaydedildi.
lesson-forgotten = Silindi.
lesson-now_verified = Doğrulandı.
lesson-now_unverified = Artık doğrulanmış değil.
effect-before = Önce
effect-after = Sonra
effect-finding = Öncesi ve sonrası { $days } gün: iyi yanıt olmadan önce { $before }, sonra { $after } kez soruldu.

## Mail

mails-title = Postalar ulaşıyor mu?
mails-none_sent = Bu dönemde posta gönderilmedi.
mails-deferred = Yeniden denenen
mails-half = Teslim, yarısı şu sürede
mails-most = Teslim, onda dokuzu şu sürede
mails-oldest = Bekleyen en eski posta: { $at }.
mails-finding = { $count } postadan vazgeçildi ({ $share }).
mails-finding_none = Hiçbir postadan vazgeçilmedi; { $count } posta gönderildi.

## The transcripts behind a mark

behind-title = Bu işaretin arkasındaki konuşmalar
behind-none = Hiç yok.
behind-conversation = Konuşma
said-user = Kullanıcı
said-assistant = Asistan
said-expert = Uzman
said-system = Hizmet
