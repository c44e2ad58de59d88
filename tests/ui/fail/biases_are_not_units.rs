xornet::model!(Net = "./biases_are_not_units.toml");

fn main() {}
