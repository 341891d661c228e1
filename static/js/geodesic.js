// Distances and bearings on WGS 84: Vincenty's formulae (Survey Review 23, 1975), which are exact
// to a millimetre; where his inverse does not converge (nearly opposite ends) the way is split.

const WGS84_AXIS_M = 6378137;
const WGS84_FLATTENING = 1 / 298.257223563;
const WGS84_MINOR_M = WGS84_AXIS_M * (1 - WGS84_FLATTENING);
const METRES_IN_NM = 1852;
const QUARTER_NM = 5400;
const RADIANS = Math.PI / 180;

function vincentySeries(cosSqAlpha) {
  const u2 = (cosSqAlpha * (WGS84_AXIS_M ** 2 - WGS84_MINOR_M ** 2)) / WGS84_MINOR_M ** 2;
  return {
    a: 1 + (u2 / 16384) * (4096 + u2 * (-768 + u2 * (320 - 175 * u2))),
    b: (u2 / 1024) * (256 + u2 * (-128 + u2 * (74 - 47 * u2))),
  };
}

function vincentyShift(b, sinSigma, cosSigma, cos2Mid) {
  const inner =
    cosSigma * (2 * cos2Mid ** 2 - 1) -
    (b / 6) * cos2Mid * (4 * sinSigma ** 2 - 3) * (4 * cos2Mid ** 2 - 3);
  return b * sinSigma * (cos2Mid + (b / 4) * inner);
}

function vincentyC(cosSqAlpha) {
  return (WGS84_FLATTENING / 16) * cosSqAlpha * (4 + WGS84_FLATTENING * (4 - 3 * cosSqAlpha));
}

function reducedLatitude(lat) {
  const u = Math.atan((1 - WGS84_FLATTENING) * Math.tan(lat * RADIANS));
  return [Math.sin(u), Math.cos(u)];
}

function vincentyInverse([lon1, lat1], [lon2, lat2]) {
  const [s1, c1] = reducedLatitude(lat1);
  const [s2, c2] = reducedLatitude(lat2);
  const l = ((((lon2 - lon1 + 180) % 360) + 360) % 360 - 180) * RADIANS;
  let lambda = l;
  for (let round = 0; round < 60; round += 1) {
    const [sl, cl] = [Math.sin(lambda), Math.cos(lambda)];
    const sinSigma = Math.hypot(c2 * sl, c1 * s2 - s1 * c2 * cl);
    if (sinSigma < 1e-15) return { distanceNm: 0, bearingDeg: 0 };
    const cosSigma = s1 * s2 + c1 * c2 * cl;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (c1 * c2 * sl) / sinSigma;
    const cosSqAlpha = 1 - sinAlpha ** 2;
    const cos2Mid = cosSqAlpha > 1e-15 ? cosSigma - (2 * s1 * s2) / cosSqAlpha : 0;
    const c = vincentyC(cosSqAlpha);
    const turn = cos2Mid + c * cosSigma * (2 * cos2Mid ** 2 - 1);
    const next = l + (1 - c) * WGS84_FLATTENING * sinAlpha * (sigma + c * sinSigma * turn);
    if (Math.abs(next) > Math.PI) return null;
    if (Math.abs(next - lambda) < 1e-12) {
      const { a, b } = vincentySeries(cosSqAlpha);
      const metres = WGS84_MINOR_M * a * (sigma - vincentyShift(b, sinSigma, cosSigma, cos2Mid));
      const bearing = Math.atan2(c2 * sl, c1 * s2 - s1 * c2 * cl) / RADIANS;
      return { distanceNm: metres / METRES_IN_NM, bearingDeg: (bearing + 360) % 360 };
    }
    lambda = next;
  }
  return null;
}

// Nearly opposite ends: every way passes some point a quarter of the world from the first end; the
// shortest of them is found by its bearing, first on a coarse rose, then by golden section.
function oppositeInverse(first, second) {
  const through = (bearing) => {
    const rest = vincentyInverse(geodesicPoint(first, bearing, QUARTER_NM), second);
    return rest ? QUARTER_NM + rest.distanceNm : Infinity;
  };
  let best = 0;
  for (let bearing = 0; bearing < 360; bearing += 2) {
    if (through(bearing) < through(best)) best = bearing;
  }
  let [low, high] = [best - 2, best + 2];
  const share = (Math.sqrt(5) - 1) / 2;
  while (high - low > 1e-7) {
    const [x, y] = [high - share * (high - low), low + share * (high - low)];
    if (through(x) < through(y)) high = y;
    else low = x;
  }
  const bearingDeg = (((low + high) / 2) % 360 + 360) % 360;
  return { distanceNm: through(bearingDeg), bearingDeg };
}

/** Distance (nm) and initial bearing (degrees from north) between two (lon, lat). */
export function geodesicInverse(first, second) {
  return vincentyInverse(first, second) ?? oppositeInverse(first, second);
}

/** The (lon, lat) at a bearing and distance from a point; longitudes run on past 180. */
export function geodesicPoint([lon, lat], bearingDeg, distanceNm) {
  const [sinAzimuth, cosAzimuth] = [bearingDeg, bearingDeg + 90].map((x) => Math.sin(x * RADIANS));
  const [s1, c1] = reducedLatitude(lat);
  const sigma1 = Math.atan2(s1 / c1, cosAzimuth);
  const sinAlpha = c1 * sinAzimuth;
  const cosSqAlpha = 1 - sinAlpha ** 2;
  const { a, b } = vincentySeries(cosSqAlpha);
  const base = (distanceNm * METRES_IN_NM) / (WGS84_MINOR_M * a);
  let sigma = base;
  for (let round = 0; round < 60; round += 1) {
    const mid = Math.cos(2 * sigma1 + sigma);
    const next = base + vincentyShift(b, Math.sin(sigma), Math.cos(sigma), mid);
    const done = Math.abs(next - sigma) < 1e-13;
    sigma = next;
    if (done) break;
  }
  const [ss, cs, mid] = [Math.sin(sigma), Math.cos(sigma), Math.cos(2 * sigma1 + sigma)];
  const side = Math.hypot(sinAlpha, s1 * ss - c1 * cs * cosAzimuth);
  const north = s1 * cs + c1 * ss * cosAzimuth;
  const lambda = Math.atan2(ss * sinAzimuth, c1 * cs - s1 * ss * cosAzimuth);
  const c = vincentyC(cosSqAlpha);
  const turn = sigma + c * ss * (mid + c * cs * (2 * mid ** 2 - 1));
  const east = lambda - (1 - c) * WGS84_FLATTENING * sinAlpha * turn;
  return [lon + east / RADIANS, Math.atan2(north, (1 - WGS84_FLATTENING) * side) / RADIANS];
}

/** Points along the geodesic, ends included, longitudes continuous. */
export function geodesicLine(first, second, stepNm = 30) {
  const { distanceNm, bearingDeg } = geodesicInverse(first, second);
  const steps = Math.max(Math.ceil(distanceNm / stepNm), 1);
  const points = [first];
  for (let step = 1; step <= steps; step += 1) {
    const [lon, lat] = geodesicPoint(first, bearingDeg, (distanceNm * step) / steps);
    const before = points[points.length - 1][0];
    points.push([lon + 360 * Math.round((before - lon) / 360), lat]);
  }
  return points;
}

/** How many pixels of a Mercator map a nautical mile takes, east and west, at a latitude. */
export function pixelsPerNm(lat, zoom) {
  const e2 = WGS84_FLATTENING * (2 - WGS84_FLATTENING);
  const sin = Math.sin(lat * RADIANS);
  const radius = (WGS84_AXIS_M * Math.cos(lat * RADIANS)) / Math.sqrt(1 - e2 * sin * sin);
  return ((256 * 2 ** zoom) / (2 * Math.PI)) * (METRES_IN_NM / radius);
}
