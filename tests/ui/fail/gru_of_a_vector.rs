xornet::model!(Net = "./gru_of_a_vector.toml");

fn main() {}
