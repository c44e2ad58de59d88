xornet::model!(Net = "./generated_net.onnx");
xornet::model!(Tensors = "./generated_weights.safetensors");
xornet::model!(Pointer = "./generated_pointer.onnx");

fn main() {
    let [_output] = Net::forward(&[0.0; 3]);
    let _outputs = [Tensors::forward(&[1.0]), Pointer::forward(&[1.0])];
}
