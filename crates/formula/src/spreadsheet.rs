//! A formula as a spreadsheet program reckons it: for a workbook that checks itself away from the engine.
//!
//! The engine reckons exactly, a spreadsheet in binary: sides are compared after rounding away what only
//! binary numbers bring, and the engine has the last word when the workbook comes back.

use crate::check::{Binary, Node, Op};
use crate::parser::Call;
use crate::{Formula, Slot};

/// Where a workbook keeps what a formula asks for.
pub trait Cells {
    /// The number of a slot, in base units: `D5`, `(D5*10000)`.
    fn number(&self, slot: Slot) -> Option<String>;
    /// Whether a choice stands at an option: `D5="小学"`.
    fn is(&self, slot: Slot, option: u16) -> Option<String>;
}

/// Differences smaller than this come of binary numbers alone.
const DECIMALS: u32 = 6;

impl Formula {
    /// The formula without its `=`; none when a workbook of one return cannot reckon it.
    pub fn in_cells(&self, cells: &dyn Cells) -> Option<String> {
        written(&self.root, cells)
    }

    /// Every slot it asks for, each once, in order of use.
    pub fn slots(&self) -> Vec<Slot> {
        let mut slots = Vec::new();
        collect(&self.root, &mut slots);
        slots
    }
}

fn collect(node: &Node, slots: &mut Vec<Slot>) {
    if let Op::Held(slot, _) = &node.op
        && !slots.contains(slot)
    {
        slots.push(*slot);
    }
    node.parts()
        .into_iter()
        .for_each(|part| collect(part, slots));
}

fn written(node: &Node, cells: &dyn Cells) -> Option<String> {
    let all = |nodes: &[Node]| -> Option<Vec<String>> {
        nodes.iter().map(|node| written(node, cells)).collect()
    };
    Some(match &node.op {
        Op::Number(number, _) => number.to_plain(),
        Op::Held(slot, _) => cells.number(*slot)?,
        Op::Measure(_, formula) => written(&formula.root, cells)?,
        Op::Negate(inner) => format!("(-{})", written(inner, cells)?),
        Op::Not(inner) => format!("NOT({})", written(inner, cells)?),
        Op::Binary(binary, sides) => {
            let sides = all(&sides[..])?;
            between(*binary, &sides[0], &sides[1])
        }
        Op::Is(choice, option, _, equal) => {
            let Op::Held(slot, _) = &choice.op else {
                return None;
            };
            let is = cells.is(*slot, *option)?;
            if *equal { is } else { format!("NOT({is})") }
        }
        Op::Call(Call::Min, arguments) => format!("MIN({})", all(arguments)?.join(",")),
        Op::Call(Call::Max, arguments) => format!("MAX({})", all(arguments)?.join(",")),
        Op::Call(Call::Ceil, arguments) => format!("ROUNDUP({},0)", all(arguments)?.join(",")),
        // A sum over schools: a workbook of one return does not have the others.
        Op::Call(Call::Sum, _) => return None,
        Op::If(branches) => format!("IF({})", all(&branches[..])?.join(",")),
    })
}

fn between(binary: Binary, left: &str, right: &str) -> String {
    let compared = |sign: &str| format!("(ROUND({left}-{right},{DECIMALS}){sign}0)");
    match binary {
        Binary::And => format!("AND({left},{right})"),
        Binary::Or => format!("OR({left},{right})"),
        Binary::Unequal => compared("<>"),
        _ if binary.compares() => compared(binary.sign()),
        _ => format!("({left}{}{right})", binary.sign()),
    }
}
