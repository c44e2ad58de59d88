//! The stack that a function takes at most: the compiler's sizes of all frames, summed along the
//! calls. A call of what is not known, or of a function by itself, has no bound.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail, ensure};
use object::elf::*;
use object::{
    Architecture, Object, ObjectSection, ObjectSymbol, RelocationFlags, RelocationTarget,
    SymbolKind,
};

use crate::bare::{Image, Symbols};

/// In bytes, below the frame of the caller.
pub fn bound(image: &Image, function: &str) -> Result<u64> {
    let object = image.object()?;
    let symbols = image.symbols()?;
    let graph = Graph {
        frames: frames(&object, &symbols)?,
        calls: calls(&object, &symbols)?,
        symbols: &symbols,
    };
    let function = symbols.find(function).context("no such function")?;
    graph.depth(function, &mut Vec::new())
}

struct Graph<'a> {
    frames: BTreeMap<usize, u64>,
    calls: BTreeMap<usize, BTreeSet<usize>>,
    symbols: &'a Symbols,
}

impl Graph<'_> {
    fn depth(&self, function: usize, callers: &mut Vec<usize>) -> Result<u64> {
        let name = &self.symbols[function].name;
        ensure!(!callers.contains(&function), "{name} calls itself");
        let frame = self.frames.get(&function);
        let frame = frame.with_context(|| format!("the compiler gives no frame of {name}"))?;
        callers.push(function);
        let mut deepest = 0;
        for &called in self.calls.get(&function).into_iter().flatten() {
            deepest = deepest.max(self.depth(called, callers)?);
        }
        callers.pop();
        Ok(frame + deepest)
    }
}

/// The section that `-Zemit-stack-sizes` fills: addresses, each with a number of bytes in LEB128.
fn frames(object: &object::File<'_>, symbols: &Symbols) -> Result<BTreeMap<usize, u64>> {
    let section = object.section_by_name(".stack_sizes");
    let mut bytes = section.context("no sizes of frames in the image")?.data()?;
    let mut frames = BTreeMap::new();
    while let Some((address, rest)) = bytes.split_first_chunk() {
        let address = u64::from(u32::from_le_bytes(*address));
        let (size, rest) = leb128(rest).context("sizes of frames end early")?;
        bytes = rest;
        let function = symbols.at(address).context("the frame of no function")?;
        frames.insert(function, size);
    }
    Ok(frames)
}

fn leb128(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let length = bytes.iter().position(|byte| byte & 0x80 == 0)? + 1;
    let (number, rest) = bytes.split_at(length);
    let digits = number.iter().rev();
    Some((
        digits.fold(0, |sum, byte| (sum << 7) | u64::from(byte & 0x7f)),
        rest,
    ))
}

/// What a place in the code has to do with another.
enum Reference {
    /// A call, or a jump in place of one.
    Call,
    /// A jump within a function.
    Jump,
    /// An address as a number.
    Address,
    /// A remark for the linker.
    Nothing,
}

fn reference(architecture: Architecture, kind: RelocationType) -> Result<Reference> {
    Ok(match (architecture, kind) {
        (Architecture::Arm, R_ARM_THM_PC22 | R_ARM_THM_JUMP24) => Reference::Call,
        (Architecture::Arm, R_ARM_THM_JUMP19 | R_ARM_THM_PC11 | R_ARM_THM_PC9) => Reference::Jump,
        (
            Architecture::Arm,
            R_ARM_ABS32
            | R_ARM_REL32
            | R_ARM_THM_MOVW_ABS_NC
            | R_ARM_THM_MOVT_ABS
            | R_ARM_THM_MOVW_PREL_NC
            | R_ARM_THM_MOVT_PREL,
        ) => Reference::Address,
        (Architecture::Riscv32, R_RISCV_CALL | R_RISCV_CALL_PLT) => Reference::Call,
        (
            Architecture::Riscv32,
            R_RISCV_JAL | R_RISCV_BRANCH | R_RISCV_RVC_JUMP | R_RISCV_RVC_BRANCH,
        ) => Reference::Jump,
        (
            Architecture::Riscv32,
            R_RISCV_32 | R_RISCV_HI20 | R_RISCV_LO12_I | R_RISCV_LO12_S | R_RISCV_PCREL_HI20,
        ) => Reference::Address,
        // The label of the instruction that has the upper part, and what may be shortened.
        (
            Architecture::Riscv32,
            R_RISCV_PCREL_LO12_I | R_RISCV_PCREL_LO12_S | R_RISCV_RELAX | R_RISCV_ALIGN,
        ) => Reference::Nothing,
        _ => bail!("a relocation of an unknown kind, {kind:?}"),
    })
}

/// The kernels of eight bits. A compiler that optimises for size loads the address of a function that is called three times
/// or more, and calls that. Nothing passes these functions on, so that the address is a call.
const LOADED: &str = "quantized::Kernels>::products";

/// Who calls whom.
///
/// # Errors
///
/// Where the address of a function is taken: only then can there be a call of what is not known.
fn calls(object: &object::File<'_>, symbols: &Symbols) -> Result<BTreeMap<usize, BTreeSet<usize>>> {
    let architecture = object.architecture();
    let mut calls: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for section in object.sections() {
        if !["", ".text", ".rodata", ".data"].contains(&section.name()?) {
            continue;
        }
        for (at, relocation) in section.relocations() {
            let RelocationFlags::Elf { r_type } = relocation.flags() else {
                bail!("a relocation that is not of ELF");
            };
            let kind = reference(architecture, r_type)?;
            let RelocationTarget::Symbol(index) = relocation.target() else {
                continue;
            };
            let symbol = object.symbol_by_index(index)?;
            let from = symbols.at(at);
            let name = || from.map_or("?", |from| &*symbols[from].name);
            let to = symbols.at(symbol.address() & !u64::from(architecture == Architecture::Arm));
            match (kind, to) {
                (Reference::Nothing, _) => {}
                (Reference::Call, Some(to)) if from == Some(to) => {
                    bail!("{} calls itself", name());
                }
                (Reference::Call | Reference::Jump, Some(to)) => {
                    if from != Some(to) {
                        let from = from.context("a call from no function")?;
                        calls.entry(from).or_default().insert(to);
                    }
                }
                (Reference::Call | Reference::Jump, None) => {
                    bail!("{} calls {}, which is not there", name(), symbol.name()?);
                }
                // Of data. A section stands for its beginning.
                (Reference::Address, None) => {}
                (Reference::Address, Some(to)) if symbols[to].name.ends_with(LOADED) => {
                    let from = from.context("an address outside functions")?;
                    calls.entry(from).or_default().insert(to);
                }
                (Reference::Address, Some(to)) => {
                    ensure!(
                        symbol.kind() != SymbolKind::Text && symbol.kind() != SymbolKind::Section
                            || from == Some(to) && symbol.kind() != SymbolKind::Text,
                        "{} takes the address of {}, so that calls are not known",
                        name(),
                        symbols[to].name
                    );
                }
            }
        }
    }
    Ok(calls)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_to_their_last_byte() {
        assert_eq!(leb128(&[0x08, 7]), Some((8, &[7][..])));
        assert_eq!(leb128(&[0xe5, 0x8e, 0x26]), Some((624_485, &[][..])));
        assert_eq!(leb128(&[0x80]), None);
        assert_eq!(leb128(&[]), None);
    }

    #[test]
    fn an_unknown_relocation_is_an_error() {
        assert!(reference(Architecture::Arm, R_ARM_THM_PC22).is_ok());
        assert!(reference(Architecture::Arm, R_ARM_TLS_LE32).is_err());
        assert!(reference(Architecture::X86_64, R_ARM_THM_PC22).is_err());
    }
}
