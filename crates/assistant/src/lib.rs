//! What the AI side says.
