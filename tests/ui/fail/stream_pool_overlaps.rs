xornet::model!(Net = "./stream_pool_overlaps.toml");

fn main() {}
