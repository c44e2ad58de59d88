xornet::model!("./2d_stem.toml");

fn main() {}
