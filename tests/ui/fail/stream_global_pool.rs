xornet::model!(Net = "./stream_global_pool.toml");

fn main() {}
