// Whose claims the zones are shown by: the neutral view, or one state's own. The words of a page
// are written for one view, so that another one is another page; a map alone just draws again.

/** The view at first: what the page was written for, else the map's own. */
export function firstClaims(config) {
  return document.documentElement.dataset.claims ?? config.claims ?? "neutral";
}

/** The views to choose from, as [code, words]: states that claim what others claim too. */
export function claimViews(zones, states, current) {
  const codes = new Set(current === "neutral" ? [] : [current]);
  for (const { zone } of zones) {
    if (zone.area && zone.shared === "disputed") for (const code of zone.claimants ?? []) codes.add(code);
  }
  const named = [...codes].map((code) => [code, states?.[code] ?? code]);
  named.sort((a, b) => a[1].localeCompare(b[1], "en"));
  return [["neutral", "neutral"], ...named];
}

/** The address of the page in another view; key: the name of the view in its query. */
export function addressInView(view, location, key = "view") {
  const query = new URLSearchParams(location.search);
  query.set(key, view);
  return `${location.pathname}?${query.toString().replace(/%2C/g, ",")}${location.hash}`;
}
