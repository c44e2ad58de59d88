xornet::model!(Net = "./stream_check_of_other_frames.toml");

fn main() {}
