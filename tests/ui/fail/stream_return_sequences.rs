xornet::model!(Net = "./stream_return_sequences.toml");

fn main() {}
