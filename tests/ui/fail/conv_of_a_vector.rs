xornet::model!(Net = "./conv_of_a_vector.toml");

fn main() {}
