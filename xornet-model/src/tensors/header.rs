use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use serde_json::{Map, Value};

use super::Entry;
use crate::Format;
use crate::document::shorten;
use crate::quantity;

/// The bytes of the number that tells the header's length.
pub(super) const LENGTH: usize = 8;

/// The longest header that is read, that of some hundred thousand tensors. The format allows ten times as much,
/// but a hostile header takes much more memory than its bytes.
const LONGEST: usize = 10_000_000;

/// The number of bytes that another format is detected from.
const HEAD: usize = 4096;

/// Reads the entries of all tensors from the header, or returns the reason why this is not a safetensors file.
pub(super) fn entries(bytes: &[u8]) -> Result<BTreeMap<String, Entry>, String> {
    if let Some(other) = other_format(bytes) {
        return Err(other);
    }
    let Some((length, rest)) = bytes.split_first_chunk::<LENGTH>() else {
        return Err(format!(
            "it has {} bytes, fewer than the length of a header",
            bytes.len()
        ));
    };
    let length = usize::try_from(u64::from_le_bytes(*length)).unwrap_or(usize::MAX);
    if length > LONGEST && length > rest.len() {
        return Err("its first eight bytes are not the length of a header".into());
    }
    if length > LONGEST {
        return Err(format!(
            "its header has {length} bytes, more than the limit of {LONGEST}"
        ));
    }
    let Some((header, data)) = rest.split_at_checked(length) else {
        return Err(format!(
            "it ends within its header: that has {length} bytes, and {} are there",
            rest.len()
        ));
    };
    let header: Map<String, Value> = serde_json::from_slice(header)
        .map_err(|error| format!("its header is not a JSON object: {error}"))?;
    let tensors = header
        .into_iter()
        .filter(|(name, _)| name != "__metadata__");
    let entries = tensors.map(|(name, value)| match entry(value) {
        Some(entry) => Ok((name, entry)),
        None => Err(format!(
            "its header does not give `dtype`, `shape` and `data_offsets` of tensor `{}`",
            shorten(&name)
        )),
    });
    let mut entries: BTreeMap<_, _> = entries.collect::<Result<_, String>>()?;
    check_places(&entries, data.len())?;
    for entry in entries.values_mut() {
        entry.place.start += LENGTH + length;
        entry.place.end += LENGTH + length;
    }
    Ok(entries)
}

/// Reads the entry of a tensor; its place is relative to the end of the header.
fn entry(value: Value) -> Option<Entry> {
    let whole = |value: &Value| usize::try_from(value.as_u64()?).ok();
    let list = |value: &Value| {
        value
            .as_array()?
            .iter()
            .map(whole)
            .collect::<Option<Vec<_>>>()
    };
    let [start, end] = list(value.get("data_offsets")?)?.try_into().ok()?;
    Some(Entry {
        dtype: value.get("dtype")?.as_str()?.to_owned(),
        shape: list(value.get("shape")?)?,
        place: start..end,
    })
}

/// Checks that the tensors cover the data without gaps or overlaps, as the format requires.
fn check_places(entries: &BTreeMap<String, Entry>, length: usize) -> Result<(), String> {
    let mut places: Vec<(&Range<usize>, &String)> = entries
        .iter()
        .map(|(name, entry)| (&entry.place, name))
        .collect();
    places.sort_by_key(|(place, _)| (place.start, place.end));
    let last = places.iter().map(|(place, _)| place.end).max().unwrap_or(0);
    if last > length {
        return Err(format!(
            "it ends early: its tensors take {last} bytes, and {length} are there"
        ));
    }
    let mut end = 0;
    for (place, name) in places {
        if place.start != end || place.end < place.start {
            let name = shorten(name);
            return Err(format!(
                "its header puts tensor `{name}` where no other tensor ends"
            ));
        }
        end = place.end;
    }
    if end < length {
        return Err(format!(
            "it has {} after its last tensor",
            quantity(length - end, "byte")
        ));
    }
    Ok(())
}

/// Returns the message for a file of another format that people may take for this one.
fn other_format(bytes: &[u8]) -> Option<String> {
    // Detected by content alone, since the name of the file is not known here.
    let head = &bytes[..bytes.len().min(HEAD)];
    let format = Format::of(Path::new(""), head)?;
    match format {
        Format::Safetensors | Format::Model | Format::Binary => None,
        Format::Zip => Some(format!(
            "it is {}; in PyTorch, write it with `safetensors.torch.save_file`",
            format.name()
        )),
        Format::Torch => Some(format!(
            "it is {}; write it with `safetensors.torch.save_file`",
            format.name()
        )),
        Format::Npy | Format::Npz => Some(format!(
            "it is {}; write it with `safetensors.numpy.save_file`",
            format.name()
        )),
        _ => Some(format!("it is {}", format.name())),
    }
}
