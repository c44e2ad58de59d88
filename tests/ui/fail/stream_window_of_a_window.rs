xornet::model!(Net = "./stream_window_of_a_window.toml");

fn main() {}
