//! Plots of how a cost grows, as SVG: both axes logarithmic, legible on light and dark.

use std::fmt::Write as _;

use crate::units::amount;

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 360.0;
/// Left, right, top, bottom of the field.
const FIELD: (f64, f64, f64, f64) = (70.0, 500.0, 40.0, 310.0);
/// From one line of text to the next.
const LINE: f64 = 15.0;
/// Told apart by people who see few colours, on white and on black.
const COLOURS: [&str; 4] = ["#d55e00", "#0072b2", "#009e73", "#cc79a7"];

/// A name, and points of how much and how long.
pub(crate) type Curve = (String, Vec<(f64, f64)>);

/// The plot's file in `docs`.
pub(crate) fn file_of(row: &str) -> String {
    format!("benchmarks-{row}.svg")
}

/// With which power of n a cost grows, from its first point to its last.
pub(crate) fn power(points: &[(f64, f64)]) -> Option<f64> {
    let (first, last) = (points.first()?, points.last()?);
    let power = (last.1 / first.1).ln() / (last.0 / first.0).ln();
    power.is_finite().then_some(power)
}

/// Nothing if there are no points.
pub(crate) fn plot(title: &str, counted: &str, curves: &[Curve]) -> Option<String> {
    let points = || curves.iter().flat_map(|(_, points)| points);
    points().next()?;
    let across = Axis::over(points().map(|point| point.0), (FIELD.0, FIELD.1), false);
    let up = Axis::over(points().map(|point| point.1), (FIELD.3, FIELD.2), true);
    let mut svg = head(title);
    grid(&mut svg, &across, &up, counted);
    for ((_, points), colour) in curves.iter().zip(COLOURS.iter().cycle()) {
        line(&mut svg, points, &across, &up, colour);
    }
    labels(&mut svg, curves, &across, &up);
    svg.push_str("</svg>\n");
    Some(svg)
}

/// A logarithmic axis.
struct Axis {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Axis {
    fn over(values: impl Iterator<Item = f64>, (from, to): (f64, f64), whole_decades: bool) -> Self {
        let (low, high) =
            values.fold((f64::INFINITY, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let (low, high) = (low.log10(), high.log10().max(low.log10() + 0.1));
        let (low, high) = if whole_decades { (low.floor(), high.ceil()) } else { (low, high) };
        Self { low, high, from, to }
    }

    fn place(&self, value: f64) -> f64 {
        self.from + (self.to - self.from) * (value.log10() - self.low) / (self.high - self.low)
    }

    /// The powers of ten within it.
    fn decades(&self) -> impl Iterator<Item = f64> + '_ {
        (-3..12).map(f64::from).filter(|power| (self.low..=self.high).contains(power)).map(|power| 10_f64.powf(power))
    }
}

fn head(title: &str) -> String {
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">
<style>text {{ fill: #24292f }} .grid {{ stroke: #d0d7de }} @media (prefers-color-scheme: dark) {{ text {{ fill: #e6edf3 }} .grid {{ stroke: #3d444d }} }}</style>
<text x="{}" y="22" font-size="14">{title}</text>
"#,
        FIELD.0
    )
}

fn grid(svg: &mut String, across: &Axis, up: &Axis, counted: &str) {
    let (left, right, top, bottom) = FIELD;
    for value in across.decades() {
        let x = across.place(value);
        let _ = writeln!(svg, r#"<line class="grid" x1="{x:.1}" y1="{top}" x2="{x:.1}" y2="{bottom}"/>"#);
        let _ = writeln!(svg, r#"<text x="{x:.1}" y="{}" text-anchor="middle">{value}</text>"#, bottom + 18.0);
    }
    for value in up.decades() {
        let y = up.place(value);
        let _ = writeln!(svg, r#"<line class="grid" x1="{left}" y1="{y:.1}" x2="{right}" y2="{y:.1}"/>"#);
        let text = amount(value, "ns").replace(".00", "").replace(".0", "");
        let _ = writeln!(svg, r#"<text x="{}" y="{:.1}" text-anchor="end">{text}</text>"#, left - 8.0, y + 4.0);
    }
    let _ = writeln!(svg, r#"<text x="{right}" y="{}" text-anchor="end">{counted}</text>"#, bottom + 38.0);
}

fn line(svg: &mut String, points: &[(f64, f64)], across: &Axis, up: &Axis, colour: &str) {
    let places: Vec<_> = points.iter().map(|(n, cost)| (across.place(*n), up.place(*cost))).collect();
    let path: Vec<_> = places.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let _ =
        writeln!(svg, r#"<polyline fill="none" stroke="{colour}" stroke-width="2" points="{}"/>"#, path.join(" "));
    for (x, y) in places {
        let _ = writeln!(svg, r#"<circle cx="{x:.1}" cy="{y:.1}" r="3" fill="{colour}"/>"#);
    }
}

/// The names at the ends of their lines, with dots of the lines' colours; pushed apart where lines end close together.
fn labels(svg: &mut String, curves: &[Curve], across: &Axis, up: &Axis) {
    let ends = curves.iter().zip(COLOURS.iter().cycle()).filter_map(|((name, points), colour)| {
        let (n, cost) = points.last()?;
        Some((across.place(*n) + 12.0, up.place(*cost) + 4.0, name, colour))
    });
    let mut ends: Vec<_> = ends.collect();
    ends.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut least = 0.0;
    for (x, y, name, colour) in ends {
        let y = f64::max(y, least);
        least = y + LINE;
        let _ = writeln!(svg, r#"<text x="{x:.1}" y="{y:.1}"><tspan style="fill:{colour}">● </tspan>{name}</text>"#);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_linear_cost_grows_with_the_first_power() {
        let power = power(&[(10.0, 5.0), (100.0, 20.0), (1_000.0, 500.0)]).unwrap();
        assert!((power - 1.0).abs() < 1e-9);
    }

    #[test]
    fn names_do_not_cover_each_other() {
        let curves = ["A", "B"].map(|name| (name.to_owned(), vec![(10.0, 1e3), (500.0, 4e4)]));
        let svg = plot("Cost", "rows", &curves).unwrap();
        let places = ["A", "B"].map(|name| {
            let label = svg.lines().find(|line| line.ends_with(&format!("{name}</text>"))).unwrap();
            label.split("y=\"").nth(1).unwrap().split('"').next().unwrap().parse::<f64>().unwrap()
        });
        assert!((places[1] - places[0]).abs() >= LINE, "{places:?}");
    }

    #[test]
    fn a_plot_has_a_line_for_each_curve_inside_of_its_field() {
        let curves =
            [("A".to_owned(), vec![(10.0, 1e3), (500.0, 4e4)]), ("B".to_owned(), vec![(10.0, 2e3), (500.0, 9e4)])];
        let svg = plot("Cost", "rows", &curves).unwrap();
        assert_eq!(svg.matches("<polyline").count(), 2);
        assert!(svg.contains(r#"points="70.0,"#) && svg.contains(" 500.0,"), "{svg}");
        assert!(plot("Cost", "rows", &[]).is_none());
    }
}
