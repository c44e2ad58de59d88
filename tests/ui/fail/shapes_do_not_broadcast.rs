xornet::model!(Net = "./shapes_do_not_broadcast.toml");

fn main() {}
