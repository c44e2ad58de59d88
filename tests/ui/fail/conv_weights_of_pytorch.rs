xornet::model!(Net = "./conv_weights_of_pytorch.toml");

fn main() {}
