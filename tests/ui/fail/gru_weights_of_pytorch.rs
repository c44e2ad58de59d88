xornet::model!(Net = "./gru_weights_of_pytorch.toml");

fn main() {}
