//! Nothing is allocated by a forward pass, its reference, a trace or a batch, and by the steps of a stream.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::hint::black_box;

xornet::model!("models/digits.toml");
xornet::model!("models/amp.toml");
xornet::model!("tests/streams/wavenet.toml");

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

struct Counting;

// SAFETY: every call is handed on to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        // SAFETY: the caller's promise, handed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise, handed on.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

fn allocations(run: impl FnOnce()) -> usize {
    let before = ALLOCATIONS.get();
    run();
    ALLOCATIONS.get() - before
}

#[test]
fn nothing_is_allocated() {
    let input = black_box([3.0; 64]);
    let mut outputs = [[0.0; 10]; 2];
    let count = allocations(|| {
        black_box(Digits::forward(&input));
        black_box(Digits::forward_const(&input));
        Digits::forward_batch(&[input, input], black_box(&mut outputs));
        black_box(xornet::reference::forward::<Digits>(&input));
        black_box(xornet::reference::trace::<Digits>(&input, |step| {
            black_box(step.outputs.len());
        }));
    });
    assert_eq!(count, 0);
}

#[test]
fn nothing_is_allocated_by_a_stream() {
    let frames = black_box([[0.5; Wavenet::INPUTS]; 70]);
    let mut outputs = [[0.0; Wavenet::OUTPUTS]; 70];
    let count = allocations(|| {
        let mut amp = Amp::new();
        black_box(amp.step(&[0.5]));
        black_box(amp.step_const(&[0.5]));
        let mut stream = Wavenet::SETTLED;
        stream.process(&frames, black_box(&mut outputs));
        black_box(stream.clone());
        stream.reset();
        let mut plain = xornet::reference::Stream::<Wavenet>::new();
        black_box(plain.step(&frames[0]));
    });
    assert_eq!(count, 0);
}

#[test]
fn the_counter_counts() {
    let count = allocations(|| {
        black_box(vec![0u8; 10]);
    });
    assert_eq!(count, 1);
}
