use std::collections::HashSet;

use actix_web::ResponseError;

use super::*;

#[test]
fn every_kind_is_described_once_and_renders_a_whole_document() {
    let mut slugs = HashSet::new();
    for about in &DESCRIPTIONS {
        assert!(slugs.insert(about.slug), "{} is there twice", about.slug);
        assert_eq!(about.kind.description().slug, about.slug);
        let mut response = ApiError::new(about.kind, "What happened").error_response();
        assert_eq!(response.status().as_u16(), about.status);
        let waits = about.status == 503 || matches!(about.kind, Kind::StillRunning | Kind::TooManyStreams);
        assert_eq!(response.headers().contains_key(header::RETRY_AFTER), waits, "{}", about.slug);
        let problem = response.extensions_mut().remove::<Problem>().unwrap();
        let document: Value = serde_json::from_slice(&problem.document("/ai", "the-id")).unwrap();
        let expected = json!({
            "type": format!("/ai/problems/{}", about.slug), "title": about.title, "status": about.status,
            "detail": "What happened", "instance": "the-id"
        });
        assert_eq!(document, expected);
        assert!(about.advice.ends_with('.'));
    }
}

#[test]
fn a_cause_is_kept_for_the_log_with_its_chain_and_never_rendered() {
    let inner: Box<dyn Error + Send + Sync> = "INSERT INTO secrets VALUES ('x')".into();
    let mut response = ApiError::from(StoreError::Failed(inner)).error_response();
    let problem = response.extensions_mut().remove::<Problem>().unwrap();
    assert_eq!(problem.causes, ["the database failed", "INSERT INTO secrets VALUES ('x')"]);
    let document = String::from_utf8(problem.document("", "id")).unwrap();
    assert!(!document.contains("INSERT"), "{document}");
}

#[test]
fn a_field_is_named_for_old_clients_and_by_pointer() {
    let path = vec![At::Key("list/of~things".to_owned()), At::Index(3), At::Key("role".to_owned())];
    let field = FieldError { part: "body", path, code: "missing", message: "Field required".to_owned() };
    let mut response = ApiError::field(field).error_response();
    let problem = response.extensions_mut().remove::<Problem>().unwrap();
    let document: Value = serde_json::from_slice(&problem.document("", "id")).unwrap();
    let old =
        json!([{"type": "missing", "loc": ["body", "list/of~things", 3, "role"], "msg": "Field required"}]);
    assert_eq!(document["detail"], old);
    let new = json!([{"pointer": "/list~1of~0things/3/role", "detail": "Field required"}]);
    assert_eq!(document["errors"], new);
}
