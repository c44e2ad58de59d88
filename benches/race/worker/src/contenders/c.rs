use super::prelude::*;

/// A loop order of C.
macro_rules! order {
    ($Network:ident, $Order:ident, $name:literal, $function:ident) => {
        pub struct $Order;

        impl<S: subject::$Network> Contender<S> for $Order {
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

order!(Dense, ByInput, "C, by input", c_by_input);
order!(Dense, ByUnit, "C, by unit", c_by_unit);
order!(Dense, Tiled, "C, in tiles", c_tiled);
order!(Convolutional, Direct, "C, direct loops", c_direct);
order!(
    Convolutional,
    ChannelsFirst,
    "C, channels first",
    c_channels_first
);
