import type { Language } from './language.ts'

const localeOf: Record<Language, string> = { da: 'da-DK', en: 'en-GB' }
type Instant = string | number

/**
 * Danish and English formats of domain.md §12: `torsdag 29. oktober 2026 kl. 19.42`, `1.234,5`, `8 m`, `1,4 km`, `8,2 MB`. Times
 * are shown in the municipality's zone, wherever the reader is. Instants are ISO text or milliseconds.
 */
export function createFormats(language: Language, timeZone = 'Europe/Copenhagen') {
  return {
    ...createTimes(language, timeZone),
    ...createDays(language),
    ...createNumbers(language),
    /** Danish order: æ ø å last, and aa sorts as å. */
    compare: new Intl.Collator(localeOf[language], { numeric: true }).compare,
  }
}
export type Formats = ReturnType<typeof createFormats>

/** `den` between weekday and date is left out, as people write it on notices. */
function formatter(language: Language, options: Intl.DateTimeFormatOptions) {
  const format = new Intl.DateTimeFormat(localeOf[language], options)
  return (instant: Instant) => format.format(new Date(instant)).replace(' den ', ' ')
}

const longDay = { day: 'numeric', month: 'long', year: 'numeric' } as const
const shortDay = { day: 'numeric', month: 'short' } as const
const shortDayOfYear = { ...shortDay, year: 'numeric' } as const

function createTimes(language: Language, timeZone: string) {
  const isDanish = language === 'da'
  const weekday = formatter(language, { timeZone, weekday: 'long' })
  const date = formatter(language, { timeZone, ...longDay })
  const thisYears = formatter(language, { timeZone, ...shortDay })
  const otherYears = formatter(language, { timeZone, ...shortDayOfYear })
  const clock = formatter(language, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const dayKey = new Intl.DateTimeFormat('en-CA', { timeZone })
  const time = (instant: Instant) =>
    isDanish ? `kl. ${clock(instant).replace(':', '.')}` : clock(instant)
  const joined = (day: string, instant: Instant) => `${day}${isDanish ? ' ' : ', '}${time(instant)}`
  const isSameDay = (a: Instant, b: Instant) =>
    dayKey.format(new Date(a)) === dayKey.format(new Date(b))
  const yearOf = (instant: Instant) => dayKey.format(new Date(instant)).slice(0, 4)
  /** `29. okt.`; with the year where that is another one. */
  const shortDate = (instant: Instant, now: number) =>
    (yearOf(instant) === yearOf(now) ? thisYears : otherYears)(instant)
  return {
    date,
    shortDate,
    fullDate: (instant: Instant) => `${weekday(instant)} ${date(instant)}`,
    /** `kl. 19.42` / `19:42` */
    time,
    /** `torsdag 29. oktober 2026 kl. 19.42` */
    dateTime: (instant: Instant) => joined(`${weekday(instant)} ${date(instant)}`, instant),
    /** `29. okt. kl. 19.42`; the time alone on the day itself, and the year where it is another one. */
    shortDateTime: (instant: Instant, now: number) =>
      isSameDay(instant, now) ? time(instant) : joined(shortDate(instant, now), instant),
  }
}

/** Days and months without a zone: `2026-11-12`, `2027-03`, `2027`. */
function createDays(language: Language) {
  const weekday = formatter(language, { timeZone: 'UTC', weekday: 'long' })
  const date = formatter(language, { timeZone: 'UTC', ...longDay })
  const short = formatter(language, { timeZone: 'UTC', ...shortDay })
  const shortOfYear = formatter(language, { timeZone: 'UTC', ...shortDayOfYear })
  const month = formatter(language, { timeZone: 'UTC', month: 'long', year: 'numeric' })
  return {
    /** `2026-11-12` -> `torsdag 12. november 2026` */
    calendarDay: (day: string) => `${weekday(day)} ${date(day)}`,
    /** `2026-11-12` -> `12. nov.`; with the year where today's is another one. */
    shortCalendarDay: (day: string, today: string) =>
      (day.slice(0, 4) === today.slice(0, 4) ? short : shortOfYear)(day),
    /** `2027-03` -> `marts 2027`; a year alone stays. */
    month: (text: string) => (text.length === 4 ? text : month(text)),
  }
}

function createNumbers(language: Language) {
  const locale = localeOf[language]
  const number = (value: number, digits = 0) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value)
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  return {
    number,
    /** Metres under a kilometre, then kilometres with one decimal. No line breaks between the number and its unit. */
    distance: (metres: number) =>
      metres < 1_000
        ? `${number(Math.round(metres))}\u00a0m`
        : `${number(metres / 1_000, 1)}\u00a0km`,
    /** Decimal units, as phones show them. */
    bytes(count: number) {
      if (count < 1_000_000) return `${number(Math.ceil(count / 1_000))} kB`
      if (count < 1_000_000_000) return `${number(count / 1_000_000, 1)} MB`
      return `${number(count / 1_000_000_000, 1)} GB`
    },
    /** A share of 1: `0.88` -> `88 %`. */
    percent: (share: number) => percent.format(share),
  }
}
