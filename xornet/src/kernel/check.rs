//! Recorded cases, evaluated by the compiler: `forward_const` against the outputs in the file.

/// The text of a panic, put together in const evaluation, where there is no formatting.
struct Message {
    bytes: [u8; Self::ROOM],
    length: usize,
}

impl Message {
    const ROOM: usize = 4096;

    const fn new(text: &str) -> Self {
        let message = Self {
            bytes: [0; Self::ROOM],
            length: 0,
        };
        message.text(text)
    }

    /// Appends `text`; what does not fit is left out, at a character's border.
    const fn text(mut self, text: &str) -> Self {
        let mut room = Self::ROOM - self.length;
        if text.len() < room {
            room = text.len();
        }
        while !text.is_char_boundary(room) {
            room -= 1;
        }
        let (_, rest) = self.bytes.split_at_mut(self.length);
        let (to, _) = rest.split_at_mut(room);
        to.copy_from_slice(text.as_bytes().split_at(room).0);
        self.length += room;
        self
    }

    const fn digit(self, digit: u64) -> Self {
        self.text("0123456789".split_at((digit % 10) as usize).1.split_at(1).0)
    }

    const fn integer(self, value: u64) -> Self {
        if value >= 10 {
            self.integer(value / 10).digit(value)
        } else {
            self.digit(value)
        }
    }

    /// Appends about nine significant digits of `value`: `-1.23456789e-5`.
    const fn number(mut self, value: f64) -> Self {
        if value.is_nan() {
            return self.text("NaN");
        }
        if value.is_sign_negative() {
            self = self.text("-");
        }
        let mut rest = value.abs();
        if rest.is_infinite() {
            return self.text("inf");
        }
        if rest == 0.0 {
            return self.text("0.0");
        }
        let mut exponent = 0i32;
        while rest >= 10.0 {
            rest /= 10.0;
            exponent += 1;
        }
        while rest < 1.0 {
            rest *= 10.0;
            exponent -= 1;
        }
        let mut digits = (rest * 1e8 + 0.5) as u64;
        if digits >= 1_000_000_000 {
            digits /= 10;
            exponent += 1;
        }
        if exponent >= -5 && exponent < 0 {
            self = self.text("0.");
            let mut zeros = -1 - exponent;
            while zeros > 0 {
                self = self.text("0");
                zeros -= 1;
            }
            return self.fraction(digits, 9, false);
        }
        if exponent >= 0 && exponent < 8 {
            let unit = 10u64.pow(8 - exponent as u32);
            self = self.integer(digits / unit).text(".");
            return self.fraction(digits % unit, 8 - exponent as u32, true);
        }
        self = self.integer(digits / 100_000_000).text(".");
        self = self.fraction(digits % 100_000_000, 8, true).text("e");
        if exponent < 0 {
            self = self.text("-");
        }
        self.integer(exponent.unsigned_abs() as u64)
    }

    /// Appends `count` digits without their trailing zeros, but at least one where `keep` says so.
    const fn fraction(mut self, mut digits: u64, mut count: u32, keep: bool) -> Self {
        while count > 0 && digits.is_multiple_of(10) && !(keep && count == 1) {
            digits /= 10;
            count -= 1;
        }
        while count > 0 {
            count -= 1;
            self = self.digit(digits / 10u64.pow(count));
        }
        self
    }

    const fn as_str(&self) -> &str {
        match core::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => "",
        }
    }
}

macro_rules! check {
    ($float:ident) => {
        pub(super) mod $float {
            use super::Message;

            /// Holds the output of a network against a recorded one.
            ///
            /// # Panics
            ///
            /// If one of the values is off by more than `tolerance`, or is not a number. `heading`
            /// and `place` go around what was expected and what was computed.
            #[track_caller]
            pub const fn check<const N: usize>(
                computed: [$float; N],
                expected: &[$float; N],
                tolerance: $float,
                heading: &str,
                place: &str,
            ) {
                let mut i = 0;
                while i < N {
                    let off = (computed[i] - expected[i]).abs();
                    let holds = off <= tolerance;
                    if !holds {
                        let message = Message::new(heading)
                            .text(": output[")
                            .integer(i as u64)
                            .text("] is ")
                            .number(computed[i] as f64)
                            .text(", expected ")
                            .number(expected[i] as f64)
                            .text(" within ")
                            .number(tolerance as f64)
                            .text(" (off by ")
                            .number(off as f64)
                            .text(")\n")
                            .text(place);
                        panic!("{}", message.as_str());
                    }
                    i += 1;
                }
            }
        }
    };
}

check!(f32);
check!(f64);

#[cfg(test)]
mod tests {
    use super::Message;

    #[track_caller]
    fn shows(value: f64, text: &str) {
        assert_eq!(Message::new("").number(value).as_str(), text);
    }

    #[test]
    fn numbers_have_nine_digits() {
        shows(0.0, "0.0");
        shows(-1.0, "-1.0");
        shows(0.1, "0.1");
        shows(0.000_012_5, "0.0000125");
        shows(1e-5, "0.00001");
        shows(0.647_507_185_828_096_5, "0.647507186");
        shows(0.999_999_999_9, "1.0");
        shows(1234.5, "1234.5");
        shows(12_345_678.0, "12345678.0");
        shows(123_456_789.0, "1.23456789e8");
        shows(1e30, "1.0e30");
        shows(-1.25e-7, "-1.25e-7");
        shows(f64::INFINITY, "inf");
        shows(f64::NAN, "NaN");
    }

    #[test]
    fn a_long_message_is_cut_at_a_character() {
        extern crate std;
        let message = Message::new("x").text(&"é".repeat(3000));
        assert_eq!(message.as_str().len(), 4095);
    }
}
