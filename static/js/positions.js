// Positions as text, as charts and warnings write them.

function hemisphere(value, letters) {
  return value < 0 ? letters[1] : letters[0];
}

/** A longitude between -180 and 180. */
export function boundLongitude(lon) {
  const bound = ((((lon + 180) % 360) + 360) % 360) - 180;
  return bound === -180 && lon > 0 ? 180 : bound;
}

function sexagesimal(value, width, letters, parts, digits) {
  const unit = parts === 2 ? 60 : 3600;
  const whole = Math.round(Math.abs(value) * unit * 10 ** digits) / 10 ** digits;
  const degrees = String(Math.floor(whole / unit + 1e-9)).padStart(width, "0");
  const rest = Math.max(whole - Number(degrees) * unit, 0);
  const size = digits ? 3 + digits : 2;
  const text =
    parts === 2
      ? `${rest.toFixed(digits).padStart(size, "0")}′`
      : `${String(Math.floor(rest / 60 + 1e-9)).padStart(2, "0")}′` +
        `${(rest - 60 * Math.floor(rest / 60 + 1e-9)).toFixed(digits).padStart(size, "0")}″`;
  return `${degrees}°${text} ${hemisphere(value, letters)}`;
}

/** Degrees and decimal minutes: 42°27.0′ N 132°00.0′ E. */
export function ddmText(lon, lat, digits = 1) {
  const east = sexagesimal(boundLongitude(lon), 3, "EW", 2, digits);
  return `${sexagesimal(lat, 2, "NS", 2, digits)} ${east}`;
}

/** Degrees, minutes and seconds: 42°27′00″ N 132°00′00″ E. */
export function dmsText(lon, lat) {
  const east = sexagesimal(boundLongitude(lon), 3, "EW", 3, 0);
  return `${sexagesimal(lat, 2, "NS", 3, 0)} ${east}`;
}

/** Decimal degrees, latitude first: 42.4500, 132.0000. */
export function decimalText(lon, lat, digits = 4) {
  return `${lat.toFixed(digits)}, ${boundLongitude(lon).toFixed(digits)}`;
}

/** A whole-degree label of a line: 40° N, 150° E, 180°. */
export function degreeText(value, letters, digits = 0) {
  const bound = letters === "EW" ? boundLongitude(value) : value;
  const side = bound % 180 === 0 ? "" : ` ${hemisphere(bound, letters)}`;
  return `${Math.abs(bound).toFixed(digits)}°${side}`;
}
