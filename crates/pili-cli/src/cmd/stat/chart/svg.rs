use std::{fmt::Write as _, ops::Range, time::SystemTime};

use super::{Series, clock_time, share, short};

const WIDTH: f64 = 800.0;
const HEIGHT: f64 = 200.0;
/// Room for what is written beside a panel and below it.
const LEFT: f64 = 60.0;
const BELOW: f64 = 40.0;

/// The figures as an SVG document, a panel each.
pub(crate) fn svg(series: &[Series], span: &Range<SystemTime>) -> String {
    let (width, height) = (LEFT + WIDTH + 20.0, series.len() as f64 * (HEIGHT + BELOW) + 20.0);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" \
         font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
    );
    for (number, one) in series.iter().enumerate() {
        panel(&mut text, one, span, 20.0 + number as f64 * (HEIGHT + BELOW));
    }
    text + "</svg>\n"
}

fn panel(text: &mut String, series: &Series, span: &Range<SystemTime>, above: f64) {
    let (bottom, right, top) = (above + HEIGHT, LEFT + WIDTH, series.top());
    let place = |(time, figure): &(SystemTime, i64)| {
        let (x, y) =
            (LEFT + share(span, *time) * WIDTH, bottom - (*figure).max(0) as f64 / top as f64 * HEIGHT);
        format!("{x:.1},{y:.1}")
    };
    // A line of one point is a dot if it has two ends.
    let line: Vec<String> = series.points.iter().chain(series.points.last()).map(place).collect();
    let mut write = |x: f64, y: f64, anchor: &str, words: &str| {
        let _ = writeln!(text, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{words}</text>");
    };
    write(LEFT, above - 6.0, "start", series.title);
    write(LEFT - 6.0, above + 10.0, "end", &short(top));
    write(LEFT - 6.0, bottom, "end", "0");
    write(LEFT, bottom + 16.0, "start", &clock_time(span.start));
    write(right, bottom + 16.0, "end", &clock_time(span.end));
    let _ = writeln!(
        text,
        "<path d=\"M{LEFT},{above}V{bottom}H{right}\" fill=\"none\" stroke=\"gray\"/>\n\
         <polyline points=\"{}\" fill=\"none\" stroke=\"steelblue\" stroke-width=\"2\" stroke-linecap=\"round\"/>",
        line.join(" ")
    );
}
