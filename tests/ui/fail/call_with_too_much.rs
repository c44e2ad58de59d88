xornet::model!("./a.toml" "./b.toml");
xornet::model!(f32 = "./a.toml");

fn main() {}
