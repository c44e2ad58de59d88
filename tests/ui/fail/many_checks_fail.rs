xornet::model!("./many_checks_fail.toml");

fn main() {}
