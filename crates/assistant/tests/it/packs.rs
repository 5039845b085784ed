//! The packs themselves: complete, the same inside the binary and beside it.

use std::path::Path;

use handover_assistant::{GuidedStep, Library, LibraryError, Problem};
use handover_domain::Language;

#[test]
fn the_embedded_packs_are_those_of_the_config_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config/knowledge");
    assert_eq!(Library::embedded().unwrap(), Library::from_dir(&folder).unwrap());
}

#[test]
fn every_problem_can_be_worked_through() {
    let library = Library::embedded().unwrap();
    let problems: Vec<_> =
        library.documents().iter().filter_map(|d| Some((d, d.problem.as_ref()?))).collect();
    assert!(problems.len() >= 25);
    for (document, problem) in problems {
        let title = &document.title;
        assert!((4..=8).contains(&problem.steps.len()), "{title}: {} steps", problem.steps.len());
        assert!(problem.symptoms.len() >= 12, "{title}: {} symptoms", problem.symptoms.len());
        assert!(problem.causes.len() >= 3 && !problem.warnings.is_empty(), "{title}");
        let last = &problem.steps[problem.steps.len() - 1];
        let calls = match document.language {
            Language::En => "call",
            Language::El => "καλέστε",
            Language::Ar => "اتصل",
            Language::Es => "llame",
            Language::Tr => "arayın",
            Language::No => "ring",
        };
        assert!(last.title.to_lowercase().contains(calls), "{title} ends without saying when to call");
    }
}

#[test]
fn a_translation_has_the_steps_and_warnings_of_its_original() {
    let library = Library::embedded().unwrap();
    let mut translations = 0;
    for document in library.documents().iter().filter(|document| document.language != Language::En) {
        let id = document.id.strip_suffix(&format!("-{}", document.language.code())).unwrap();
        let original = library.document(id).unwrap();
        assert_eq!(document.problem.is_some(), original.problem.is_some(), "{}", document.id);
        let (Some(problem), Some(original)) = (&document.problem, &original.problem) else {
            assert_eq!(document.sections.len(), original.sections.len(), "{}", document.id);
            continue;
        };
        assert_eq!(
            (problem.category, problem.requires_expert),
            (original.category, original.requires_expert)
        );
        let form = |step: &GuidedStep| (step.minutes, step.warnings.len(), step.outcomes.len());
        let forms = |problem: &Problem| problem.steps.iter().map(form).collect::<Vec<_>>();
        assert_eq!(forms(problem), forms(original), "{}", document.id);
        assert_eq!(problem.warnings.len(), original.warnings.len(), "{}", document.id);
        assert_eq!(problem.causes.len(), original.causes.len(), "{}", document.id);
        translations += 1;
    }
    assert!(translations >= 60, "{translations}");
}

#[test]
fn every_document_of_the_sample_says_that_it_is_one() {
    for document in Library::embedded().unwrap().documents() {
        let notice = document.notice.as_deref().unwrap_or_default();
        let (sample, unreviewed) = match document.language {
            Language::En => ("Sample, not the manufacturer's", ""),
            Language::El => ("Δείγμα, όχι του κατασκευαστή", "δεν έχει ελεγχθεί ακόμη"),
            Language::Ar => ("نموذج وليس من الشركة المصنّعة", "لم يراجع"),
            Language::Es => ("Muestra, no es del fabricante", "aún no revisada"),
            Language::Tr => ("Örnektir, üreticinin metni değildir", "henüz"),
            Language::No => ("Eksempel, ikke fra produsenten", "ennå ikke gjennomgått"),
        };
        assert!(notice.starts_with(sample) && notice.contains(unreviewed), "{}", document.id);
    }
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let error = Library::from_dir(Path::new("/no/such/folder")).unwrap_err();
    assert!(matches!(&error, LibraryError::Read { .. }));
    assert_eq!(error.to_string(), "/no/such/folder cannot be read");
}
