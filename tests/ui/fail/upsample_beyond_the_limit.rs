xornet::model!(Net = "./upsample_beyond_the_limit.toml");

fn main() {}
