xornet::model!(Net = "./time_of_images.toml");

fn main() {}
