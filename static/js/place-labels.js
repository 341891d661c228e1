// Labels of the ground: seas, straits, ports, states, and degrees at the edges of the frame.

import { viewDegrees } from "./basemap.js";
import { pixelOf } from "./event-labels.js";
import { graticuleLabels } from "./graticule.js";
import { labelVariant, oneLine, twoLines } from "./label-text.js";
import { worldX, worldY } from "./mercator.js";
import { placesAbout, placesRound } from "./placement.js";

// From which zoom a place of a rank is named.
const PLACE_FROM_ZOOM = [0, 2.6, 3.6, 4.3, 4.9, 5.6, 6.4, 7.2, 8, 9];
// How far from its point a name without a mark may stand.
const PLACE_REACH_PX = { sea: 70, state: 26, strait: 22, place: 24 };
const PLACE_STYLES = {
  ocean: "sea",
  sea: "sea",
  gulf: "strait",
  strait: "strait",
  state: "state",
};

function placeLabel(place, view, turn) {
  const style = PLACE_STYLES[place.type] ?? "place";
  const [x, y] = pixelOf(place, view, turn);
  const text = style === "state" ? place.name.toUpperCase() : place.name;
  const water = style === "sea" || style === "strait";
  const wide = style === "sea" || style === "state";
  const marked = place.type === "port";
  const broken = twoLines(text, style);
  const variants = [labelVariant(oneLine(text, style), broken && water && text.includes("(") ? 1 : 0)];
  if (broken && (wide || text.includes("/"))) {
    variants.push(labelVariant(broken, text.includes(" (") ? 0 : 0.6));
  }
  return {
    rank: 10 + place.rank + (water ? 0.2 : style === "state" ? 0.4 : 0),
    className: `atlas-label-place atlas-label-${style}`,
    variants,
    places: marked ? placesRound(x, y, 2.5) : placesAbout(x, y, PLACE_REACH_PX[style]),
    align: marked ? "start" : "middle",
    inkWeight: 0.9,
    costLimit: style === "sea" ? 5 : 3,
    dot: marked ? [x, y] : null,
  };
}

/** The labels of the places in view that the zoom has room for. */
export function groundLabels(places, view, middleX) {
  const labels = [];
  for (const place of places) {
    if (view.zoom < PLACE_FROM_ZOOM[Math.min(place.rank, 9)]) continue;
    const turn = Math.round(middleX - place.x);
    const [x, y] = pixelOf(place, view, turn);
    if (!view.shown.contains([x, y])) continue;
    labels.push(placeLabel(place, view, turn));
  }
  return labels;
}

/** Places as the labels need them, by the name set chosen: neutral, or a state's. */
export function readPlaces(collection, nameSet) {
  return collection.features.map(({ properties: { names, ...properties } }) => ({
    name: names[`en-${nameSet}`] ?? names.en ?? Object.values(names)[0],
    type: properties.type,
    rank: properties.rank,
    x: worldX(properties.lon),
    y: worldY(properties.lat),
  }));
}

/** The labels of the degree lines: meridians at the top, parallels on the left. */
export function degreeLabels(map, view, frame) {
  const degrees = viewDegrees(map, { bounds: view.shown });
  return graticuleLabels(view, degrees).map((mark) => {
    const variant = labelVariant(oneLine(mark.text, "graticule"));
    const x = mark.edge === "top" ? mark.x - variant.width / 2 : frame[0];
    const y = mark.edge === "top" ? frame[1] : mark.y - variant.height;
    return {
      rank: 30,
      className: "atlas-label-graticule",
      variants: [variant],
      places: () => [[x, y, 0]],
      inkWeight: 1,
      costLimit: 3,
    };
  });
}
