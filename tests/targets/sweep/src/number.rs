/// A number whose bits can be looked at.
pub trait Number: Copy {
    fn nearest(x: f64) -> Self;
    fn bits(self) -> u64;
}

impl Number for f32 {
    fn nearest(x: f64) -> Self {
        x as Self
    }

    fn bits(self) -> u64 {
        self.to_bits().into()
    }
}

impl Number for f64 {
    fn nearest(x: f64) -> Self {
        x
    }

    fn bits(self) -> u64 {
        self.to_bits()
    }
}
