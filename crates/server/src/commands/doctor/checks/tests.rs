//! The limits of what counts as wrong.

use std::path::Path;

use super::super::Grade;
use super::{LITTLE_DISK, NO_DISK, clock, disk_finding, existing_folder};

#[test]
fn little_disk_is_a_warning_and_none_a_problem() {
    let grade = |free| disk_finding(Path::new("/x"), free).grade;
    assert_eq!(grade(LITTLE_DISK), Grade::Good);
    assert_eq!(grade(LITTLE_DISK - 1), Grade::Warning);
    assert_eq!(grade(NO_DISK), Grade::Warning);
    assert_eq!(grade(NO_DISK - 1), Grade::Problem);
}

#[test]
fn disk_space_is_looked_for_where_the_database_will_be() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("not/yet/handover.db");
    assert_eq!(existing_folder(Some(&database)), folder.path());
    assert_eq!(existing_folder(Some(Path::new("handover.db"))), Path::new("."));
    assert_eq!(existing_folder(None), Path::new("."));
}

#[test]
fn the_clock_of_this_machine_can_be_right() {
    assert_eq!(clock().grade, Grade::Good);
}
