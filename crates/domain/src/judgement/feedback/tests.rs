//! Tests of `feedback`.
