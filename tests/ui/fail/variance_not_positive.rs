xornet::model!(Net = "./variance_not_positive.toml");

fn main() {}
