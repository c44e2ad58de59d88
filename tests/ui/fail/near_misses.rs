mod case {
    xornet::model!("./Negative_tolerance.toml");
}
mod letter {
    xornet::model!("./negtive_tolerance.toml");
}
mod ending {
    xornet::model!("./negative_tolerance");
}
mod other_ending {
    xornet::model!("./negative_tolerance.tml");
}
mod separator {
    xornet::model!(".\\negative_tolerance.toml");
}
mod start {
    xornet::model!("negative_tolerance.toml");
}
mod directory {
    xornet::model!("../fial/negative_tolerance.toml");
}

fn main() {}
