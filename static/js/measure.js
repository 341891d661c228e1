// Measuring: points joined by the shortest way over the ellipsoid, in nm and km, with the bearing
// at which each leg begins.

import { element } from "./dom.js";
import { geodesicInverse, geodesicLine } from "./geodesic.js";
import { mapPane } from "./frame-layer.js";

const MEASURE_KM = 1.852;
const MEASURE_HINT = "Click two or more points; a double click ends the line, Esc the measuring.";
const SAME_POINT_PX = 4;

function distanceText(nm) {
  const digits = nm < 10 ? 2 : nm < 100 ? 1 : 0;
  const show = (value) =>
    value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${show(nm)} nm (${show(nm * MEASURE_KM)} km)`;
}

function bearingText(degrees) {
  return `${String(Math.round(degrees) % 360).padStart(3, "0")}°`;
}

/** The words for a chain of points: its last leg, and the whole where there are several. */
export function measureText(points) {
  if (points.length < 2) return "";
  const legs = points.slice(1).map((point, index) => geodesicInverse(points[index], point));
  const last = legs[legs.length - 1];
  const whole = legs.reduce((sum, leg) => sum + leg.distanceNm, 0);
  const words = `${distanceText(last.distanceNm)}, initial bearing ${bearingText(last.bearingDeg)}`;
  return legs.length > 1 ? `${words} · total ${distanceText(whole)}` : words;
}

function createLines(map) {
  mapPane(map, "atlas-measure", 640, "atlas-measure-pane");
  const renderer = L.svg({ pane: "atlas-measure", padding: 1 });
  const options = { renderer, interactive: false, pane: "atlas-measure", smoothFactor: 0 };
  const casing = L.polyline([], { ...options, className: "atlas-sym-measure-casing" });
  const line = L.polyline([], { ...options, className: "atlas-sym-measure" });
  const marks = L.layerGroup();
  const turned = ([lon, lat]) => [lat, lon];
  return {
    show(points, tip) {
      for (const layer of [casing, line, marks]) layer.addTo(map);
      const chain = tip ? [...points, tip] : points;
      const way = chain.slice(1).flatMap((point, index) => geodesicLine(chain[index], point));
      for (const layer of [casing, line]) layer.setLatLngs(way.map(turned));
      marks.clearLayers();
      for (const point of points) {
        const mark = { ...options, radius: 3.5, className: "atlas-measure-mark" };
        L.circleMarker(turned(point), mark).addTo(marks);
      }
    },
    clear() {
      for (const layer of [casing, line, marks]) layer.remove();
    },
  };
}

/**
 * Adds the measuring tool; its button is made by the tool bar.
 *
 * snap(latlng) gives {latlng, word} where a coast or a limit is near enough to be meant, else null.
 */
export function createMeasure(map, onChange, snap = () => null) {
  const lines = createLines(map);
  const words = element("output", { class: "atlas-measure", "aria-live": "polite" });
  words.hidden = true;
  const control = L.control({ position: "bottomleft" });
  control.onAdd = () => words;
  control.addTo(map);
  // A double click ends a chain: the next click begins another.
  let [active, ended, points] = [false, false, []];

  let word = "";

  function say(tip) {
    const chain = tip ? [...points, tip] : points;
    const said = measureText(chain) || MEASURE_HINT;
    words.textContent = word ? `${said} · ${word}` : said;
  }
  function caught(latlng) {
    const found = snap(latlng);
    word = found ? `on ${found.word}` : "";
    return found ? found.latlng : latlng;
  }
  function isAtLast({ lng, lat }) {
    const at = ([lon, height]) => map.latLngToContainerPoint([height, lon]);
    const last = points[points.length - 1];
    return Boolean(last) && at(last).distanceTo(at([lng, lat])) < SAME_POINT_PX;
  }
  function end() {
    if (points.length < 2) return;
    ended = true;
    lines.show(points);
    say();
  }
  function follow(event) {
    const { lng, lat } = caught(event.latlng);
    if (!points.length) return say();
    if (ended) return undefined;
    if (isAtLast({ lng, lat })) {
      lines.show(points);
      return say();
    }
    const before = points[points.length - 1][0];
    const tip = [lng + 360 * Math.round((before - lng) / 360), lat];
    lines.show(points, tip);
    return say(tip);
  }
  function setActive(wanted) {
    if (active === wanted) return;
    active = wanted;
    [ended, points] = [false, []];
    word = "";
    lines.clear();
    words.hidden = !active;
    map.getContainer().classList.toggle("is-measuring", active);
    map[active ? "on" : "off"]("mousemove", follow);
    map[active ? "on" : "off"]("dblclick", end);
    map.doubleClickZoom[active ? "disable" : "enable"]();
    if (active) say();
    onChange(active);
  }
  function add(latlng) {
    const { lng, lat } = caught(latlng);
    if (!ended && isAtLast({ lng, lat })) return;
    if (ended) [ended, points] = [false, []];
    points.push([lng, lat]);
    lines.show(points);
    say();
  }
  function dropLast() {
    ended = false;
    points.pop();
    lines.show(points);
    say();
  }
  return { isActive: () => active, setActive, add, dropLast };
}
