//! The tables of version 3 of the schema that a network needs, with the numbers of their slots.

use super::codes;
use super::table::Table;
use super::tensor::Tensor;

/// The network of a file.
pub struct Model<'a> {
    /// The tool that wrote it, as it calls itself.
    pub description: String,
    pub tensors: Vec<Tensor<'a>>,
    /// In an order in which they can be computed.
    pub operators: Vec<Operator<'a>>,
    /// The tensors that must be given.
    pub inputs: Vec<Port>,
    pub outputs: Vec<Port>,
    /// The number of graphs in the file.
    pub graphs: usize,
    /// The graph that runs once, before the first call, if there is one.
    pub initial: Option<Graph<'a>>,
}

/// The tensors and operators of a graph.
pub struct Graph<'a> {
    pub tensors: Vec<Tensor<'a>>,
    pub operators: Vec<Operator<'a>>,
}

/// An input or an output.
pub struct Port {
    pub tensor: usize,
    /// Its name in the signature, which the author of the network gave it, or that of the tensor.
    pub name: String,
}

/// An operator with what it is applied to.
pub struct Operator<'a> {
    pub name: String,
    pub version: i32,
    /// `None` where an optional one is left out.
    pub inputs: Vec<Option<usize>>,
    pub outputs: Vec<usize>,
    /// The kind of its options, 0 if it has none.
    pub kind: u8,
    pub options: Option<Table<'a>>,
}

impl<'a> Model<'a> {
    /// Reads the first graph of a file.
    pub fn read(root: Table<'a>, file: &'a [u8]) -> Result<Self, String> {
        let version = root.number(0, 0u32)?;
        if version != 3 {
            return Err(format!(
                "it has version {version} of the schema, and only version 3 is read"
            ));
        }
        let codes = root.tables(1)?;
        let codes: Vec<_> = codes.iter().map(code).collect::<Result<_, _>>()?;
        let graphs = root.tables(2)?;
        let graph = graphs.first().ok_or("it holds no graph")?;
        let buffers = root.tables(4)?;
        let buffers: Vec<_> = buffers
            .iter()
            .map(|table| buffer(table, file))
            .collect::<Result<_, _>>()?;
        let read = |graph: &Table<'a>| -> Result<Graph<'a>, String> {
            let tensors = graph.tables(0)?;
            let tensors: Vec<_> = tensors
                .iter()
                .map(|table| Tensor::read(table, &buffers))
                .collect::<Result<_, _>>()?;
            let operators = graph.tables(3)?;
            let operators = operators
                .iter()
                .map(|table| operator(table, &codes, tensors.len()))
                .collect::<Result<_, _>>()?;
            Ok(Graph { tensors, operators })
        };
        let Graph { tensors, operators } = read(graph)?;
        let once = operators
            .iter()
            .find(|operator| operator.name == "CALL_ONCE");
        let once = once.and_then(|operator| operator.options);
        let once = once.map(|options| options.number(0, 0i32)).transpose()?;
        let once = once.and_then(|place| usize::try_from(place).ok());
        // A graph that calls itself is left to the reader of operators.
        let once = once
            .filter(|&place| place > 0)
            .and_then(|place| graphs.get(place));
        let initial = once.map(read).transpose()?;
        let signatures = root.tables(7)?;
        let mut signature = None;
        for table in &signatures {
            if table.number(4, 0u32)? == 0 {
                signature = Some(*table);
            }
        }
        let ports = |slot: usize, names: usize| -> Result<Vec<Port>, String> {
            let list = graph.numbers::<i32>(slot)?.unwrap_or_default();
            let list = indices(&list, tensors.len())?;
            let names = match signature {
                Some(signature) => names_of(&signature, names)?,
                None => Vec::new(),
            };
            let port = |tensor: Option<usize>| {
                let tensor = tensor.ok_or("an input or an output of the graph is missing")?;
                let named = names.iter().find(|(index, _)| *index == tensor);
                let name = named.map_or(&tensors[tensor].name, |(_, name)| name);
                Ok(Port {
                    tensor,
                    name: name.clone(),
                })
            };
            list.into_iter().map(port).collect()
        };
        Ok(Self {
            description: root.text(3)?,
            inputs: ports(1, 0)?,
            outputs: ports(2, 1)?,
            tensors,
            operators,
            graphs: graphs.len(),
            initial,
        })
    }
}

impl Model<'_> {
    /// Returns whether the values between its operators are quantized integers.
    pub fn is_quantized(&self) -> bool {
        let outputs = self.operators.iter().flat_map(|operator| &operator.outputs);
        let mut outputs = outputs.map(|&output| &self.tensors[output]);
        outputs.any(|tensor| tensor.kind.is_quantized() && tensor.quantization.is_some())
    }

    /// Returns what is cut off when the positions come together again that an operator spreads over the batch.
    pub fn crops(&self, operator: &Operator<'_>) -> Result<Vec<i64>, String> {
        const MOST_BETWEEN: usize = 4;
        let mut tensor = operator.outputs.first().copied();
        for _ in 0..MOST_BETWEEN {
            let mut users = self.operators.iter();
            let Some(user) = users.find(|user| user.inputs.first() == Some(&tensor)) else {
                break;
            };
            if user.name == "BATCH_TO_SPACE_ND" {
                let crops = user.inputs.get(2).copied().flatten();
                let crops = crops.map(|crops| &self.tensors[crops]);
                let crops = crops.filter(|crops| crops.is_constant());
                let crops = crops.ok_or("what is cut off behind it is computed")?;
                return Ok(crops
                    .stored()?
                    .iter()
                    .map(|&number| number as i64)
                    .collect());
            }
            tensor = user.outputs.first().copied();
        }
        Err("no BATCH_TO_SPACE_ND behind it puts its positions together".into())
    }
}

/// Reads the names that a signature gives to inputs or outputs, with their tensors.
fn names_of(signature: &Table<'_>, slot: usize) -> Result<Vec<(usize, String)>, String> {
    let maps = signature.tables(slot)?;
    let name = |map: &Table<'_>| Ok((map.number(1, 0u32)? as usize, map.text(0)?));
    maps.iter().map(name).collect()
}

/// Reads an operator's name and version.
fn code(table: &Table<'_>) -> Result<(String, i32), String> {
    const CUSTOM: i32 = 32;
    // Numbers above 127 do not fit into the older field.
    let code = i32::from(table.number(0, 0i8)?).max(table.number(3, 0i32)?);
    let name = match codes::name(code) {
        Some(_) if code == CUSTOM => format!("CUSTOM {}", table.text(1)?),
        Some(name) => name.to_owned(),
        None => format!("operator {code}"),
    };
    Ok((name, table.number(2, 1)?))
}

/// Returns the bytes of a buffer, which are behind the tables in files of more than two gigabytes.
fn buffer<'a>(table: &Table<'a>, file: &'a [u8]) -> Result<&'a [u8], String> {
    let (offset, size) = (table.number(1, 0u64)?, table.number(2, 0u64)?);
    if offset <= 1 || size == 0 {
        return Ok(table.bytes(0)?.unwrap_or(&[]));
    }
    let range = usize::try_from(offset).ok().zip(usize::try_from(size).ok());
    let bytes = range.and_then(|(offset, size)| file.get(offset..)?.get(..size));
    bytes.ok_or_else(|| "a buffer reaches beyond the end of the file".into())
}

fn operator<'a>(
    table: &Table<'a>,
    codes: &[(String, i32)],
    tensors: usize,
) -> Result<Operator<'a>, String> {
    let code = codes.get(table.number(0, 0u32)? as usize);
    let (name, version) = code.ok_or("an operator has no code")?.clone();
    let inputs = table.numbers::<i32>(1)?.unwrap_or_default();
    let outputs = table.numbers::<i32>(2)?.unwrap_or_default();
    Ok(Operator {
        inputs: indices(&inputs, tensors)?,
        outputs: indices(&outputs, tensors)?.into_iter().flatten().collect(),
        kind: table.number(3, 0)?,
        options: table.table(4)?,
        name,
        version,
    })
}

/// Reads the numbers of tensors, where -1 stands for none.
fn indices(list: &[i32], tensors: usize) -> Result<Vec<Option<usize>>, String> {
    let index = |&index: &i32| match usize::try_from(index) {
        Ok(index) if index < tensors => Ok(Some(index)),
        Err(_) if index == -1 => Ok(None),
        _ => Err(format!(
            "it names tensor {index}, and there are {tensors} of them"
        )),
    };
    list.iter().map(index).collect()
}
