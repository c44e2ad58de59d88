xornet::model!(Net = "./stream_flatten.toml");

fn main() {}
