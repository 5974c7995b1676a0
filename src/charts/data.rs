//! What a chart shows, before it is laid out.

use rust_decimal::Decimal;

use crate::changes::{ComparedYear, Years, year_name};
use crate::figures::Former;
use crate::form::{ChartDeclaration, ShownFigure};

/// What stands where nothing is drawn.
pub(super) const NOTHING: &str = "没有";

/// What stands where nobody gave a figure.
const UNKNOWN: &str = "没有填";

/// What stands where the edition of a year has no such figure.
const NOWHERE: &str = "格式没有";

/// One value with the key of the figure that it is.
#[derive(Debug, Clone)]
pub(super) struct Datum {
    /// Key of the figure.
    pub key: String,
    /// Which year's.
    pub year: i32,
    /// What it is, if that is known.
    pub amount: Option<Decimal>,
    /// How it is written.
    pub shown: String,
}

/// A bar, divided into parts where there are some.
#[derive(Debug, Clone)]
pub(super) struct BarData {
    /// What it is called.
    pub label: String,
    /// Its whole.
    pub whole: Datum,
    /// Its parts, in the order of those of the chart.
    pub parts: Vec<Datum>,
}

/// Bars under one name.
#[derive(Debug, Clone)]
pub(super) struct BarGroup {
    /// The name.
    pub label: String,
    /// The bars.
    pub bars: Vec<BarData>,
}

/// What a chart shows.
#[derive(Debug, Clone)]
pub(super) struct ChartData {
    /// Its key.
    pub key: String,
    /// What it shows.
    pub title: String,
    /// What is counted.
    pub unit: String,
    /// What is said where there is nothing.
    nothing: String,
    /// The bars; those of a chart with parts are one group.
    pub groups: Vec<BarGroup>,
    /// What the bars are divided into.
    pub parts: Vec<String>,
    /// Why nothing of it can be drawn, where that is so.
    pub undrawn: Option<&'static str>,
}

impl ChartData {
    /// The data of a chart.
    pub(super) fn new(declared: &ChartDeclaration, years: &Years) -> Self {
        let form = years.this().form();
        let label = |figure: &ShownFigure, key: &str| figure.label.clone().unwrap_or_else(|| form.figure_label(key));
        let bar = |figure: &ShownFigure, compared: &ComparedYear, label: String| {
            let key = |part: &ShownFigure| format!("{}.{}", figure.key, part.key);
            BarData {
                label,
                whole: datum(&figure.key, compared, years),
                parts: declared.parts.iter().map(|part| datum(&key(part), compared, years)).collect(),
            }
        };
        let of_year = |compared: &ComparedYear| year_name(compared.year);
        let groups: Vec<BarGroup> = match (declared.parts.is_empty(), declared.figures.as_slice()) {
            // A bar a year for each figure.
            (true, figures) => figures
                .iter()
                .map(|figure| BarGroup {
                    label: label(figure, &figure.key),
                    bars: years.all().iter().map(|year| bar(figure, year, of_year(year))).collect(),
                })
                .collect(),
            // One figure divided: this year and the last.
            (false, [figure]) => {
                let bars = years.last().into_iter().chain([years.this()]);
                let bars = bars.map(|year| bar(figure, year, of_year(year))).collect();
                vec![BarGroup { label: String::new(), bars }]
            }
            // Several figures divided, of this year.
            (false, figures) => {
                let bars = figures.iter().map(|figure| bar(figure, years.this(), label(figure, &figure.key)));
                vec![BarGroup { label: String::new(), bars: bars.collect() }]
            }
        };
        let first = declared.figures.first().map(|figure| figure.key.text.clone()).unwrap_or_default();
        // What a part is called is the end of what its figure is called.
        let ending = |part: &ShownFigure| {
            let label = label(part, &format!("{first}.{}", part.key));
            label.rsplit('·').next().map(str::to_owned).unwrap_or(label)
        };
        let parts = declared.parts.iter().map(ending).collect();
        let this = years.this().year;
        let mut data = Self {
            key: declared.key.clone(),
            title: match groups.first().map(|group| group.bars.len()) {
                _ if declared.parts.is_empty() && years.all().len() > 1 => declared.title.clone(),
                Some(count) if count > 1 && declared.figures.len() == 1 => declared.title.clone(),
                _ => format!("{}{}", year_name(this), declared.title),
            },
            unit: declared.unit.clone(),
            nothing: declared.nothing.replace("{year}年", &year_name(this)).replace("{year}", &this.to_string()),
            groups,
            parts,
            undrawn: None,
        };
        // Years of which nothing is known, or of another edition, are left out of a divided bar.
        if !data.parts.is_empty() && declared.figures.len() == 1 {
            let is_whole = |bar: &BarData| {
                bar.whole.year == this
                    || bar.whole.amount.is_some() && bar.parts.iter().all(|part| part.amount.is_some())
            };
            data.groups.iter_mut().for_each(|group| group.bars.retain(is_whole));
        }
        data.undrawn = data.why_undrawn(this);
        data
    }

    /// Why nothing of it can be drawn: figures of this year that nobody gave, or figures below nothing.
    fn why_undrawn(&self, this: i32) -> Option<&'static str> {
        let is_open = |datum: &Datum| datum.year == this && datum.amount.is_none();
        let is_negative = |datum: &Datum| datum.amount.is_some_and(|amount| amount < Decimal::ZERO);
        match () {
            () if self.all().any(is_open) => Some("数没有填全"),
            () if self.all().any(is_negative) => Some("数里有负数"),
            () => None,
        }
    }

    /// Every bar.
    pub(super) fn bars(&self) -> impl Iterator<Item = &BarData> {
        self.groups.iter().flat_map(|group| &group.bars)
    }

    /// Every value.
    fn all(&self) -> impl Iterator<Item = &Datum> {
        self.bars().flat_map(|bar| std::iter::once(&bar.whole).chain(&bar.parts))
    }

    /// Whether all that is known is nothing.
    pub(super) fn is_nothing(&self) -> bool {
        self.all().all(|datum| datum.amount.is_none_or(|amount| amount.is_zero()))
    }

    /// The largest value, for the scale.
    pub(super) fn largest(&self) -> Decimal {
        let sum = |bar: &BarData| bar.parts.iter().filter_map(|part| part.amount).sum::<Decimal>();
        let amounts = self.bars().flat_map(|bar| [bar.whole.amount.unwrap_or_default(), sum(bar)]);
        amounts.max().unwrap_or_default().max(Decimal::ONE)
    }

    /// The numbers of the parts that are drawn: those that are something in some bar.
    pub(super) fn drawn_parts(&self) -> Vec<usize> {
        let is_something =
            |number: &usize| self.bars().any(|bar| bar.parts[*number].amount.is_some_and(|n| !n.is_zero()));
        (0..self.parts.len()).filter(is_something).collect()
    }

    /// Whether a group of bars has something to draw.
    pub(super) fn is_drawn(group: &BarGroup) -> bool {
        group.bars.iter().any(|bar| bar.whole.amount.is_some_and(|amount| !amount.is_zero()))
    }

    /// What is said instead of drawn.
    pub(super) fn said(&self) -> Vec<String> {
        if let Some(why) = self.undrawn {
            return vec![format!("{}：{why}，没有画图。", self.title)];
        }
        if self.is_nothing() {
            return vec![self.nothing.clone()];
        }
        let mut said = Vec::new();
        if self.parts.is_empty() {
            let not_drawn = self.groups.iter().filter(|group| !Self::is_drawn(group)).map(|group| group.label.as_str());
            let not_drawn: Vec<&str> = not_drawn.collect();
            if !not_drawn.is_empty() {
                said.push(format!("{}各年都没有。", not_drawn.join("、")));
            }
        } else {
            let drawn = self.drawn_parts();
            let not_drawn = (0..self.parts.len()).filter(|number| !drawn.contains(number));
            let not_drawn: Vec<&str> = not_drawn.map(|number| self.parts[number].as_str()).collect();
            if !not_drawn.is_empty() {
                said.push(format!("{}没有。", not_drawn.join("、")));
            }
        }
        said
    }

    /// All of it in words.
    pub(super) fn alternative(&self) -> String {
        if self.undrawn.is_some() || self.is_nothing() {
            return self.said().concat();
        }
        let value = |datum: &Datum| match datum.amount {
            Some(amount) if !amount.is_zero() => format!("{}{}", datum.shown, self.unit),
            _ => datum.shown.clone(),
        };
        let mut told = Vec::new();
        for group in &self.groups {
            let bars = group.bars.iter().map(|bar| {
                let parts = self.parts.iter().zip(&bar.parts).map(|(label, part)| format!("{label}{}", value(part)));
                let parts: Vec<String> = parts.collect();
                let parts = if parts.is_empty() { String::new() } else { format!("（{}）", parts.join("，")) };
                format!("{}{}{parts}", bar.label, value(&bar.whole))
            });
            let bars = bars.collect::<Vec<_>>().join("，");
            told.push(if group.label.is_empty() { bars } else { format!("{}：{bars}", group.label) });
        }
        format!("{}。{}。", self.title, told.join("；"))
    }

    /// All of it as a table.
    pub(super) fn table(&self) -> Vec<Vec<String>> {
        let first = |text: &str, rest: Vec<String>| std::iter::once(text.to_owned()).chain(rest).collect::<Vec<_>>();
        let Some(group) = self.groups.first() else { return Vec::new() };
        let head = first("项目", group.bars.iter().map(|bar| bar.label.clone()).collect());
        let mut rows = vec![head];
        let exact = |datum: &Datum| match datum.amount {
            Some(amount) => amount.normalize().to_string(),
            None => datum.shown.clone(),
        };
        if self.parts.is_empty() {
            let row = |group: &BarGroup| first(&group.label, group.bars.iter().map(|bar| exact(&bar.whole)).collect());
            rows.extend(self.groups.iter().map(row));
            return rows;
        }
        for (number, label) in self.parts.iter().enumerate() {
            rows.push(first(label, group.bars.iter().map(|bar| exact(&bar.parts[number])).collect()));
        }
        rows.push(first("合计", group.bars.iter().map(|bar| exact(&bar.whole)).collect()));
        rows
    }
}

/// One value of a year.
fn datum(key: &str, compared: &ComparedYear, years: &Years) -> Datum {
    let former = compared.former(key, years.this().form());
    let shown = match former {
        Former::Amount(amount) if amount.is_zero() => NOTHING.to_owned(),
        Former::Amount(amount) => amount.normalize().to_string(),
        Former::Unknown => UNKNOWN.to_owned(),
        Former::Nowhere => NOWHERE.to_owned(),
    };
    Datum { key: key.to_owned(), year: compared.year, amount: former.amount(), shown }
}
