xornet::model!(Net = "./conv_ragged.toml");

fn main() {}
