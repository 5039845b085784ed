//! The packs themselves: complete, the same inside the binary and beside it.

use std::path::Path;

use handover_assistant::{Library, LibraryError};

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
        assert!(last.title.to_lowercase().contains("call"), "{title} ends without saying when to call");
    }
}

#[test]
fn every_document_of_the_sample_says_that_it_is_one() {
    for document in Library::embedded().unwrap().documents() {
        let notice = document.notice.as_deref().unwrap_or_default();
        assert!(notice.starts_with("Sample, not the manufacturer's"), "{}", document.id);
    }
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let error = Library::from_dir(Path::new("/no/such/folder")).unwrap_err();
    assert!(matches!(&error, LibraryError::Read { .. }));
    assert_eq!(error.to_string(), "/no/such/folder cannot be read");
}
