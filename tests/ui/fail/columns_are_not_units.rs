xornet::model!(Net = "./columns_are_not_units.toml");

fn main() {}
