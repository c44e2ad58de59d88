xornet::model!("./spellings.toml");
xornet::model!(Mark = "./generated_mark.toml");
xornet::model!(Crlf = "./generated_crlf.toml");

fn main() {
    assert_eq!(Spelt::forward(&[0.0, 0.001, 0.0]), [1.0, 0.0005]);
    assert_eq!(Mark::forward(&[2.0]), [4.0]);
    assert_eq!(Crlf::forward(&[2.0]), [4.0]);
}
