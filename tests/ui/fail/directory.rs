xornet::model!(Net = "./");
xornet::model!(Other = "../fail");

fn main() {}
