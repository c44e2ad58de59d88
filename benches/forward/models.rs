//! The networks that are timed: those of `models/`, and larger ones with random weights.

xornet::model!(pub Xor = "../../models/xor.toml");
xornet::model!(pub Iris = "../../models/iris.toml");
xornet::model!(pub Sine = "../../models/sine.toml");
xornet::model!(pub Digits = "../../models/digits.toml");
include!(concat!(env!("OUT_DIR"), "/models.rs"));
