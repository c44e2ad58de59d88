xornet::model!(Net = "./transposed.toml");

fn main() {}
