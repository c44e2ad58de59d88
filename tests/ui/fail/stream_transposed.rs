xornet::model!(Net = "./stream_transposed.toml");

fn main() {}
