xornet::model!(Net = "./time_second.toml");

fn main() {}
