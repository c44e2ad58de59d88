//! Values of JSON, with their places for messages.

use serde_json::Value;

use crate::import::names::{plain, shown};

/// The largest length in a file. Networks for audio have far smaller ones, and a length without weights takes memory.
const MAX_LENGTH: u64 = 1 << 16;

/// A value, and where it is.
#[derive(Clone)]
pub struct Json<'a> {
    value: &'a Value,
    /// Such as `config.layers[0].activation`.
    place: String,
}

impl<'a> Json<'a> {
    /// Starts at the outermost value.
    pub fn new(value: &'a Value) -> Self {
        Self {
            value,
            place: String::new(),
        }
    }

    /// Returns a value of an object, unless it is missing or null.
    pub fn get(&self, key: &str) -> Option<Self> {
        let value = self.value.get(key).filter(|value| !value.is_null())?;
        let dot = if self.place.is_empty() { "" } else { "." };
        Some(Self {
            value,
            place: format!("{}{dot}{}", self.place, plain(key)),
        })
    }

    /// Returns a value of an object that must be there.
    pub fn need(&self, key: &str) -> Result<Self, String> {
        self.get(key).ok_or_else(|| match &*self.place {
            "" => format!("it has no `{key}`"),
            place => format!("`{place}` has no `{key}`"),
        })
    }

    /// Returns the values of an array.
    pub fn items(&self) -> Result<Vec<Self>, String> {
        let items = self
            .value
            .as_array()
            .ok_or_else(|| self.is_not("an array"))?;
        let item = |(index, value)| Self {
            value,
            place: format!("{}[{index}]", self.place),
        };
        Ok(items.iter().enumerate().map(item).collect())
    }

    /// Returns whether it is an array.
    pub fn is_array(&self) -> bool {
        self.value.is_array()
    }

    /// Returns a text.
    pub fn text(&self) -> Result<&'a str, String> {
        self.value.as_str().ok_or_else(|| self.is_not("a text"))
    }

    /// Returns a number.
    pub fn number(&self) -> Result<f64, String> {
        let number = self.value.as_f64().filter(|number| number.is_finite());
        number.ok_or_else(|| self.is_not("a finite number"))
    }

    /// Returns a length of one or more.
    pub fn length(&self) -> Result<usize, String> {
        let length = self.value.as_u64();
        let length = length.filter(|length| (1..=MAX_LENGTH).contains(length));
        length
            .and_then(|length| usize::try_from(length).ok())
            .ok_or_else(|| self.is_not("a length of 1 to 65536"))
    }

    /// Returns whether it is true, as a boolean or a number that is not 0.
    pub fn truth(&self) -> Result<bool, String> {
        match (self.value.as_bool(), self.value.as_f64()) {
            (Some(truth), _) => Ok(truth),
            (None, Some(number)) => Ok(number != 0.0),
            _ => Err(self.is_not("true or false")),
        }
    }

    /// Returns all numbers of nested arrays, with their shape. All arrays of one depth must have one length.
    pub fn tensor(&self) -> Result<(Vec<usize>, Vec<f64>), String> {
        let mut shape = Vec::new();
        let mut first = self.value;
        while let Some(items) = first.as_array() {
            shape.push(items.len());
            first = match items.first() {
                Some(next) => next,
                None => return Err(format!("`{}` has no numbers", self.place)),
            };
        }
        let mut numbers = Vec::new();
        if !collect(self.value, &shape, &mut numbers) {
            return Err(format!(
                "`{}` is not an array of numbers of the shape {shape:?}, as it begins",
                self.place
            ));
        }
        Ok((shape, numbers))
    }

    /// Returns the numbers of nested arrays of this shape.
    pub fn shaped(&self, wanted: &[usize]) -> Result<Vec<f64>, String> {
        let (shape, numbers) = self.tensor()?;
        if shape != wanted {
            return Err(format!(
                "`{}` has the shape {shape:?}, not {wanted:?}",
                self.place
            ));
        }
        Ok(numbers)
    }

    /// Returns the names of an object's values that are not null.
    pub fn keys(&self) -> Vec<&'a str> {
        let object = self.value.as_object().into_iter().flatten();
        let object = object.filter(|(_, value)| !value.is_null());
        object.map(|(key, _)| key.as_str()).collect()
    }

    /// Returns an error for a value of another type.
    pub fn is_not(&self, what: &str) -> String {
        let found = match self.value {
            Value::Null => "null".to_owned(),
            Value::Bool(truth) => truth.to_string(),
            Value::Number(number) => number.to_string(),
            Value::String(text) => shown(text),
            Value::Array(_) => "an array".to_owned(),
            Value::Object(_) => "an object".to_owned(),
        };
        format!("`{}` is {found}, not {what}", self.place)
    }
}

/// Adds the numbers of nested arrays of this shape; returns whether they have it.
fn collect(value: &Value, shape: &[usize], numbers: &mut Vec<f64>) -> bool {
    match (shape, value) {
        ([], value) => match value.as_f64().filter(|number| number.is_finite()) {
            Some(number) => {
                numbers.push(number);
                true
            }
            None => false,
        },
        ([length, inner @ ..], Value::Array(items)) => {
            items.len() == *length && items.iter().all(|item| collect(item, inner, numbers))
        }
        _ => false,
    }
}
