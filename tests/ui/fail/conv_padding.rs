xornet::model!(Net = "./conv_padding.toml");

fn main() {}
