xornet::model!(Net = "./sizes_beyond_the_limit.toml");

fn main() {}
