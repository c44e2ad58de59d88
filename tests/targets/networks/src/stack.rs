//! Fills the stack below the caller, and looks how far down it was overwritten.
//!
//! Both are leaf functions without a frame, so that they see the stack pointer of their caller.

use core::arch::global_asm;

unsafe extern "C" {
    /// Fills what is below the caller's frame, as far as any network may go.
    #[link_name = "stack_paint"]
    pub fn paint();
    /// Bytes below the caller's frame that were overwritten since.
    #[link_name = "stack_used"]
    pub fn used() -> usize;
}

// 10 KB, in words.
#[cfg(target_arch = "arm")]
global_asm!(
    ".pushsection .text.stack, \"ax\"",
    ".thumb_func",
    ".globl stack_paint",
    "stack_paint:",
    "    mov r0, sp",
    "    ldr r1, =10240",
    "    subs r0, r0, r1",
    "    ldr r2, =0xa5c35a3c",
    "1:  stmia r0!, {{r2}}",
    "    cmp r0, sp",
    "    blo 1b",
    "    bx lr",
    ".thumb_func",
    ".globl stack_used",
    "stack_used:",
    "    mov r0, sp",
    "    ldr r1, =10240",
    "    subs r1, r0, r1",
    "    ldr r2, =0xa5c35a3c",
    "1:  ldr r3, [r1]",
    "    cmp r3, r2",
    "    bne 2f",
    "    adds r1, #4",
    "    cmp r1, r0",
    "    blo 1b",
    "2:  subs r0, r0, r1",
    "    bx lr",
    "    .pool",
    ".popsection",
);

#[cfg(target_arch = "riscv32")]
global_asm!(
    ".pushsection .text.stack, \"ax\"",
    ".globl stack_paint",
    "stack_paint:",
    "    li a1, 10240",
    "    sub a0, sp, a1",
    "    li a2, 0xa5c35a3c",
    "1:  sw a2, 0(a0)",
    "    addi a0, a0, 4",
    "    bltu a0, sp, 1b",
    "    ret",
    ".globl stack_used",
    "stack_used:",
    "    li a1, 10240",
    "    sub a1, sp, a1",
    "    li a2, 0xa5c35a3c",
    "1:  lw a3, 0(a1)",
    "    bne a3, a2, 2f",
    "    addi a1, a1, 4",
    "    bltu a1, sp, 1b",
    "2:  sub a0, sp, a1",
    "    ret",
    ".popsection",
);
