xornet::model!(Net = "./foreign_parameter.toml");

fn main() {}
