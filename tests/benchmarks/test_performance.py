"""The figures that docs/performance.md shows are those that were printed."""

import pytest

from benchmarks import performance


def test_every_table_of_the_page_is_that_of_its_lines():
    assert performance.main(["--check"]) == 0


def test_a_table_without_a_place_is_told():
    with pytest.raises(ValueError, match="no one place for the table 'scale'"):
        performance.filled("nothing", performance.PAGE.with_suffix(""))


def test_a_changed_figure_is_noticed():
    page = performance.PAGE.read_text(encoding="utf-8")
    folder = performance.PAGE.with_suffix("")
    assert (
        performance.filled(page.replace("| rahnuma | whole | 1 |", "| rahnuma | whole | 2 |"), folder) == page
    )


@pytest.mark.parametrize("name", ["latency", "quotes"])
def test_a_plot_is_a_picture(name, tmp_path):
    performance.PLOTS[name](performance.lines_of(performance.PAGE.with_suffix(""), name), tmp_path / "x.png")
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")
