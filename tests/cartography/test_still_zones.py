"""Zones in the still drawing of a first view: which, for whom, and how little they weigh."""

from __future__ import annotations

import re
from dataclasses import replace

import brotli
import pytest

from mapper.atlas import open_atlas
from mapper.cartography.layers import event_scene, year_scene
from mapper.cartography.stills import still, still_of_shapes
from mapper.ground import ground_of


@pytest.fixture(scope="module")
def atlas():
    return open_atlas()


def zones_of(svg):
    """The group of zones, or nothing."""
    found = re.search(r'<g class="still-zones">.*?</g>', svg)
    return found[0] if found else ""


def symbols(svg):
    return set(re.findall(r"atlas-sym-(eez-\w+|territorial|contiguous)", zones_of(svg)))


def test_limits_by_their_basis_and_hatches_lie_between_land_and_events(atlas):
    svg = still(atlas, year_scene(atlas, 2025))
    assert symbols(svg) >= {"eez-agreed", "eez-median", "eez-200nm", "eez-disputed"}
    assert 'class="atlas-zone-disputed" fill="url(#still-hatch-disputed)"' in svg
    assert 'id="still-hatch-disputed"' in svg
    order = [svg.index(part) for part in ("var(--atlas-land", "still-zones", "atlas-sym-patrol")]
    assert order == sorted(order)


def test_narrow_belts_are_drawn_from_near_only(atlas):
    assert "territorial" not in symbols(still(atlas, year_scene(atlas, 2025)))
    near = still(atlas, event_scene(atlas, "joint-sea-2025"))
    assert symbols(near) >= {"territorial", "contiguous"}
    assert 'class="atlas-zone atlas-sym-territorial still-narrow"' in near


def test_view_of_a_state_has_no_hatch_over_what_it_claims(atlas):
    scene = year_scene(atlas, 2025)
    neutral, own = (
        len(zones_of(still(atlas, replace(scene, view=view)))) for view in ("neutral", "JPN")
    )
    assert own < neutral


@pytest.mark.parametrize(("hidden", "left"), [
    (("eez-limits",), {"atlas-zone-disputed"}), (("overlapping-claims",), {"atlas-sym-eez-median"}),
    (("eez-limits", "overlapping-claims", "territorial-sea"), set()),
])  # fmt: skip
def test_layers_that_are_off_are_left_out(atlas, hidden, left):
    zones = zones_of(still(atlas, replace(year_scene(atlas, 2025), hidden=hidden)))
    names = {"atlas-zone-disputed", "atlas-sym-eez-median"}
    assert {name for name in names if name in zones} == left


@pytest.mark.parametrize(("small", "most"), [(False, 6000), (True, 4200)])
def test_zones_of_a_year_weigh_a_few_kilobytes(atlas, small, most):
    for year in (2020, 2024, 2025):
        svg = still(atlas, year_scene(atlas, year), small=small)
        bare = svg.replace(zones_of(svg), "")
        weights = [len(brotli.compress(text.encode(), quality=5)) for text in (svg, bare)]
        assert weights[0] - weights[1] < most


def test_zone_files_that_cannot_be_read_leave_the_drawing_without_zones(tmp_path):
    (tmp_path / "zones").mkdir()
    (tmp_path / "zones" / "broken.geojson").write_text("{", encoding="utf-8")
    atlas = open_atlas(under=ground_of(tmp_path))
    svg = still_of_shapes(atlas, (), (120, 20, 160, 50), "Map")
    assert zones_of(svg) == ""
    assert "<path" in svg
