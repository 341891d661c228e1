// What zones are called: whose they are, what a limit rests on, in words for popups and labels.

const BASIS_WORDS = {
  treaty: "agreed",
  court: "set by a court",
  median: "median line",
  "200nm": "200 nm from the coast",
  joint: "edge of an area under a joint regime",
  disputed: "edge of an area that several states claim",
  unilateral: "declared by one state",
  other: "not stated by the file",
};
const BELT_NAMES = {
  "internal-waters": "internal waters",
  "territorial-sea": "territorial sea",
  "contiguous-zone": "contiguous zone",
  eez: "exclusive economic zone",
  "continental-shelf": "continental shelf",
};
const BELT_MILES = { "territorial-sea": 12, "contiguous-zone": 24 };

/** Names as a reader's list: "A, B and C". */
export function joinNames(names) {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}

/** The names of states, those of the zone's own file where the atlas has none. */
export function stateNames(codes, zone, states) {
  return (codes ?? []).map((code) => states?.[code] ?? zone.called?.[code] ?? code);
}

/** What a belt is called. */
export function beltName(belt) {
  return BELT_NAMES[belt] ?? belt;
}

/** What a line rests on. */
export function basisWords(zone) {
  const miles = BELT_MILES[zone.belt];
  if (miles) return `${miles} nm from the coast or the baselines at most; no agreement is shown`;
  return BASIS_WORDS[zone.basis] ?? zone.basis;
}

/** Whose limit a line is. */
export function lineTitle(zone, states) {
  const sides = [zone.left, zone.right].filter(Boolean);
  const names = sides.length === 2 ? sides : stateNames(zone.states, zone, states);
  if (names.length > 1) return `Limit between ${joinNames(names)}`;
  const owner = sides[0] ?? names[0];
  const belt = beltName(zone.belt);
  const head = belt.charAt(0).toUpperCase() + belt.slice(1);
  return owner ? `${head} of ${owner}: its limit` : `Limit of an ${zone.basis === "disputed" ? "area that several states claim" : belt}`;
}

/** The name of an area in a name set, else the neutral one. */
export function areaName(zone, names) {
  return zone.names?.[names] ?? zone.names?.neutral ?? "";
}

/** "Claimed by Japan and Russia", or who shares an area. */
export function claimWords(zone, states) {
  const names = stateNames(zone.claimants, zone, states);
  if (!names.length) return "Claimed by several states";
  return zone.shared === "joint" ? `Shared by ${joinNames(names)}` : `Claimed by ${joinNames(names)}`;
}
