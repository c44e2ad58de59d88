//! Building blocks: exponentials, logarithms, arithmetic in twice the precision.

use super::constants::*;
use super::polynomial;

kernel_functions!(f64);
exponent_functions!(f64);
precise_functions!(f64);
