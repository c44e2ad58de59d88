xornet::model!(Net = "./lstm_reset_after.toml");

fn main() {}
