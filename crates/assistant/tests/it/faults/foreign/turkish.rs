//! Turkish, written by no native speaker and not yet reviewed by one. None of it stands in the pack.

use super::super::Phrasings;

pub(super) const FAULTS: Phrasings = &[
    (
        "no-water",
        &[
            "makineden su gelmiyor",
            "disklere hic su gelmiyor",
            "pompa denizden su çekmiyor",
            "motor çalışıyor ama nozullardan su çıkmıyor",
        ],
    ),
    (
        "pressure-loss",
        &["basınç bugün çok düşük", "basinc dusuyor", "pompa hiç basınç yapmıyor", "yeterli basınç yok"],
    ),
    (
        "hp-gauge-red",
        &[
            "manometre kırmızıya girdi",
            "ibre kirmizida",
            "basınç çok yüksek, 175 bar",
            "emniyet valfi sürekli açıyor",
        ],
    ),
    (
        "does-not-start",
        &[
            "motor bu sabah çalışmıyor",
            "mars basmiyor",
            "anahtarı çeviriyorum, hiçbir şey yok",
            "akü tamamen bitti",
        ],
    ),
    (
        "leak",
        &[
            "yağ kaçağı var",
            "hortum patladi",
            "pompadan su sızdırıyor",
            "motorun altına mazot damlıyor, sızıntı var",
        ],
    ),
    (
        "engine-overheats",
        &[
            "motor hararet yapiyor",
            "motor cok isiniyor",
            "motorun sıcaklığı çok yüksek",
            "radyatörden buhar geliyor",
        ],
    ),
    (
        "emergency-stop-stuck",
        &[
            "acil stop takildi",
            "kırmızı mantar çıkmıyor",
            "acil stop bir türlü açılmıyor",
            "acil stopu resetleyemedik, resetlenmiyor",
        ],
    ),
    (
        "poor-cleaning",
        &[
            "ağ bir türlü temizlenmiyor",
            "makine ağı iyi temizlemiyor",
            "ağda şerit bırakıyor",
            "midyeler ağdan çıkmıyor",
        ],
    ),
    (
        "breaker-trips",
        &[
            "şalter her seferinde atıyor",
            "makineye dokununca elektrik çarptı",
            "kumanda kutusunun içinde su var",
            "kacak akim atti yine",
        ],
    ),
    (
        "pressure-stays",
        &[
            "motoru durdurduk ama hortum hâlâ sert",
            "ibre sifira inmiyor",
            "hortumdaki basıncı boşaltamıyoruz, boşalmıyor",
            "hortumda basınç kalmış, basınç inmiyor",
        ],
    ),
    (
        "winch-slips",
        &[
            "vinç ağırlığı tutmuyor",
            "vinc freni kaciriyor",
            "yük yavaş yavaş kendi kendine iniyor",
            "halatın telleri kopmuş",
        ],
    ),
    (
        "engine-does-not-stop",
        &[
            "motor bir türlü durmuyor",
            "motor stop etmiyo, stop etmiyor",
            "anahtarı çıkardım ama motor hâlâ çalışıyor",
            "makine kapanmıyor, motor kapanmıyor",
        ],
    ),
];

/// What sounds like a fault and is none.
pub(super) const NO_FAULTS: &[&str] = &[
    "basınç normal",
    "kaçak yok",
    "motor çalışıyor",
    "su geliyor",
    "motoru nasıl çalıştırırım?",
    "filtreyi temizledik",
    "vinç çalışıyor",
    "motor durdu",
    "manometre sıfır",
];
