//! End-to-end tests of Handover; everything is in `tests/it`.
