//! Building blocks: exponentials, logarithms, arithmetic in twice the precision.

use super::constants::*;
use super::polynomial;

kernel_functions!(f32);
exponent_functions!(f32);
precise_functions!(f32);
