xornet::model!(Net = "./prelu.toml");

fn main() {}
