xornet::model!(Net = "./conv_groups.toml");

fn main() {}
