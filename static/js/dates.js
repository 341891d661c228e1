// Dates as people read them: "3–5 Aug", "30 Jul – 2 Aug", "Aug 2024". Dates are UTC days.

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

function splitDate(text) {
  const [year, month, day] = String(text ?? "").split("-");
  return { year: year || "", month: month ? MONTHS[Number(month) - 1] : "", day: Number(day) || 0 };
}

/** One date; the year is said where it is not the one expected. */
export function dayText(text, year) {
  const date = splitDate(text);
  if (!date.year) return "";
  if (!date.month) return date.year;
  const words = date.day ? [date.day, date.month] : [date.month];
  return (date.year === String(year) ? words : [...words, date.year]).join(" ");
}

/** A span of dates, said once where both ends share month or year. */
export function spanText(start, end, year) {
  if (!start && !end) return "";
  if (!start) return `until ${dayText(end, year)}`;
  if (!end) return `from ${dayText(start, year)}`;
  if (start === end) return dayText(start, year);
  const [a, b] = [splitDate(start), splitDate(end)];
  if (a.year === b.year && a.month === b.month && a.day && b.day) {
    return `${a.day}–${dayText(end, year)}`;
  }
  const first = a.year === b.year ? dayText(start, a.year) : dayText(start, year);
  return `${first} – ${dayText(end, year)}`;
}

/** The first day that a date of any precision can mean. */
export function firstDay(text) {
  return text ? `${text}-01-01`.slice(0, 4) + (text.slice(4) + "-01-01").slice(0, 6) : null;
}

/** The last day that a date of any precision can mean. */
export function lastDay(text) {
  if (!text) return null;
  if (text.length === 4) return `${text}-12-31`;
  if (text.length > 7) return text;
  const [year, month] = text.split("-").map(Number);
  return `${text}-${new Date(Date.UTC(year, month, 0)).getUTCDate()}`;
}

/** Whether a span of days meets a window; what has no date is always inside. */
export function meetsWindow(from, to, range) {
  if (!range || (!from && !to)) return true;
  return (from ?? to) <= range[1] && (to ?? from) >= range[0];
}
