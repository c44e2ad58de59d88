//! The functions that are not elementwise.

vector_functions!(f64);
