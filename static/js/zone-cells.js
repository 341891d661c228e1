// Zone lines and shared areas by cell, projected once: which are there for a view.

import { cellsInView } from "./basemap.js";
import { projectLine, projectRing, worldBox } from "./mercator.js";

const ZONE_LEVELS = ["110m", "50m", "10m"];
const ZONE_CELLS_AT_ONCE = 48;
const ZONE_AGAIN_MS = 5000;

/** Which level of detail of the zones a zoom asks for. */
export function zoneLevel(zoom) {
  return zoom < 3.4 ? "110m" : zoom < 6.4 ? "50m" : "10m";
}

function readZone({ id, properties, geometry }) {
  const area = geometry.type.endsWith("Polygon");
  const shapes = geometry.type.startsWith("Multi") ? geometry.coordinates : [geometry.coordinates];
  const lines = area ? shapes.flat().map((ring) => projectRing(ring)) : shapes.map((line) => projectLine(line));
  return { id, ...properties, area, lines, box: worldBox(lines) };
}

/**
 * A store of cells.
 *
 * inView(zoom, degrees) gives {zones: [{zone, turn}], whole}: those of the finest level that is
 * wholly there, and whether it is the one that the zoom asks for; it sends for what is missing.
 */
export function createZoneCells({ load, levels, onArrival }) {
  const cells = new Map();
  const said = new Set();

  function ask(level, name) {
    const key = `${level}/${name}`;
    if (cells.has(key)) return;
    cells.set(key, null);
    load(level, name)
      .then((collection) => {
        cells.set(key, collection.features.filter(({ geometry }) => geometry).map(readZone));
        if (collection.attribution) said.add(collection.attribution);
        onArrival();
      })
      .catch(() => setTimeout(() => cells.delete(key), ZONE_AGAIN_MS));
  }
  const seen = (level, degrees) => cellsInView(level, ...degrees).slice(0, ZONE_CELLS_AT_ONCE);
  const there = (level, places) => places.every(({ name }) => cells.get(`${level}/${name}`));

  function inView(zoom, degrees) {
    const wanted = levels.includes(zoneLevel(zoom)) ? zoneLevel(zoom) : levels[levels.length - 1];
    const places = seen(wanted, degrees);
    for (const { name } of places) ask(wanted, name);
    for (let index = levels.indexOf(wanted); index >= 0; index -= 1) {
      const level = levels[index];
      const found = level === wanted ? places : seen(level, degrees);
      if (!there(level, found)) continue;
      const zones = found.flatMap(({ name, turn }) =>
        cells.get(`${level}/${name}`).map((zone) => ({ zone, turn })),
      );
      return { zones, whole: level === wanted };
    }
    return { zones: [], whole: false };
  }
  return { inView, attributions: () => [...said] };
}

/** The levels of detail that a source has, from the coarsest. */
export function zoneLevels(known) {
  return ZONE_LEVELS.filter((level) => known.includes(level));
}
