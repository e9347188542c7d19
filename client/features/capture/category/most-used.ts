import { findCategory } from '../../../../shared/observation/categories.ts'

/** What walks find most often (domain.md §3.1: light, planting, vandalism and litter), used until this walk has its own. */
const usual = ['lys.slukket', 'syn.beplantning', 'ren.affald', 'haer.graffiti', 'vej.hul']

interface Used {
  category: string
  isOwn: boolean
}

/**
 * Returns the categories to offer first: the walk's most frequent ones, own pins counting double, filled up with the usual ones.
 * Good places and "other" are left out because they have buttons of their own.
 */
export function mostUsed(observations: readonly Used[], count: number): string[] {
  const weights = new Map<string, number>()
  for (const { category, isOwn } of observations) {
    weights.set(category, (weights.get(category) ?? 0) + (isOwn ? 2 : 1))
  }
  const used = [...weights].sort((a, b) => b[1] - a[1]).map(([category]) => category)
  return [...new Set([...used, ...usual])].filter(hasTile).slice(0, count)
}

const hasTile = (category: string) =>
  findCategory(category) !== undefined && category !== 'andet' && !category.startsWith('god.')
