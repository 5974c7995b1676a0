use std::path::Path;
fn main() {
    let e = nianbao::engine::Engine::new(nianbao::templates::Templates::with_folder(Path::new("templates")).unwrap(), nianbao::typeset::Faces::vendored()).map_err(|e| println!("{e}")).unwrap();
    let input = e.read(Path::new(&std::env::args().nth(1).unwrap()), None).map_err(|e| println!("{e}")).unwrap();
    let ex = e.examine(&input).map_err(|e| println!("{e}")).unwrap();
    for f in &ex.findings { println!("{} {} {:?} {}", f.rule.code, f.severity.label(), f.marks.iter().map(|m| format!("{} {}", input.sources.describe(&m.at), m.label)).collect::<Vec<_>>(), f.message); }
    let r = e.render(&input, ex, Default::default()).map_err(|e| println!("{e}")).unwrap();
    std::fs::write(format!("{}/out.typ", std::env::var("OUT").unwrap_or("/tmp".into())), &r.typst).unwrap();
    std::fs::write(format!("{}/out.html", std::env::var("OUT").unwrap_or("/tmp".into())), &r.html).unwrap();
    let pdf = e.typesetter().pdf(&r.typst).map_err(|e| println!("{e}")).unwrap();
    std::fs::write(format!("{}/out.pdf", std::env::var("OUT").unwrap_or("/tmp".into())), pdf).unwrap();
}
