use super::{DatabaseUrl, DatabaseUrlError};

#[test]
fn the_password_is_never_shown() {
    let cases = [
        ("postgres://ann:s3cret@db.example:5432/handover", "postgres://ann:***@db.example:5432/handover"),
        ("postgresql://ann:p@ss@db/handover", "postgresql://ann:***@db/handover"),
        ("postgres://ann:s3c?ret@db/x", "postgres://***"),
        ("postgres://ann@db/x?password=s3cret&a=b", "postgres://ann@db/x?password=***&a=b"),
        ("postgres://db/x", "postgres://db/x"),
    ];
    for (url, shown) in cases {
        let url = DatabaseUrl::parse(url).expect("an address");
        assert_eq!(url.to_string(), shown);
        assert_eq!(format!("{url:?}"), format!("DatabaseUrl({shown})"));
    }
}

#[test]
fn a_file_is_taken_literally() {
    let path = |text: &str| {
        let url = DatabaseUrl::parse(text).expect("an address");
        url.sqlite_path().expect("a file").display().to_string()
    };
    assert_eq!(path("sqlite:data/handover.db"), "data/handover.db");
    assert_eq!(path("sqlite:/var/lib/x.db"), "/var/lib/x.db");
    assert_eq!(path("sqlite:///var/lib/x.db"), "/var/lib/x.db");
    assert_eq!(path("sqlite:file:x?mode=memory"), "./file:x?mode=memory");
}

#[test]
fn what_is_no_address_is_refused_with_a_way_out() {
    assert_eq!(DatabaseUrl::parse("mysql://x"), Err(DatabaseUrlError::UnknownKind));
    assert_eq!(DatabaseUrl::parse("sqlite:"), Err(DatabaseUrlError::NoPath));
    assert_eq!(DatabaseUrl::parse("sqlite::memory:"), Err(DatabaseUrlError::InMemory));
}

#[cfg(not(feature = "pg-tls"))]
#[test]
fn tls_that_this_build_cannot_do_is_refused() {
    let refused = DatabaseUrl::parse("postgres://db/x?sslmode=verify-full").expect_err("no TLS");
    assert!(refused.to_string().contains("pg-tls"), "{refused}");
    assert!(DatabaseUrl::parse("postgres://db/x?sslmode=prefer").is_ok());
}
