xornet::model!();
xornet::model!(Net);
xornet::model!(pub Net = MODEL);

fn main() {}
