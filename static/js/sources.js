// Where data comes from: addresses of a server, or an island of JSON in the page itself.

function readIsland(id) {
  const node = document.getElementById(id);
  return node ? JSON.parse(node.textContent) : {};
}

async function fetchJson(address, options = {}) {
  const answer = await fetch(address, { credentials: "same-origin", ...options });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

function emptyCollection() {
  return { type: "FeatureCollection", features: [] };
}

function islandSource(id) {
  const data = readIsland(id);
  const land = data.basemap ?? {};
  return {
    levels: ["110m", "50m", "10m"].filter((level) => land[level]),
    kinds: ["exercises", "patrols", "regions", "closures", "places"].filter((kind) => data[kind]),
    collection: async (kind) => [data[kind] ?? emptyCollection()],
    cell: async (level, name) => land[level]?.[name] ?? emptyCollection(),
  };
}

/** A source of collections by kind and of basemap cells, from a scene's configuration. */
export function openSource(sources) {
  if (sources.island) return islandSource(sources.island);
  const addresses = (kind) => [sources[kind] ?? []].flat();
  return {
    levels: sources.basemap ? ["110m", "50m", "10m"] : [],
    kinds: Object.keys(sources).filter((kind) => kind !== "basemap"),
    collection: (kind) => Promise.all(addresses(kind).map((address) => fetchJson(address))),
    cell: (level, name) => {
      const address = sources.basemap.replace("{level}", level).replace("{cell}", name);
      return fetchJson(address, { priority: "low" });
    },
  };
}

/** The nearest coast and the like of a position, or null where there is no server. */
export async function askPosition(services, lon, lat) {
  if (!services?.position) return null;
  try {
    return await fetchJson(`${services.position}?lon=${lon.toFixed(5)}&lat=${lat.toFixed(5)}`);
  } catch {
    return null;
  }
}
