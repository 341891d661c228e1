// Where data comes from: addresses of a server, or an island of JSON in the page itself.

const SOURCE_LEVELS = ["110m", "50m", "10m"];

function readIsland(id) {
  const node = document.getElementById(id);
  return node ? JSON.parse(node.textContent) : {};
}

async function fetchJson(address, options = {}) {
  const answer = await fetch(address, { credentials: "same-origin", ...options });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

function fetchCell(addresses, level, name) {
  return fetchJson(addresses.replace("{level}", level).replace("{cell}", name), { priority: "low" });
}

function emptyCollection() {
  return { type: "FeatureCollection", features: [] };
}

function islandSource(id) {
  const data = readIsland(id);
  const land = data.basemap ?? {};
  const zones = data.zones ?? {};
  return {
    levels: SOURCE_LEVELS.filter((level) => land[level]),
    kinds: ["exercises", "patrols", "regions", "closures", "comparison", "places"].filter((kind) => data[kind]),
    collection: async (kind) => [data[kind] ?? emptyCollection()],
    // A file has the finer land round its first view only: elsewhere the coarser stands in.
    cell: async (level, name) => land[level]?.[name] ?? null,
    zoneLevels: SOURCE_LEVELS.filter((level) => zones[level]),
    zone: async (level, name) => zones[level]?.[name] ?? emptyCollection(),
  };
}

// A comparison is asked for by a query; its commas stay, so that a preload has the same address.
function wholeAddress(one) {
  if (typeof one === "string") return one;
  const query = new URLSearchParams(one.query).toString().replace(/%2C/g, ",");
  return query ? `${one.path}?${query}` : one.path;
}

/** A source of collections by kind, and of cells of land and zones, from a scene's configuration. */
export function openSource(sources) {
  if (sources.island) return islandSource(sources.island);
  const addresses = (kind) => [sources[kind] ?? []].flat().map(wholeAddress);
  return {
    levels: sources.basemap ? SOURCE_LEVELS : [],
    zoneLevels: sources.zones ? SOURCE_LEVELS : [],
    kinds: Object.keys(sources).filter((kind) => kind !== "basemap" && kind !== "zones"),
    collection: (kind) => Promise.all(addresses(kind).map((address) => fetchJson(address))),
    cell: (level, name) => fetchCell(sources.basemap, level, name),
    zone: (level, name) => fetchCell(sources.zones, level, name),
  };
}

/** The nearest coast and the zone of a position, or null where there is no server. */
export async function askPosition(services, lon, lat, view) {
  if (!services?.position) return null;
  try {
    return await fetchJson(`${services.position}?lon=${lon.toFixed(5)}&lat=${lat.toFixed(5)}&view=${view}`);
  } catch {
    return null;
  }
}
