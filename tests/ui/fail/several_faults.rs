xornet::model!(Net = "./several_faults.toml");

fn main() {}
