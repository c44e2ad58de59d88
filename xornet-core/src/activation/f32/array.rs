//! Every activation on an array, for generated code.

array_functions!(f32);
