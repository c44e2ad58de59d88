xornet::model!(Net = "./window_without_stream.toml");

fn main() {}
