xornet::model!(Net = "./many_bad_numbers.toml");

fn main() {}
