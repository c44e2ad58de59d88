xornet::model!(Net = "");

fn main() {}
