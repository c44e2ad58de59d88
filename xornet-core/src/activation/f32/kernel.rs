//! Building blocks: exponentials, logarithms, arithmetic in twice the precision.

use super::constants::*;
use super::polynomial;

exponent_functions!(f32);
logarithm_functions!(f32);
precise_functions!(f32);
angle_functions!(f32);
