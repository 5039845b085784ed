//! What a contacts file may hold.

use handover_domain::Reason;
use handover_domain::assistant::Category;

use super::{SHIPPED, parse};

#[test]
fn the_shipped_contacts_are_samples_and_route_by_kind_of_problem() {
    let contacts = parse(SHIPPED).unwrap();
    assert!(contacts.is_sample());
    assert_eq!(contacts.general().email, "support@autoboss.com");
    assert!(contacts.emergency().name.contains("Emergency") && contacts.emergency().hours.contains("24/7"));
    let id = |reason, category| contacts.route(reason, category).id.as_str();
    assert_eq!(id(Reason::UserRequest, Some(Category::Electrical)), "electrical");
    assert_eq!(id(Reason::UserRequest, Some(Category::Hydraulic)), "hydraulic");
    assert_eq!(id(Reason::UserRequest, None), "general");
    assert_eq!(id(Reason::SafetyConcern, Some(Category::Hydraulic)), "emergency");
}

#[test]
fn a_file_that_cannot_be_used_says_where() {
    let file = |from: &str, to: &str| {
        assert!(SHIPPED.contains(from), "{from}");
        format!("{:#}", parse(&SHIPPED.replacen(from, to, 1)).expect_err("the file is wrong"))
    };
    assert!(file("general = \"general\"", "general = \"nobody\"").contains("`nobody`"));
    assert!(file("hydraulic = \"hydraulic\"", "hydralic = \"hydraulic\"").contains("hydraulic"));
    assert!(file("id = \"electrical\"", "id = \"general\"").contains("twice"));
    assert!(file("electrical@autoboss.com", "electrical").contains("electrical"));
    assert!(file("hours =", "horus =").contains("horus"));
}

#[test]
fn a_file_without_the_word_is_no_sample() {
    assert!(!parse(&SHIPPED.replacen("sample = true", "", 1)).unwrap().is_sample());
}
