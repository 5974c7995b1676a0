//! Reading which figures are shown beside those of earlier years, and which charts there are.

use super::comparison::{ChartDeclaration, Comparison, ComparisonGroup, ShownFigure};
use super::fault::{Fault, FaultKind};
use super::name::Name;
use super::nodes;
use super::reader::DeclarationReader;

/// What a bar that is divided is best divided into at most: patterns that can be told apart.
const MOST_PARTS: usize = 8;

/// Reads which figures are compared.
pub(super) fn comparison(root: &DeclarationReader<'_>) -> Comparison {
    let Some(t) = root.table("comparison", "对比") else { return Comparison::default() };
    let comparison = Comparison {
        title: t.required("title", "表的名称，如 \"主要指标对比\"").text,
        names: t.names("names").into_iter().map(|name| name.text).collect(),
        groups: t.tables("groups", "一组").into_iter().map(group).collect(),
    };
    t.finish();
    comparison
}

/// Reads a group.
fn group(t: DeclarationReader<'_>) -> ComparisonGroup {
    let group = ComparisonGroup {
        at: t.at.clone(),
        key: nodes::key(&t),
        label: t.required("label", "这一组的名称").text,
        figures: figures(&t, "figures"),
    };
    some(&t, &group.figures);
    t.finish();
    group
}

/// Reads a chart.
pub(super) fn chart(t: DeclarationReader<'_>) -> ChartDeclaration {
    let chart = ChartDeclaration {
        at: t.at.clone(),
        key: nodes::key(&t),
        title: t.required("title", "图的名称").text,
        unit: t.required("unit", "数的单位，如 \"件\"").text,
        nothing: t.required("nothing", "都是零时怎样说，{year} 是年度").text,
        figures: figures(&t, "figures"),
        parts: figures(&t, "parts"),
    };
    some(&t, &chart.figures);
    if chart.parts.len() > MOST_PARTS {
        let message = format!("{}：parts 有 {} 项，至多 {MOST_PARTS} 项。", t.name(), chart.parts.len());
        t.fault(Fault::new(FaultKind::Shape, &t.at, message, "多了分不清；合并几项，或分成两张图"));
    }
    t.finish();
    chart
}

/// Tells a list of figures that is empty.
fn some(t: &DeclarationReader<'_>, figures: &[ShownFigure]) {
    if figures.is_empty() {
        let message = format!("{}：没有 figures（要用的数）。", t.name());
        t.fault(Fault::new(FaultKind::Missing, &t.at, message, "至少写一个 { key = \"表.行\" }"));
    }
}

/// Reads figures that are shown.
fn figures(t: &DeclarationReader<'_>, key: &'static str) -> Vec<ShownFigure> {
    t.tables(key, "数").into_iter().map(figure).collect()
}

/// Reads a figure that is shown.
fn figure(t: DeclarationReader<'_>) -> ShownFigure {
    let text = |key| t.text(key).map(|name| name.text);
    let figure =
        ShownFigure { key: t.required("key", "数的键，如 \"表.行\""), label: text("label"), unit: text("unit") };
    t.finish();
    figure
}

/// Names of figures that are not there, and groups and charts that are there twice.
pub(super) fn faults(
    comparison: &Comparison,
    charts: &[ChartDeclaration],
    has_figure: impl Fn(&str) -> bool,
) -> Vec<Fault> {
    let compared = comparison.groups.iter().flat_map(|group| &group.figures).map(|figure| figure.key.clone());
    let charted = charts.iter().flat_map(|chart| {
        let part = |figure: &ShownFigure, part: &ShownFigure| Name {
            text: format!("{}.{}", figure.key, part.key),
            at: part.key.at.clone(),
        };
        let parts = chart.figures.iter().flat_map(move |figure| chart.parts.iter().map(move |p| part(figure, p)));
        chart.figures.iter().map(|figure| figure.key.clone()).chain(parts)
    });
    let unknown = compared.chain(charted).filter(|key| !has_figure(key) && !key.contains('？')).map(|key| {
        let message = format!("对比或图里的 {key} 不存在。");
        Fault::new(FaultKind::Nowhere, &key.at, message, "改为表里的一个数“表.行.列”，或“记录.数”")
    });
    let groups = comparison.groups.iter().map(|group| (&group.key, &group.at));
    let keys: [Vec<_>; 2] = [groups.collect(), charts.iter().map(|chart| (&chart.key, &chart.at)).collect()];
    let twice = keys.into_iter().flat_map(|keys| {
        let is_twice = |number: &usize| keys[..*number].iter().any(|(key, _)| *key == keys[*number].0);
        let twice: Vec<_> = (0..keys.len()).filter(is_twice).map(|number| keys[number]).collect();
        twice
    });
    let twice = twice
        .map(|(key, at)| Fault::new(FaultKind::Twice, at, format!("对比的两组，或两张图，键都是 {key}。"), "换一个键"));
    unknown.chain(twice).collect()
}
