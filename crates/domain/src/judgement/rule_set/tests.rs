//! Tests of `rule_set`.
