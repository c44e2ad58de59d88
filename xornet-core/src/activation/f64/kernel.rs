//! Building blocks: exponentials, logarithms, arithmetic in twice the precision.

use super::constants::*;
use super::polynomial;

exponent_functions!(f64);
logarithm_functions!(f64);
precise_functions!(f64);
angle_functions!(f64);
