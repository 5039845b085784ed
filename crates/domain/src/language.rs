//! The six languages a user may write and read.

/// A language the product speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum Language {
    /// English, also what anything unknown becomes.
    #[default]
    En,
    /// Greek.
    El,
    /// Arabic, written right to left.
    Ar,
    /// Spanish.
    Es,
    /// Turkish.
    Tr,
    /// Norwegian; Bokmål and Nynorsk tags mean it too.
    No,
}

impl Language {
    /// Every language, in the order the widget lists them.
    pub const ALL: [Self; 6] = [Self::En, Self::El, Self::Ar, Self::Es, Self::Tr, Self::No];

    /// Reads a language tag such as `en-US`, `nb` or `EL`: the primary subtag decides, `nb` and `nn`
    /// mean Norwegian, and whatever is unknown means English. Never fails, because a wrong tag must
    /// not cost a user an answer.
    pub fn from_tag(tag: &str) -> Self {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        match primary.as_str() {
            "el" => Self::El,
            "ar" => Self::Ar,
            "es" => Self::Es,
            "tr" => Self::Tr,
            "no" | "nb" | "nn" => Self::No,
            _ => Self::En,
        }
    }

    /// The two-letter code used on the wire and in tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::El => "el",
            Self::Ar => "ar",
            Self::Es => "es",
            Self::Tr => "tr",
            Self::No => "no",
        }
    }

    /// The language's own name for itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::El => "Ελληνικά",
            Self::Ar => "العربية",
            Self::Es => "Español",
            Self::Tr => "Türkçe",
            Self::No => "Norsk",
        }
    }
}
