//! The words of all mails, from the same Fluent files as the words of the pages: those that both have, and those of
//! mails alone. They are part of the binary; a test shows that every language says everything.

use std::collections::HashMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use handover_domain::Language;

macro_rules! sources {
    ($($language:ident => $code:literal),+ $(,)?) => {
        /// What the files of a language say.
        fn sources(language: Language) -> [&'static str; 2] {
            match language {
                $( Language::$language => [
                    include_str!(concat!("../../../config/locales/", $code, ".ftl")),
                    include_str!(concat!("../../../config/locales/mail/", $code, ".ftl")),
                ] ),+
            }
        }
    };
}

sources!(En => "en", El => "el", Ar => "ar", Es => "es", Tr => "tr", No => "no");

static ALL: LazyLock<HashMap<Language, Words>> =
    LazyLock::new(|| Language::ALL.into_iter().map(|language| (language, Words::load(language))).collect());

/// The words of one language.
pub(crate) struct Words {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// The words of `language`, read once per process.
    pub(crate) fn of(language: Language) -> &'static Self {
        static ENGLISH: LazyLock<Words> = LazyLock::new(|| Words::load(Language::En));
        ALL.get(&language).unwrap_or(&ENGLISH)
    }

    fn load(language: Language) -> Self {
        let code = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![code]);
        // Names and numbers in a text that runs from right to left keep to themselves.
        bundle.set_use_isolating(language == Language::Ar);
        for source in sources(language) {
            // What cannot be read is left out, and what is said twice stays as it was first: a test rules out both.
            let resource =
                FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
            drop(bundle.add_resource(resource));
        }
        Self { language, bundle }
    }

    /// What `id` says.
    pub(crate) fn say(&self, id: &str) -> String {
        self.say_with(id, &[])
    }

    /// What `id` says of `values`.
    pub(crate) fn say_with(&self, id: &str, values: &[(&str, &str)]) -> String {
        let pattern = self.bundle.get_message(id).and_then(|message| message.value());
        let Some(pattern) = pattern else { return id.to_owned() };
        let mut arguments = FluentArgs::new();
        for (name, value) in values {
            arguments.set(*name, *value);
        }
        self.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }

    /// The language, as HTML names it.
    pub(crate) fn code(&self) -> &'static str {
        self.language.code()
    }

    /// The signs that make what is between them keep its own direction in a plain text: none where the text runs from
    /// left to right.
    pub(crate) fn isolation(&self) -> (&'static str, &'static str) {
        if self.language == Language::Ar { ("\u{2068}", "\u{2069}") } else { ("", "") }
    }

    /// In which direction the language is written, and on which side its lines begin.
    pub(crate) fn direction(&self) -> (&'static str, &'static str) {
        if self.language == Language::Ar { ("rtl", "right") } else { ("ltr", "left") }
    }
}

#[cfg(test)]
mod tests;
