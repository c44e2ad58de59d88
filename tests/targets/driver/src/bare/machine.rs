use clap::ValueEnum;

use super::Level;
use crate::tool::Tool;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Machine {
    /// Cortex-M4 with single precision in hardware.
    M4f,
    /// Cortex-M3, soft float.
    M3,
    /// Cortex-M0, soft float; 256 KB of flash and 16 KB of memory.
    M0,
    /// RV32IMAC, soft float.
    Riscv,
}

impl Machine {
    pub const ALL: [Self; 4] = [Self::M4f, Self::M3, Self::M0, Self::Riscv];

    /// As it is called in arguments.
    pub fn name(self) -> &'static str {
        match self {
            Self::M4f => "m4f",
            Self::M3 => "m3",
            Self::M0 => "m0",
            Self::Riscv => "riscv",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::M4f => "Cortex-M4F",
            Self::M3 => "Cortex-M3",
            Self::M0 => "Cortex-M0",
            Self::Riscv => "RV32IMAC",
        }
    }

    pub fn triple(self) -> &'static str {
        match self {
            Self::M4f => "thumbv7em-none-eabihf",
            Self::M3 => "thumbv7m-none-eabi",
            Self::M0 => "thumbv6m-none-eabi",
            Self::Riscv => "riscv32imac-unknown-none-elf",
        }
    }

    /// The emulator and the board.
    pub(super) fn emulator(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::M4f => ("qemu-system-arm", &["-M", "mps2-an386"]),
            Self::M3 => ("qemu-system-arm", &["-M", "mps2-an385"]),
            Self::M0 => ("qemu-system-arm", &["-M", "microbit"]),
            Self::Riscv => ("qemu-system-riscv32", &["-M", "virt", "-bios", "none"]),
        }
    }

    /// The linker script of the board's memory, in the folder of the firmware.
    pub(super) fn memory(self) -> &'static str {
        match self {
            Self::M4f | Self::M3 => "mps2.x",
            Self::M0 => "microbit.x",
            Self::Riscv => "virt.x",
        }
    }

    pub(super) fn is_arm(self) -> bool {
        self != Self::Riscv
    }

    /// Returns the levels at which networks run on it.
    ///
    /// What the compiler does at a level before it looks at the target is the same for all, and what
    /// it does after is of the instruction set. So a level runs with floats in hardware and with
    /// those in software; the M0, which has no flash to spare, takes the smallest. At every level, images are linked for all machines, and what is in them is
    /// looked at.
    pub fn levels(self) -> &'static [Level] {
        match self {
            Self::M4f => &Level::ALL,
            Self::M3 | Self::Riscv => &[Level::Small, Level::Fast],
            Self::M0 => &[Level::Small, Level::Smallest],
        }
    }

    /// Whether all networks fit into its flash together.
    pub fn has_room(self) -> bool {
        self != Self::M0
    }

    /// Whether an `f32` is added by an instruction.
    pub fn has_floats(self) -> bool {
        self == Self::M4f
    }

    pub fn tools(self) -> &'static [Tool] {
        const ARM: Tool = Tool::Program("qemu-system-arm", "qemu-system-arm");
        const RISCV: Tool = Tool::Program("qemu-system-riscv32", "qemu-system-misc");
        if self.is_arm() {
            &[Tool::CoreFromSource, Tool::Linker, ARM]
        } else {
            &[Tool::CoreFromSource, Tool::Linker, RISCV]
        }
    }
}
