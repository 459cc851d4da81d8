use std::time::UNIX_EPOCH;

use super::*;

fn span() -> Range<SystemTime> {
    UNIX_EPOCH..UNIX_EPOCH + Duration::from_secs(100)
}

fn series(points: &[(u64, i64)]) -> Series {
    let points = points.iter().map(|(time, figure)| (UNIX_EPOCH + Duration::from_secs(*time), *figure));
    Series { title: "viewers", points: points.collect() }
}

#[test]
fn a_number_is_told_in_five_characters_at_most() {
    for (number, told) in [
        (0, "0"),
        (999, "999"),
        (1000, "1.0k"),
        (9_949, "9.9k"),
        (9_960, "10k"),
        (999_499, "999k"),
        (999_500, "1.0M"),
        (35_000_000, "35M"),
        (i64::MAX, "9223P"),
    ] {
        assert_eq!(short(number), told);
    }
}

#[test]
fn the_highest_figure_of_a_part_is_shown_and_what_was_not_measured_is_none() {
    let series = series(&[(0, 1), (9, 5), (95, 2), (100, 7), (200, 9)]);
    let parts = series.parts(&span(), 10);
    assert_eq!((parts[0], parts[5], parts[9]), (Some(5), None, Some(9)));
    assert!(series.parts(&span(), 0).is_empty());
    assert_eq!(series.parts(&(UNIX_EPOCH..UNIX_EPOCH), 2), [Some(9), None]);
}

#[test]
fn columns_are_as_high_as_their_figures_and_what_is_above_0_is_seen() {
    let span = UNIX_EPOCH..UNIX_EPOCH + Duration::from_secs(3000);
    let text = terminal(&[series(&[(0, 1000), (1500, 500), (2999, 1)])], &span, 26);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!((lines[0], lines[1]), ("viewers", " 1.0k ██"));
    assert_eq!(lines[5], "      ██        ██");
    assert_eq!(lines[8], "      ██        ██      ▁▁");
    assert_eq!(lines[9], format!("    0 {}", "─".repeat(20)));
    let nothing = terminal(&[series(&[])], &span, 0);
    assert_eq!(nothing.lines().count(), 11);
}

#[test]
fn a_picture_is_whole_and_has_a_point_for_each_figure() {
    let text = svg(&[series(&[(0, 0), (50, 10), (100, 5)]), series(&[])], &span());
    assert!(text.starts_with("<svg ") && text.ends_with("</svg>\n"));
    assert!(text.contains("points=\"60.0,220.0 460.0,20.0 860.0,120.0 860.0,120.0\""), "{text}");
    assert_eq!(text.matches("<polyline").count(), 2);
}
