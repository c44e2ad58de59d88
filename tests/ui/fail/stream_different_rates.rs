xornet::model!(Net = "./stream_different_rates.toml");

fn main() {}
