xornet::model!(Net = "./stream_reverse.toml");

fn main() {}
