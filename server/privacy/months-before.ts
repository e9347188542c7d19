/** The moment so many calendar months before; where that month is too short, its last day. */
export function monthsBefore(now: number, months: number): Date {
  const moment = new Date(now)
  const day = moment.getUTCDate()
  moment.setUTCDate(1)
  moment.setUTCMonth(moment.getUTCMonth() - months)
  const next = new Date(moment)
  next.setUTCMonth(next.getUTCMonth() + 1, 0)
  moment.setUTCDate(Math.min(day, next.getUTCDate()))
  return moment
}
