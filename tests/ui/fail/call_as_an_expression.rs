fn main() {
    let net = xornet::model!("../pass/forms.toml");
    let _ = net;
}
