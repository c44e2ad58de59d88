xornet::model!(Net = "./window_beyond_the_input.toml");

fn main() {}
