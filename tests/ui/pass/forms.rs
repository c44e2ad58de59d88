//! Every form of the call.

xornet::model!("./forms.toml");
mod inner {
    xornet::model!(pub "./forms.toml",);
}
pub use inner::Forms as Again;
xornet::model!(A = "./forms.toml");
xornet::model!(pub(crate) B = r"./forms.toml");
xornet::model! {
    /// Documented.
    #[derive(Clone, Copy, Debug, PartialEq)]
    #[must_use]
    pub C = "./forms.toml"
}

macro_rules! through {
    ($($call:tt)*) => {
        xornet::model!($($call)*);
    };
}
through!(D = "./forms.toml");

fn main() {
    xornet::model!(E = "./forms.toml");
    let x = [0.5, -1.0];
    let y = Forms::forward(&x);
    for other in [A::forward(&x), B::forward(&x), C::forward(&x), D::forward(&x), E::forward(&x)] {
        assert_eq!(y, other);
    }
}
