xornet::model!(Net = "./stream_upsample.toml");

fn main() {}
