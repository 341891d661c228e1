// Patrols as legs and fixes, in one continuous frame of longitudes.

import { dayText, firstDay, lastDay } from "./dates.js";
import { nearLongitude, projectLine, worldX, worldY } from "./mercator.js";

const TRACK_THEATRE_NM = 150;

function partsOf(geometry) {
  if (geometry?.type === "LineString") return [geometry.coordinates];
  return geometry?.type === "MultiLineString" ? geometry.coordinates : [];
}

// A leg that crosses 180° is stored in two parts that meet there; drawn, it is one line.
function legPositions(parts, indices) {
  const positions = [];
  for (const index of indices) {
    for (const position of parts[index] ?? []) positions.push(position);
  }
  return positions;
}

function legSymbol(family, leg) {
  const phase = leg.phase ?? "during";
  if (family === "air") return phase === "during" ? "air-patrol" : "air-patrol-approach";
  const known = leg.line === "between-fixes";
  if (phase !== "during") return `${family}-approach${known ? "-fixes" : ""}`;
  return `${family}-${known ? "between-fixes" : "not-reported"}`;
}

function readFix(waypoint, before, year) {
  const [lon, lat] = waypoint.drawn ?? [waypoint.lon, waypoint.lat];
  const near = nearLongitude(lon, before);
  const phase = waypoint.phase ?? "during";
  const date = dayText(waypoint.date, year);
  return {
    waypoint,
    lon: near,
    x: worldX(near),
    y: worldY(lat),
    phase,
    date,
    wide: waypoint.uncertainty_nm > TRACK_THEATRE_NM,
    from: firstDay(waypoint.date),
    to: lastDay(waypoint.date),
  };
}

function readFixes(record) {
  let before = record.waypoints?.[0]?.lon ?? 0;
  return (record.waypoints ?? []).map((waypoint) => {
    const fix = readFix(waypoint, before, record.year);
    before = fix.lon;
    return fix;
  });
}

function readLeg(leg, parts, family, fixes) {
  const [start, end] = [leg.from, leg.to].map((order) =>
    fixes.find((fix) => fix.waypoint.order === order),
  );
  const positions = legPositions(parts, leg.parts ?? []);
  if (leg.line === "tint" || positions.length < 2) return null;
  return {
    kind: "leg",
    symbol: legSymbol(family, leg),
    lines: [projectLine(positions, start?.lon)],
    leg,
    from: start?.from ?? end?.from ?? null,
    to: end?.to ?? start?.to ?? null,
  };
}

/** The shapes and fixes of a track; family: patrol, air or exercise. */
export function readTrack(record, geometry, family) {
  const fixes = readFixes(record);
  const parts = partsOf(geometry);
  const told = record.legs ?? [];
  const legs = told.length
    ? told
    : parts.map((_, index) => ({ line: "not-reported", parts: [index] }));
  const shapes = legs.map((leg) => readLeg(leg, parts, family, fixes)).filter(Boolean);
  return { shapes, fixes, family, anchor: trackAnchor(fixes) };
}

// Where a patrol is said to be when one point has to stand for it: its middle fix.
function trackAnchor(fixes) {
  const during = fixes.filter((fix) => fix.phase === "during");
  const among = during.length ? during : fixes;
  const fix = among[Math.floor(among.length / 2)];
  return fix ? { x: fix.x, y: fix.y } : null;
}
