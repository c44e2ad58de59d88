xornet::model!(Net = "./time_alone.toml");

fn main() {}
