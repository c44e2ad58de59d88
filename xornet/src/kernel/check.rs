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

    /// Appends `value` with about so many significant digits, from 7 to 15: `-1.234568e-7`.
    const fn number(mut self, value: f64, significant: u32) -> Self {
        let more = significant - 1;
        let unit = 10u64.pow(more);
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
        let mut digits = (rest * unit as f64 + 0.5) as u64;
        if digits >= 10 * unit {
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
            return self.fraction(digits, significant, false);
        }
        if exponent >= 0 && exponent < more as i32 {
            let places = more - exponent as u32;
            let unit = 10u64.pow(places);
            self = self.integer(digits / unit).text(".");
            return self.fraction(digits % unit, places, true);
        }
        self = self.integer(digits / unit).text(".");
        self = self.fraction(digits % unit, more, true).text("e");
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
    ($float:ident, $significant:literal) => {
        pub(super) mod $float {
            use super::Message;

            /// Holds the output of a network against a recorded one.
            ///
            /// # Panics
            ///
            /// If one of the values is off by more than `tolerance`, or is not a number. The
            /// message is `place` and what was computed and expected.
            #[track_caller]
            pub const fn check<const N: usize>(
                computed: [$float; N],
                expected: &[$float; N],
                tolerance: $float,
                place: &str,
            ) {
                let mut i = 0;
                while i < N {
                    let off = (computed[i] - expected[i]).abs();
                    let holds = off <= tolerance;
                    if !holds {
                        let message = Message::new(place)
                            .text("output[")
                            .integer(i as u64)
                            .text("] is ")
                            .number(computed[i] as f64, $significant)
                            .text(", expected ")
                            .number(expected[i] as f64, $significant)
                            .text(" within a tolerance of ")
                            .number(tolerance as f64, $significant)
                            .text(": off by ")
                            .number(off as f64, $significant);
                        panic!("{}", message.as_str());
                    }
                    i += 1;
                }
            }
        }
    };
}

check!(f32, 7);
check!(f64, 15);

#[cfg(test)]
mod tests {
    use super::Message;

    #[track_caller]
    fn shows(value: f64, text: &str) {
        assert_eq!(Message::new("").number(value, 7).as_str(), text);
    }

    #[test]
    fn numbers_are_rounded_to_some_digits() {
        shows(0.0, "0.0");
        shows(-1.0, "-1.0");
        shows(0.1, "0.1");
        shows(0.000_012_5, "0.0000125");
        shows(f64::from(1e-5f32), "0.00001");
        shows(0.647_507_185_828_096_5, "0.6475072");
        shows(0.999_999_999_9, "1.0");
        shows(1234.5, "1234.5");
        shows(123_456.0, "123456.0");
        shows(1_234_567.0, "1.234567e6");
        shows(1e30, "1.0e30");
        shows(-1.25e-7, "-1.25e-7");
        shows(f64::INFINITY, "inf");
        shows(f64::NAN, "NaN");
        let precise = Message::new("").number(0.647_507_185_828_096_5, 15);
        assert_eq!(precise.as_str(), "0.647507185828097");
    }

    #[test]
    fn a_long_message_is_cut_at_a_character() {
        extern crate std;
        let message = Message::new("x").text(&"é".repeat(3000));
        assert_eq!(message.as_str().len(), 4095);
    }
}
