//! What a worklet sees of the module: two blocks of samples in the module's memory, and functions. An instance of the
//! module is one pedal, with a memory of its own.

use core::cell::UnsafeCell;

use crate::Amp;

/// Samples of a block: as many as a browser asks a worklet for at a time.
const BLOCK: usize = 128;

struct Pedal {
    amp: Amp,
    input: [[f32; 1]; BLOCK],
    output: [[f32; 1]; BLOCK],
}

struct Instance(UnsafeCell<Pedal>);

// SAFETY: an instance of the module runs in the one thread of its worklet.
unsafe impl Sync for Instance {}

#[cfg(target_feature = "atomics")]
compile_error!("an instance with several threads needs a lock around its pedal");

static INSTANCE: Instance = Instance(UnsafeCell::new(Pedal {
    amp: Amp::new(),
    input: [[0.0]; BLOCK],
    output: [[0.0]; BLOCK],
}));

/// Returns the most samples of a call of [`process`].
#[unsafe(no_mangle)]
extern "C" fn block() -> usize {
    BLOCK
}

/// Returns the place of the samples to be played, which the worklet writes.
#[unsafe(no_mangle)]
extern "C" fn input() -> *mut [f32; 1] {
    // SAFETY: makes a pointer to a field of a static, and no reference.
    unsafe { (&raw mut (*INSTANCE.0.get()).input).cast() }
}

/// Returns the place of the samples that were played, which the worklet reads.
#[unsafe(no_mangle)]
extern "C" fn output() -> *const [f32; 1] {
    // SAFETY: as for `input`.
    unsafe { (&raw const (*INSTANCE.0.get()).output).cast() }
}

/// Plays the first samples of the input, at most a block.
#[unsafe(no_mangle)]
extern "C" fn process(samples: usize) {
    // SAFETY: there is one thread, and nothing here calls the worklet, so this is the only reference.
    let Pedal { amp, input, output } = unsafe { &mut *INSTANCE.0.get() };
    let samples = samples.min(BLOCK);
    amp.process(&input[..samples], &mut output[..samples]);
}

/// Nothing here panics; the compiler asks for this all the same.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
