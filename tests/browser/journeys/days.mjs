// Days as forms take them: 2026-11-25, in Swedish time.

const SWEDISH = { timeZone: 'Europe/Stockholm' };

const written = (at) => at.toLocaleDateString('sv-SE', SWEDISH);

/** So many days from today. */
export const day = (from) => written(new Date(Date.now() + Math.round(from) * 86_400_000));

/** The same day so many years ago; the last of February for a leap day. */
export function yearsAgo(years) {
  const [year, month, of] = day(0).split('-');
  const short = month === '02' && of === '29' ? '28' : of;
  return `${Number(year) - years}-${month}-${short}`;
}

/** The Monday that lies at least so many weeks ahead. */
export function monday(weeks) {
  for (let from = weeks * 7; ; from += 1) {
    const one = day(from);
    if (new Date(`${one}T12:00:00Z`).getUTCDay() === 1) return one;
  }
}

/** So many days after a day. */
export const after = (one, days) => written(new Date(Date.parse(`${one}T12:00:00Z`) + days * 86_400_000));
