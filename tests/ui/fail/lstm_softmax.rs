xornet::model!(Net = "./lstm_softmax.toml");

fn main() {}
