//! Which step a note names: "bled the pump; continue at step 4".

/// How the word for a step begins, in the six languages.
const STEP: [&str; 10] = ["step", "βήμα", "βημα", "خطوة", "الخطوة", "paso", "adım", "adim", "trinn", "steg"];

/// The step that a note names; the last one, because what was done comes before what is to be done.
pub(super) fn step_named_in(note: &str) -> Option<u32> {
    let lower = note.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut pairs = words.windows(2).filter_map(|pair| match pair {
        [first, second] if is_step(first) => number(second),
        // Turkish puts the number first: "4. adımdan devam".
        [first, second] if second.starts_with("adım") || second.starts_with("adim") => number(first),
        _ => None,
    });
    pairs.next_back()
}

fn is_step(word: &str) -> bool {
    STEP.iter().any(|begin| word.starts_with(begin))
}

/// A number in any digits that people type.
fn number(word: &str) -> Option<u32> {
    let digit = |c: char| match c {
        '0'..='9' => c.to_digit(10),
        '٠'..='٩' => Some(u32::from(c) - u32::from('٠')),
        '۰'..='۹' => Some(u32::from(c) - u32::from('۰')),
        _ => None,
    };
    let digits: Option<Vec<u32>> = word.chars().map(digit).collect();
    let value = digits?.into_iter().try_fold(0_u32, |value, digit| value.checked_mul(10)?.checked_add(digit));
    value.filter(|value| (1..=99).contains(value))
}

#[cfg(test)]
mod tests {
    use super::step_named_in;

    #[test]
    fn a_step_is_found_in_every_language() {
        for (note, step) in [
            ("bled the pump; continue at step 4", Some(4)),
            ("Did step 3, please go on with Step #5", Some(5)),
            ("Εξαερώθηκε η αντλία· συνεχίστε από το βήμα 4", Some(4)),
            ("تابع من الخطوة ٤", Some(4)),
            ("Continúe en el paso 12.", Some(12)),
            ("Pompanın havası alındı, 4. adımdan devam", Some(4)),
            ("adım 2'den devam edin", Some(2)),
            ("Fortsett på trinn 6", Some(6)),
            ("bled the pump", None),
            ("step by step", None),
            ("step 0", None),
            ("step 4294967297", None),
            ("", None),
        ] {
            assert_eq!(step_named_in(note), step, "{note}");
        }
    }
}
