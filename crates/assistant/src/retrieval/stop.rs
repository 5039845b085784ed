//! The words that carry structure rather than content, in six languages.

use handover_domain::Language;

use crate::english;
use crate::lexicon::Words;

/// Whether a folded word is a stop word of a language.
pub(crate) fn is_stop(word: &str, language: Language) -> bool {
    match language {
        Language::En => english::STOP.has(word) || english::NEGATORS.has(word),
        Language::El => EL.has(word),
        Language::Ar => AR.has(word),
        Language::Es => ES.has(word),
        Language::Tr => TR.has(word),
        Language::No => NO.has(word),
    }
}

/// Whether a word belongs to the language rather than to a subject, and so is no slip for another.
pub(crate) fn is_structure(word: &str, language: Language) -> bool {
    is_stop(word, language) || (language == Language::En && english::is_own(word))
}

static EL: Words = Words::new(
    "ο η το οι τα τον την τη του τησ των τουσ τισ στο στον στη στην στα στουσ στισ στου ενα ενασ μια ενοσ \
     μιασ εναν και κι να θα ασ αν δεν δε μη μην που πωσ πωσ τι ποιοσ ποια ποιο ποιοι ποιεσ ποιουσ ποιον ποιαν \
     ποιου ποιασ ποιων ποσο ποσοσ ποση ποσοι ποσεσ ποσα ποσουσ ποτε που γιατι οτι οταν οπου οπωσ οσο οσα οσοι \
     ωσ σαν αλλα ομωσ η ειτε ουτε μα με σε για απο προσ κατα μετα παρα αντι χωρισ μεχρι εωσ υπο υπερ επι μεσα \
     εξω πριν αφου ειναι ηταν ειμαι εισαι ειμαστε ειστε ημουν ηταν εχω εχεισ εχει εχουμε εχετε εχουν ειχε ειχα \
     ειχαν εγω εσυ αυτοσ αυτη αυτο αυτοι αυτεσ αυτα αυτον αυτην αυτου αυτησ αυτων αυτουσ εμεισ εσεισ μου σου \
     μασ σασ με σε εκεινοσ εκεινη εκεινο εδω εκει τοτε τωρα ηδη ακομη ακομα πολυ πιο πλεον επισησ μονο καθε \
     καποιοσ καποια καποιο κατι τιποτα ολα ολοι ολεσ ολο ολη αλλο αλλη αλλοσ αλλοι αλλεσ ιδιο ιδια τοσο ετσι \
     μπορω μπορει μπορουμε μπορειτε πρεπει κανω κανει κανουμε γινεται εγινε υπαρχει υπαρχουν ναι οχι παρακαλω",
);

static AR: Words = Words::new(
    "في من الي علي عن مع ما ماذا متي اين كيف لماذا هل كم اي ايه الذي التي الذين اللذان اللتان اللواتي هو هي هم هن \
     هما انا نحن انت انتم انتما هذا هذه هذان هؤلاء هولاء ذلك تلك اولئك اوليك ان انه انها انهم كان كانت كانوا يكون \
     تكون ليس ليست لم لن لا قد لقد سوف كل بعض غير بين عند عندما حيث حتي اذا لو لكن لكنه بل او ام و ف ثم ايضا كما \
     منذ خلال بعد قبل حول ضد دون بدون فقط جدا هناك هنا به بها بهم له لها لهم لي لك لنا فيه فيها فيهم منه منها \
     منهم عليه عليها عليهم اليه اليها اليهم عنه عنها وهو وهي وكان وكانت وقد ولا ولم ولن وما ومن وفي وعلي مما ممن \
     عما فيما بما لما الا اما اذ لان لانه لانها كذلك مثل تم يتم مازال نعم لدي يا يمكن",
);

static ES: Words = Words::new(
    "el la los las un una unos unas lo al del de a ante bajo con contra desde durante en entre hacia hasta para por \
     segun sin sobre tras y e o u ni que quien quienes cual cuales cuando cuanto cuanta cuantos cuantas como donde \
     porque pues si no nunca tampoco tambien pero sino aunque mientras yo tu el ella ello nosotros nosotras \
     vosotros ellos ellas usted ustedes me te se nos os le les mi mis tus su sus nuestro nuestra nuestros \
     nuestras este esta esto estos estas ese esa eso esos esas aquel aquella aquello aquellos aquellas es son era \
     eran fue fueron ser sido siendo soy eres somos estoy estas esta estamos estan estaba estaban estado estar he \
     has ha hemos han habia habian haber hay hubo tengo tiene tienen tenia tener muy mas menos mucho mucha muchos \
     muchas poco poca algo alguien algun alguna algunos algunas nada nadie ningun ninguna todo toda todos todas \
     otro otra otros otras mismo misma mismos mismas tan tanto ya aun todavia asi ahora entonces aqui alli hoy \
     puede pueden puedo podemos debe deben debo hacer hace hago favor cada cuyo cuya cuyos cuyas",
);

static TR: Words = Words::new(
    "ve veya ya da de ki mi mu bir bu su o ben sen biz siz onlar bana sana ona bize size onlara beni seni onu bizi \
     sizi onlari benim senin onun bizim sizin onlarin bunu bunun buna bunda bundan bunlar bunlari bunlarin sunu \
     sunlar orada burada surada ne neyi neden nedir nicin niye nasil nerede nereye nereden nerededir hangi hangisi \
     kim kime kimi kimin kimdir kac kadar ile icin gibi gore dogru karsi sonra once beri ragmen uzere dolayi ama \
     fakat ancak lakin cunku eger ise hem hep her herhangi hic hicbir bazi baska diger tum butun cok daha en az \
     pek biraz sadece yalnizca bile artik simdi zaten henuz degil var yok olan olarak oldugu oldugunu olup oldu \
     olmus olur olmasi olmak olabilir idi imis iken ise etmek eden edilen etti eder yapmak yapan yapilan sey \
     seyi evet hayir lutfen ayni boyle soyle oyle midir mudur diye",
);

static NO: Words = Words::new(
    "og i jeg det at en et den til er som pa de med han av ikke ikkje der sa var meg seg men ett har om vi min mitt \
     ha hadde hun na over da ved fra du ut sin dem oss opp man kan hans hvor eller hva skal selv sjol her alle \
     vil bli ble blei blitt kunne inn nar vaere kom noen noe ville dere de som deres kun ja etter ned skulle \
     denne for deg si sine sitt mot a meget hvorfor dette disse uten hvordan ingen din ditt blir samme hvilken \
     hvilke hvilket hvem hvis hvilken sann inni mellom var hver vart vare vaere bade bare enn fordi for mange \
     ogsa slik vaert ei ein eit eg kva kven korleis kvifor kor dei me mens mye mer mest andre annet annen altsa \
     under gjor gjore jo nei vennligst skulle burde bor ma matte for siden igjen",
);
