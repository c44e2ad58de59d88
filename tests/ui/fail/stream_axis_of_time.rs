xornet::model!(Net = "./stream_axis_of_time.toml");

fn main() {}
