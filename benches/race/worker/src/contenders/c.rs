use super::prelude::*;

/// A loop order of hand-written C.
macro_rules! order {
    ($Order:ident, $name:literal, $function:ident) => {
        pub struct $Order;

        impl<S: Subject> Contender<S> for $Order {
            const NAME: &'static str = $name;

            fn new(_: &Network) -> Built<Self> {
                Ok(Some(Self))
            }

            #[inline(always)]
            fn forward(&mut self, x: &S::Input) -> S::Output {
                S::$function(x)
            }
        }
    };
}

order!(ByInput, "C, by input", c_by_input);
order!(ByUnit, "C, by unit", c_by_unit);
order!(Tiled, "C, in tiles", c_tiled);
