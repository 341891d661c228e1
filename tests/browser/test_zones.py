"""Zones on the map: after the events, in the legend, named on their sides, with popups."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.hostile import STRINGS

READY = ".atlas-map[data-zones]"
KURILS = "/years/2025?c=43.5,148&z=6"
STRAIT = "/years/2025?c=35.3,130&z=8"


def opened(watched, path):
    watched.open(path, drawn=True)
    watched.page.wait_for_selector(READY, state="attached")
    watched.page.wait_for_timeout(400)
    return watched.page


def labels(page):
    return page.locator(".atlas-labels .atlas-label-zone").all_text_contents()


def pixel(page, lon, lat):
    """Where a position lies on the screen."""
    return page.evaluate(
        """([lon, lat]) => {
          const node = document.querySelector(".atlas-map");
          const point = window[node.id].latLngToContainerPoint([lat, lon]);
          const box = node.getBoundingClientRect();
          return [box.left + point.x, box.top + point.y];
        }""",
        [lon, lat],
    )


def drawn(page, symbol):
    return page.locator(f".atlas-zones .atlas-sym-{symbol}").get_attribute("d") or ""


def test_zones_are_asked_for_after_the_events(watched):
    opened(watched, "/years/2025")
    asked = watched.requests
    first = next(n for n, url in enumerate(asked) if "/data/zones/" in url)
    events = [
        n for n, url in enumerate(asked) if "/data/exercises/" in url or "/data/patrols/" in url
    ]
    assert max(events) < first
    assert watched.complaints == []


def test_limits_are_drawn_by_what_they_rest_on_below_the_events(watched):
    page = opened(watched, "/years/2025")
    for symbol in ("eez-agreed", "eez-median", "eez-200nm", "eez-disputed"):
        assert drawn(page, symbol), symbol
    assert page.locator(".atlas-zone-hatch-disputed, .atlas-zone-disputed").count() == 1
    order = page.evaluate(
        """() => ["land", "zones", "shapes", "labels"].map((name) => Number(getComputedStyle(
          document.querySelector(`.leaflet-atlas-${name}-pane, .leaflet-pane[class*="${name}"]`)
        ).zIndex))"""
    )
    assert order == sorted(order)


def test_territorial_sea_comes_with_zooming_in(watched):
    page = opened(watched, "/years/2025")
    assert drawn(page, "territorial") == ""
    expect(page.locator('[data-layer="territorial-sea"]')).to_contain_text("zoom in")
    page = opened(watched, STRAIT)
    assert drawn(page, "territorial")
    expect(page.locator('[data-layer="territorial-sea"]')).not_to_contain_text("zoom in")


def test_names_stand_on_their_own_sides_of_a_limit(watched):
    page = opened(watched, "/years/2025?c=37.5,132&z=6")
    places = page.eval_on_selector_all(
        ".atlas-labels .atlas-label-zone",
        "nodes => nodes.map(n => [n.textContent, n.getBoundingClientRect().x])",
    )
    found = {text.replace(" ", ""): x for text, x in places}
    assert found["REPUBLICOFKOREA"] < found["JAPAN"]


def test_hatch_says_who_claims_the_area_and_the_words_follow_the_view(watched):
    for path in (KURILS, "/years/2025?c=41.5,148&z=7.5"):
        page = opened(watched, path)
        said = [" ".join(text.split()) for text in labels(page)]
        assert any(text.replace(" ", "") == "ClaimedbyRussiaandJapan" for text in said), said


def test_click_on_an_agreed_line_tells_whose_it_is_and_the_instrument(watched):
    page = opened(watched, STRAIT)
    page.mouse.click(*pixel(page, 129.485, 34.99835))
    popup = page.locator(".leaflet-popup .atlas-card-zone")
    expect(popup).to_contain_text("Limit between")
    for words in ("Japan", "Republic of Korea", "agreed", "northern part of the continental shelf",
                  "not an official limit", "imply no position"):  # fmt: skip
        expect(popup).to_contain_text(words)


def test_click_in_a_hatch_tells_the_claims_and_the_position(watched):
    page = opened(watched, KURILS)
    page.mouse.click(*pixel(page, 147.8, 42.6))
    popup = page.locator(".leaflet-popup")
    expect(popup).to_contain_text("Overlapping claims")
    expect(popup).to_contain_text("Claimed by Russia and Japan")
    expect(popup).to_contain_text("Position (WGS 84)")
    expect(popup).to_contain_text("Inside the claimed EEZ under overlapping claims")


def test_click_on_an_event_over_a_limit_tells_of_both_and_of_the_waters(watched):
    page = opened(watched, "/years/2025?c=33.27,127.87&z=7")
    page.mouse.click(*pixel(page, 127.8712, 33.2681))
    popup = page.locator(".leaflet-popup")
    expect(popup.locator("h3").first).to_contain_text("Freedom Edge")
    limit = popup.locator(".atlas-fold > summary")
    expect(limit).to_have_text("Limit between Japan and Republic of Korea: agreed")
    expect(popup.locator(".atlas-card-position > details > summary")).to_contain_text("33°16")
    expect(popup).to_contain_text("Inside the claimed EEZ of")
    agreement = popup.get_by_text("northern part of the continental shelf")
    expect(agreement).to_be_hidden()
    limit.click()
    expect(agreement).to_be_visible()
    assert watched.complaints == []


def test_click_where_two_events_lie_names_the_other_and_goes_to_it(watched):
    page = opened(watched, "/years/2024?c=38,140&z=4")
    found = page.evaluate(
        """() => {
          const box = document.querySelector(".atlas-map").getBoundingClientRect();
          for (let x = box.left + 40; x < box.right; x += 9)
            for (let y = box.top + 40; y < box.bottom; y += 9) {
              const hits = document.elementsFromPoint(x, y);
              if (!hits[0].matches("[data-event]")) continue;
              const ids = new Set(hits.map((one) => one.dataset?.event).filter(Boolean));
              if (ids.size > 1) return [x, y];
            }
          return null;
        }"""
    )
    page.mouse.click(*found)
    popup = page.locator(".leaflet-popup")
    other = popup.locator(".atlas-also").first
    name = other.inner_text()
    first = popup.locator("h3").first.inner_text()
    other.click()
    expect(page.locator(".leaflet-popup h3").first).to_contain_text(name)
    expect(page.locator(".leaflet-popup .atlas-others")).to_contain_text(first.split(":")[0])


def test_legend_switches_limits_and_the_address_remembers(watched):
    page = opened(watched, "/years/2025")
    page.locator('[data-layer="eez-limits"]').click()
    page.wait_for_function("() => location.search.includes('-eez-limits')")
    assert drawn(page, "eez-median") == ""
    assert page.locator(".atlas-zone-disputed").get_attribute("d")
    page.reload()
    page.wait_for_selector(READY, state="attached")
    assert drawn(page, "eez-median") == ""


def test_view_of_a_state_has_no_hatch_over_what_it_claims(watched):
    page = opened(watched, f"{KURILS}&view=JPN")
    assert not any("Claimed" in text for text in labels(page))
    assert page.locator(".atlas-legend-claims select").input_value() == "JPN"
    page.locator(".atlas-legend-claims select").select_option("neutral")
    page.wait_for_url("**view=neutral**")
    page.wait_for_selector(READY, state="attached")
    expect(page.locator(".atlas-label-zone", has_text="Claimed by")).to_have_count(1)


def test_measuring_snaps_to_a_limit_and_to_the_coast(watched):
    page = opened(watched, STRAIT)
    page.keyboard.press("Escape")
    page.locator(".atlas-map").focus()
    page.keyboard.press("m")
    x, y = pixel(page, 129.485, 34.99835)
    page.mouse.move(x + 4, y + 3)
    words = page.locator("output.atlas-measure")
    expect(words).to_contain_text("on a zone limit")
    page.mouse.click(x + 4, y + 3)
    page.mouse.move(*pixel(page, 130.4, 35.75))
    expect(words).not_to_contain_text(" on ")


def test_hostile_strings_of_an_official_file_run_nothing(watched):
    text = " ".join(STRINGS)
    area = {
        "type": "Polygon",
        "coordinates": [[[120, 30], [150, 30], [150, 45], [120, 45], [120, 30]]],
    }
    line = {"type": "LineString", "coordinates": [[120, 38], [150, 38]]}
    told = {"belt": "eez", "method": "official", "called": {"ZZZ": text}, "name": text}
    features = [
        {"type": "Feature", "id": text, "geometry": area,
         "properties": {**told, "shared": "disputed", "claimants": ["ZZZ"],
                        "names": {"neutral": text}}},
        {"type": "Feature", "id": f"{text}2", "geometry": line,
         "properties": {**told, "basis": text, "states": ["ZZZ"], "instrument": text,
                        "left": text, "right": text, "accuracy_nm": text}},
    ]  # fmt: skip
    body = json.dumps({"type": "FeatureCollection", "attribution": text, "features": features})
    watched.page.route("**/data/zones/**", lambda route: route.fulfill(
        status=200, content_type="application/geo+json", body=body))  # fmt: skip
    page = opened(watched, "/years/2012?c=37,135&z=5.5")
    page.mouse.click(*pixel(page, 137.5, 38.0))
    page.locator(".leaflet-popup .atlas-card-zone").first.wait_for()
    page.mouse.click(*pixel(page, 137.5, 40.6))
    page.wait_for_timeout(500)
    assert page.evaluate("window.ran") is None
    assert watched.complaints == []
    assert (
        page.locator(
            ".leaflet-control-attribution img, .leaflet-control-attribution script"
        ).count()
        == 0
    )
    assert STRINGS[0] in page.locator(".leaflet-control-attribution").inner_text()


@pytest.mark.parametrize("path", ["/years/2024?c=55,180&z=4", "/years/2024?c=55,-179&z=4"])
def test_limits_across_the_antimeridian_are_on_both_sides_of_it(watched, path):
    page = opened(watched, path)
    box = page.evaluate(
        "() => { const b = document.querySelector('.atlas-zones .atlas-sym-eez-200nm').getBBox();"
        " return [b.x, b.x + b.width]; }"
    )
    middle = page.evaluate(
        "() => window[document.querySelector('.atlas-map').id].latLngToLayerPoint([55, 180]).x"
    )
    if "-179" in path:
        middle -= page.evaluate(
            "() => 256 * 2 ** window[document.querySelector('.atlas-map').id].getZoom()"
        )
    assert box[0] < middle - 100
    assert box[1] > middle + 100


def test_phone_folds_the_legend_and_draws_the_zones(phone):
    phone.open("/years/2025", drawn=True)
    phone.page.wait_for_selector(READY, state="attached")
    assert drawn(phone.page, "eez-200nm")
    phone.page.locator(".atlas-legend-fold").click()
    select = phone.page.locator(".atlas-legend-claims select")
    expect(select).to_be_visible()
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
