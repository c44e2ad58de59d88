//! Building blocks: exponentials in parts, logarithms, exact products.

kernel_functions!(f64);
