xornet::model!(Net = "./stream_window_before_strides.toml");

fn main() {}
