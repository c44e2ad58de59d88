xornet::model!(Net = "./time_of_several_inputs.toml");

fn main() {}
