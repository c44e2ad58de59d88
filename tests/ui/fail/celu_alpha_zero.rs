xornet::model!(Net = "./celu_alpha_zero.toml");

fn main() {}
