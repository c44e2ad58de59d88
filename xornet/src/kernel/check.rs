//! The evaluation of test cases by the compiler.
//!
//! The macro has already run all of them through the reference. Evaluating some of them proves that the generated code
//! agrees with it.

macro_rules! check {
    ($float:ident: $computed:ident $expected:ident => $distance:expr) => {
        pub(super) mod $float {
            /// Compares the output of a compiled network with the output that the model file expects.
            ///
            /// # Panics
            ///
            /// If one of the values differs by more than `tolerance`, or is NaN.
            #[track_caller]
            pub const fn check<const N: usize>(
                computed: &[$float; N],
                expected: &[$float; N],
                tolerance: $float,
            ) {
                let mut i = 0;
                while i < N {
                    let ($computed, $expected) = (computed[i], expected[i]);
                    let holds = $distance <= tolerance;
                    assert!(
                        holds,
                        "the compiled network differs from its reference: this is a bug in xornet, please report it"
                    );
                    i += 1;
                }
            }
        }
    };
}

check!(f32: a b => (a - b).abs());
check!(f64: a b => (a - b).abs());
check!(i8: a b => a.saturating_sub(b).saturating_abs());

#[cfg(test)]
mod tests {
    use super::f32::check;

    #[test]
    fn what_is_within_the_tolerance_passes() {
        check(&[1.0, 2.5], &[1.0, 2.0], 0.5);
    }

    #[test]
    #[should_panic(expected = "differs from its reference")]
    fn what_is_further_off_panics() {
        check(&[1.0, 2.5], &[1.0, 2.0], 0.25);
    }

    #[test]
    #[should_panic(expected = "differs from its reference")]
    fn what_is_not_a_number_panics() {
        check(&[f32::NAN], &[1.0], f32::INFINITY);
    }
}
