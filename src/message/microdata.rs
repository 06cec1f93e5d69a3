//! Microdata of an HTML part (`itemscope`, `itemtype`, `itemprop`) as the JSON-LD that says the same.

use serde_json::{Map, Value};

/// More nested elements than this inside an item are not followed.
const DEPTH: usize = 200;
/// More items than this are not kept.
const ITEMS: usize = 200;
/// A longer text is cut.
const TEXT: usize = 2000;

/// The attributes of a start tag that matter here.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    /// `itemscope` stands in it.
    pub scope: bool,
    /// `itemtype`.
    pub kind: String,
    /// `itemprop`.
    pub property: String,
    /// `content`, `datetime`, or what the element points to.
    pub value: Option<String>,
}

#[derive(Debug)]
struct Element {
    name: Vec<u8>,
    property: String,
    item: Option<Map<String, Value>>,
    text: Option<String>,
}

/// Gathers items while a page is read; costs nothing while no item is open.
#[derive(Debug, Default)]
pub(super) struct Microdata {
    open: Vec<Element>,
    done: Vec<Value>,
}

impl Microdata {
    /// A start tag; `void` elements have no end tag.
    pub fn start(&mut self, name: &[u8], attributes: Attributes, void: bool) {
        if self.open.is_empty() && !attributes.scope || self.open.len() >= DEPTH || self.done.len() >= ITEMS {
            return;
        }
        let Attributes { scope, kind, property, value } = attributes;
        let item = scope.then(|| {
            let kind = kind.trim().rsplit(['/', '#']).next().unwrap_or_default();
            Map::from_iter([("@type".to_string(), Value::from(kind))])
        });
        let text = (item.is_none() && !property.is_empty()).then(|| value.clone().unwrap_or_default());
        self.open.push(Element { name: name.to_vec(), property, item, text });
        if void || value.is_some() && !scope {
            self.pop();
            if !void {
                // Its end tag is still to come.
                let name = name.to_vec();
                self.open.push(Element { name, property: String::new(), item: None, text: None });
            }
        }
    }

    /// Text between tags.
    pub fn text(&mut self, text: &str) {
        for said in self.open.iter_mut().filter_map(|e| e.text.as_mut()).filter(|t| t.len() < TEXT) {
            said.push_str(text);
        }
    }

    /// An end tag closes its element and what was left open inside.
    pub fn end(&mut self, name: &[u8]) {
        if let Some(at) = self.open.iter().rposition(|e| e.name == name) {
            while self.open.len() > at {
                self.pop();
            }
        }
    }

    fn pop(&mut self) {
        let Some(Element { property, item, text, .. }) = self.open.pop() else { return };
        let value = match (item, text) {
            (Some(item), _) => Value::Object(item),
            (None, Some(text)) => Value::from(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            (None, None) => return,
        };
        match self.open.iter_mut().rev().find_map(|e| e.item.as_mut()) {
            Some(parent) if !property.is_empty() => property.split_whitespace().for_each(|p| add(parent, p, &value)),
            _ if value.is_object() => self.done.push(value),
            _ => {}
        }
    }

    /// The outermost items, each as JSON.
    pub fn finish(mut self) -> Vec<String> {
        while !self.open.is_empty() {
            self.pop();
        }
        self.done.iter().map(Value::to_string).collect()
    }
}

fn add(item: &mut Map<String, Value>, property: &str, value: &Value) {
    match item.get_mut(property) {
        Some(Value::Array(all)) => all.push(value.clone()),
        Some(one) => *one = Value::Array(vec![one.take(), value.clone()]),
        None => {
            item.insert(property.to_string(), value.clone());
        }
    }
}
