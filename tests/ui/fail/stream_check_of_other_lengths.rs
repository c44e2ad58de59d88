xornet::model!(Net = "./stream_check_of_other_lengths.toml");

fn main() {}
