type Count = (key: string, named: Record<string, unknown>, count: number) => string

/** How long ago, in the unit people would use: seconds below a minute and a half, then minutes, then hours. */
export function ageWords(t: Count, ms: number): string {
  const seconds = Math.round(ms / 1_000)
  const minutes = Math.round(seconds / 60)
  const hours = Math.round(minutes / 60)
  if (seconds < 90) return t('unit.seconds', { n: seconds }, seconds)
  return minutes < 90
    ? t('unit.minutes', { n: minutes }, minutes)
    : t('unit.hours', { n: hours }, hours)
}
