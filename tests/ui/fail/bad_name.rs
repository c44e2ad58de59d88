xornet::model!(pub Net = "./bad_name.toml");

fn main() {}
