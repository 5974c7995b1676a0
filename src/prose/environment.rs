//! What expressions in prose and standard wordings can do: little, each of it bounded.
//!
//! Prose comes from units that a district knows by name only. Nothing here can take much time or memory: there is no
//! `range`, nothing repeats a text, and what joins texts refuses long results.

use minijinja::value::{Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, filters, tests};

use super::units;

/// What is worked out, each in an environment of its own.
pub struct Environments {
    /// For what an agency writes.
    pub prose: Environment<'static>,
    /// For wordings, which come with the program or from the office itself: whatever a filing holds can be put into them.
    pub wordings: Environment<'static>,
}

impl Default for Environments {
    fn default() -> Self {
        Self { prose: environment(), wordings: of_wordings() }
    }
}

/// What an expression or a wording may use.
struct Bounds {
    /// Steps it may take.
    fuel: u64,
    /// Bytes that joined texts may have together.
    most_joined: usize,
}

/// An environment for expressions: undefined names are errors, running for ever is impossible.
fn environment() -> Environment<'static> {
    bounded(&Bounds { fuel: 20_000, most_joined: 40_000 })
}

/// An environment for wordings.
pub fn of_wordings() -> Environment<'static> {
    bounded(&Bounds { fuel: 20_000_000, most_joined: 64 << 20 })
}

/// An environment with some bounds.
fn bounded(&Bounds { fuel, most_joined }: &Bounds) -> Environment<'static> {
    let mut env = Environment::empty();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_fuel(Some(fuel));
    env.set_recursion_limit(64);
    env.add_filter("abs", filters::abs);
    env.add_filter("default", filters::default);
    env.add_filter("first", filters::first);
    env.add_filter("float", filters::float);
    env.add_filter("int", filters::int);
    env.add_filter("join", move |values: Value, between: Option<String>| join(&values, between, most_joined));
    env.add_filter("last", filters::last);
    env.add_filter("length", filters::length);
    env.add_filter("max", filters::max);
    env.add_filter("min", filters::min);
    env.add_filter("reject", filters::reject);
    env.add_filter("round", filters::round);
    env.add_filter("select", filters::select);
    env.add_filter("string", filters::string);
    env.add_filter("sum", filters::sum);
    env.add_test("defined", tests::is_defined);
    env.add_test("undefined", tests::is_undefined);
    units::register(&mut env);
    env
}

/// The texts of a list one after the other.
fn join(values: &Value, between: Option<String>, most: usize) -> Result<String, Error> {
    if values.kind() == ValueKind::String {
        return Err(Error::new(ErrorKind::InvalidOperation, "join wants a list"));
    }
    let between = between.unwrap_or_default();
    let mut out = String::new();
    for (number, value) in values.try_iter()?.enumerate() {
        if number > 0 {
            out.push_str(&between);
        }
        out.push_str(&value.to_string());
        if out.len() > most {
            return Err(Error::new(ErrorKind::InvalidOperation, "the joined text is too long"));
        }
    }
    Ok(out)
}
