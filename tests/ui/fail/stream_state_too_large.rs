xornet::model!(Net = "./stream_state_too_large.toml");

fn main() {}
