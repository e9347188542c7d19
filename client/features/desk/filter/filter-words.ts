/** Returns the text of a filter's button: its name, the one thing chosen, or how many. */
export function chosenWords(
  t: (key: string, named: Record<string, unknown>) => string,
  name: string,
  chosen: readonly string[],
): string {
  if (chosen.length === 0) return ''
  return chosen.length === 1
    ? t('desk.filter.chosen', { name, value: chosen[0] })
    : t('desk.filter.chosenMany', { name, count: chosen.length })
}
