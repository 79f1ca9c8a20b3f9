"""What tables on a terminal are made of."""

from __future__ import annotations

from toolselect.cli import paper


def test_a_figure_and_its_unit_stay_on_one_line_with_a_plain_space_between() -> None:
    told = paper.line("it ranks first in only 55\u00a0% of draws")
    assert paper.rendered([told], 25, colour=False) == "it ranks first in only\n55 % of draws\n"


def test_a_cell_has_plain_spaces_too() -> None:
    table = paper.table(("Vendor",), ("First",))
    table.add_row("Acme\u00a0Corp", "55\u00a0%")
    assert "Acme Corp    55 %" in paper.rendered([table], 40, colour=False)
