xornet::model!(Net = "./check_of_wrong_length.toml");

fn main() {}
