//! Functions of a whole layer.

vector_functions!(f32);
