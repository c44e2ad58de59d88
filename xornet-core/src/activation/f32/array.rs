//! Activations of arrays, for generated code.

array_functions!(f32);
